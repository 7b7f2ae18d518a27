import {
  familyOf,
  hasHostBits,
  masked,
  type Network,
  networkText,
  parseAddress,
  parseNetwork,
} from '../manifests/network';
import type { CalicoRefusal } from './refusal';

/** A network with its prefix and without host bits, as rules and pools have them. */
export function networkRefusals(path: string, got: string): CalicoRefusal[] {
  const network = parseNetwork(got);
  if (network === undefined) {
    const address = parseAddress(got);
    return address === undefined
      ? [{ about: 'network', path, got, problem: 'it is no CIDR' }]
      : [
          {
            about: 'network',
            path,
            got,
            problem: 'the length of the prefix is missing',
            instead: `${got}/${address.bits}`,
          },
        ];
  }
  if (!hasHostBits(network)) return [];
  const single = networkText({ ...network, prefix: network.bits });
  const allowed = `${networkText(masked(network))} for the whole network, ${single} for the one address`;
  return [{ about: 'network', path, got, allowed, problem: 'bits beyond the prefix are set' }];
}

/** A network or an address, as network sets have them; Calico takes host bits there, and an empty text. */
export function memberRefusals(path: string, got: string): CalicoRefusal[] {
  if (got === '' || parseNetwork(got) !== undefined || parseAddress(got) !== undefined) return [];
  return [{ about: 'network', path, got, problem: 'it is neither a CIDR nor an address' }];
}

/** An exception of everything leaves nothing. */
export function exceptionRefusals(path: string, got: string): CalicoRefusal[] {
  const refusals = networkRefusals(path, got);
  if (refusals.length > 0 || !isEverything(got)) return refusals;
  return [{ about: 'network', path, got, problem: 'without every address nothing is left to match' }];
}

function isEverything(text: string): boolean {
  const network = parseNetwork(text) as Network;
  return familyOf(network) === 4 ? text === '0.0.0.0/0' : network.prefix === 0;
}
