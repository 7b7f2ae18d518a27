import { describe, expect, test } from 'vitest';
import { overlap, type Port, portProblem, portText } from '../../../lib/isolation/port';

const tcp = (from: number, to = from): Port => ({ protocol: 'TCP', from, to });

describe('a port', () => {
  test.each([1, 443, 65535])('%i is one', (port) => {
    expect(portProblem(port, port)).toBeUndefined();
  });

  test.each([0, -1, 65536, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is none', (port) => {
    expect(portProblem(port, port)).toBe(`${port} is no port`);
  });

  test('ranges run upwards', () => {
    expect(portProblem(49152, 65535)).toBeUndefined();
    expect(portProblem(65535, 49152)).toBe('the range runs backwards');
  });

  test('ranges overlap when they share a port of the same protocol', () => {
    expect(overlap(tcp(1, 80), tcp(80, 90))).toBe(true);
    expect(overlap(tcp(1, 79), tcp(80, 90))).toBe(false);
    expect(overlap(tcp(80), { protocol: 'UDP', from: 80, to: 80 })).toBe(false);
  });

  test('is shown with its protocol', () => {
    expect(portText(tcp(443))).toBe('TCP 443');
    expect(portText(tcp(49152, 65535))).toBe('TCP 49152-65535');
  });
});
