import { IsolationPort } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';

describe('an IsolationPort', () => {
  test('is shown as protocol and number', () => {
    expect(String(IsolationPort.tcp(443))).toBe('TCP 443');
    expect(String(IsolationPort.udp(53))).toBe('UDP 53');
    expect(String(IsolationPort.tcpRange(49152, 65535))).toBe('TCP 49152-65535');
    expect(String(IsolationPort.udpRange(5000, 5010))).toBe('UDP 5000-5010');
  });

  test('of a range of one is that port', () => {
    expect(String(IsolationPort.tcpRange(80, 80))).toBe('TCP 80');
  });

  test.each([0, 65536, 80.5, Number.NaN])('cannot be %d', (port) => {
    expect(() => IsolationPort.tcp(port)).toThrow(/IsolationPort: port is .*is no port[\s\S]*policy-port/);
  });

  test('range cannot run backwards', () => {
    expect(() => IsolationPort.udpRange(20, 10)).toThrow(/port is '20 to 10': the range runs backwards/);
  });

  test('cannot be a name', () => {
    expect(() => IsolationPort.tcp('http' as unknown as number)).toThrow(/policy-port/);
  });
});
