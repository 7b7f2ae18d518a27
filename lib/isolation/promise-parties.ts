import type { Selector } from '../calico/selector';
import { hasBit } from '../policy/bits';
import { kindsOf } from '../policy/kinds';
import type { Dataplane, Located } from '../policy/reach';
import type { NamedEnd } from '../reach/asked-end';
import { outsideRangesOf } from '../reach/outside';
import type { Survey } from '../reach/survey';
import { shortList } from '../reach/table';
import { formatCidr } from './cidr';
import type { IsolationPromise } from './promise';
import { isolatedPods } from './promised-rules';

/** Pods that nothing tells apart, or addresses outside. */
export interface PromiseParty {
  readonly named: NamedEnd;
  readonly located: Located;
  /** The nodes on which it can be; both where nothing tells. */
  readonly planes: readonly Dataplane[];
  /** Who isolates it. */
  readonly promise?: IsolationPromise;
  /** Stands for the DNS of the cluster, which only listens. */
  readonly isStandIn?: boolean;
  /** Parties with the same number have their addresses in the same pieces. */
  readonly places: number;
}

/**
 * The pods of an app by kinds. Those on the network of their node are not among them: no policy governs them, and their
 * addresses are among those outside.
 *
 * @param standIns What only stands for pods that are asked about.
 */
export function podsOfApp(
  survey: Survey,
  promises: readonly IsolationPromise[],
  standIns: ReadonlySet<object>,
): PromiseParty[] {
  const { reach, network } = survey;
  const isolated = promises.map((promise) => ({ promise, set: network.addressesOf(isolatedPods(promise)).classes }));
  const places = new Map<string, number>();
  // most have the same pieces: all of them, where no address is known
  const byPieces = new Map<readonly number[], number>();
  const placeOf = (pieces: readonly number[]) => {
    const key = pieces.join();
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    byPieces.set(pieces, place);
    return place;
  };
  return kindsOf(reach).flatMap(({ endpoints }): PromiseParty[] => {
    const endpoint = endpoints.find((index) => !standIns.has(network.endpoints[index].object));
    if (endpoint === undefined || network.endpoints[endpoint].isOnHostNetwork) return [];
    const { id, system, object } = network.endpoints[endpoint];
    const located = reach.located({ endpoint });
    return [
      {
        named: { end: { endpoint }, name: id },
        located,
        planes: system === undefined ? ['linux', 'windows'] : [system],
        isStandIn: survey.given.dns.standIns.includes(object),
        promise: isolated.find(({ set }) => hasBit(set, located.classNumber))?.promise,
        places: byPieces.get(located.pieces) ?? placeOf(located.pieces),
      },
    ];
  });
}

/** Those that a selector picks. */
export function podsPicked(selector: Selector, survey: Survey): PromiseParty[] {
  const { classes } = survey.network.addressesOf(selector);
  return podsOfApp(survey, [], new Set()).filter(({ located }) => hasBit(classes, located.classNumber));
}

/** Addresses that are no pod's of the app. */
export function outsideOf({ network }: Survey, promises: readonly IsolationPromise[] = []): PromiseParty[] {
  const addresses = promises.flatMap(({ denied }) => denied);
  return outsideRangesOf(network).map(({ piece, networks, isInternet }, places) => {
    const [address] = networks[0].split('/');
    const denied = addresses.find(({ net }) => hasBit(network.addresses.piecesOf(formatCidr(net)), piece))?.name;
    const name = isInternet ? 'the Internet' : shortList(networks);
    const end = { end: { address }, name: denied === undefined ? name : `${denied} (${name})` };
    const located = { classNumber: network.outside, pieces: [piece] };
    return { named: end, located, planes: ['linux'], places };
  });
}
