import { describe, expect, test } from 'vitest';
import {
  isCount,
  isDnsLabel,
  isDnsSubdomain,
  isEnvName,
  isLabelKey,
  isLabelValue,
  isPort,
  isPortName,
} from '../../../lib/manifests/formats';

describe('a DNS label', () => {
  test.each(['a', '1', 'web', 'web-1', 'a--b', 'x'.repeat(63)])('%s is one', (text) => {
    expect(isDnsLabel(text)).toBe(true);
  });

  test.each(['', 'Web', 'web_1', 'web.1', '-web', 'web-', 'we b', 'x'.repeat(64), 'wéb', 'web\n', undefined, null, 1])(
    '%j is none',
    (value) => {
      expect(isDnsLabel(value)).toBe(false);
    },
  );
});

describe('a port name', () => {
  test.each(['http', 'a', '8080-tcp', 'web-2', 'x'.repeat(15)])('%s is one', (text) => {
    expect(isPortName(text)).toBe(true);
  });

  test.each(['', '8080', 'HTTP', 'my_port', '-http', 'http-', 'a--b', 'x'.repeat(16), 'http\n', 80, undefined])(
    '%j is none',
    (value) => {
      expect(isPortName(value)).toBe(false);
    },
  );
});

describe('the name of an environment variable', () => {
  test.each(['PATH', 'ASPNETCORE_URLS', 'a.b-c', 'ProgramFiles(x86)', '1ST', 'Logging__LogLevel__Default', 'a b'])(
    '%s is one',
    (text) => {
      expect(isEnvName(text)).toBe(true);
    },
  );

  test.each(['', 'A=B', '=', 'tab\t', 'ÜBER', 'line\n', undefined])('%j is none', (value) => {
    expect(isEnvName(value)).toBe(false);
  });
});

describe('a port', () => {
  test.each([1, 80, 65535])('%d is one', (value) => {
    expect(isPort(value)).toBe(true);
  });

  test.each([0, -1, 65536, 70000, 80.5, Number.NaN, '80', undefined, null])('%j is none', (value) => {
    expect(isPort(value)).toBe(false);
  });
});

describe('a count', () => {
  test.each([0, 1, 1000])('%d is one', (value) => {
    expect(isCount(value)).toBe(true);
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '3', undefined])('%j is none', (value) => {
    expect(isCount(value)).toBe(false);
  });
});

describe('a DNS subdomain', () => {
  test.each(['a', 'web-1', 'web.example', 'system-node-critical', '1.2.3', 'a'.repeat(253)])('%s is one', (text) => {
    expect(isDnsSubdomain(text)).toBe(true);
  });

  test.each(['', 'Web', 'web_1', '.web', 'web.', 'a..b', '-a', 'a-.b', 'a'.repeat(254), undefined, 5])(
    '%j is none',
    (value) => {
      expect(isDnsSubdomain(value)).toBe(false);
    },
  );
});

describe('a label', () => {
  test.each(['disk', 'kubernetes.io/os', 'Disk_1.a', 'example.com/a', 'a'.repeat(63)])('has the key %s', (key) => {
    expect(isLabelKey(key)).toBe(true);
  });

  test.each(['', '/a', 'a/', 'a/b/c', 'a b', '-a', 'a-', 'Example.com/a', 'a'.repeat(64)])(
    'has not the key %j',
    (key) => {
      expect(isLabelKey(key)).toBe(false);
    },
  );

  test.each(['', 'ssd', 'True', '10.0.20348', 'a_b-c.d', 'a'.repeat(63)])('has the value %j', (value) => {
    expect(isLabelValue(value)).toBe(true);
  });

  test.each(['a b', '-a', 'a.', 'a/b', 'é', 'a'.repeat(64), true, 5, null, undefined])(
    'has not the value %j',
    (value) => {
      expect(isLabelValue(value)).toBe(false);
    },
  );
});
