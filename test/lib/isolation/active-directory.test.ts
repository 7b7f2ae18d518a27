import { describe, expect, test } from 'vitest';
import { ACTIVE_DIRECTORY_PORTS } from '../../../lib/isolation/active-directory';
import { portProblem, portText } from '../../../lib/isolation/port';

const texts = (profile: 'with-rpc' | 'without-rpc') => ACTIVE_DIRECTORY_PORTS[profile].map(portText);

describe('the ports of a domain controller', () => {
  test('include all that Microsoft lists for gMSA in containers', () => {
    const gmsa = ['TCP 53', 'UDP 53', 'TCP 88', 'UDP 88', 'TCP 139', 'TCP 389', 'UDP 389', 'TCP 636'];
    expect(texts('without-rpc')).toEqual(expect.arrayContaining(gmsa));
  });

  test('with RPC are the endpoint mapper and the dynamic range more', () => {
    const more = texts('with-rpc').filter((text) => !texts('without-rpc').includes(text));
    expect(more).toEqual(['TCP 135', 'TCP 49152-65535']);
  });

  test.each(['with-rpc', 'without-rpc'] as const)('%s are ports, each once', (profile) => {
    for (const { from, to } of ACTIVE_DIRECTORY_PORTS[profile]) expect(portProblem(from, to)).toBeUndefined();
    expect(new Set(texts(profile)).size).toBe(texts(profile).length);
  });
});
