import { describe, expect, test } from 'vitest';
import {
  isCidr,
  isCount,
  isDnsLabel,
  isDnsSubdomain,
  isEnvName,
  isLabelKey,
  isLabelValue,
  isLegacyCidr,
  isPort,
  isPortName,
} from '../../../lib/api-server/formats';

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

describe('a network', () => {
  test.each([
    '0.0.0.0/0',
    '10.0.0.0/8',
    '203.0.113.7/32',
    '255.255.255.254/31',
    '::/0',
    '2001:db8::/32',
    '2001:DB8:0:0::/33',
    '2001:db8::1/128',
    '::1/128',
    '64:ff9b::10.0.0.0/104',
    '1:2:3:4:5:6:7:8/128',
  ])('%s is one', (text) => {
    expect(isCidr(text)).toBe(true);
  });

  test.each([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '010.0.0.0/8',
    '10.0.0.1/8',
    '10.0.0.0/6',
    '256.0.0.0/8',
    '2001:db8::/129',
    '2001:db8::1/64',
    '2001:db8:8000::/32',
    '64:ff9b::10.0.0.1/104',
    '::ffff:10.0.0.0/104',
    '::ffff:a00:0/104',
    'fe80::%1/64',
    'hello/8',
    ' 10.0.0.0/8',
    '10.0.0.0/8\n',
    '',
    undefined,
    10,
  ])('%j is none', (value) => {
    expect(isCidr(value)).toBe(false);
  });
});

describe('a network as Kubernetes before 1.36 takes it as well', () => {
  test.each([
    '10.0.0.0/8',
    '0.0.0.0/0',
    '10.0.0.1/8',
    '010.00.0.0/08',
    '2001:db8::1/64',
    '2001:0db8::/32',
    '::ffff:10.0.0.0/104',
    '::ffff:010.0.0.0/104',
  ])('%s is one', (text) => {
    expect(isLegacyCidr(text)).toBe(true);
  });

  test.each([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/+8',
    '10.0.0/8',
    '0256.0.0.0/8',
    '2001:db8::/129',
    'fe80::%1/64',
    '10.0.0.0/8/8',
    'hello/8',
    '',
    undefined,
  ])('%j is none', (value) => {
    expect(isLegacyCidr(value)).toBe(false);
  });
});
