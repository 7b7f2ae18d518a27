import { isPortName } from '../api-server/formats';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { parseAddress } from '../manifests/network';
import { metadataRefusals } from './metadata-refusals';
import { isName, objectNameRefusals } from './names';
import { hasPorts } from './protocol';
import type { CalicoRefusal } from './refusal';

export interface HostEndpoint extends KubernetesObject {
  readonly spec?: HostEndpointSpec;
}

export interface HostEndpointSpec {
  readonly node?: string;
  readonly interfaceName?: string;
  readonly expectedIPs?: readonly string[];
  readonly profiles?: readonly string[];
  readonly ports?: readonly EndpointPort[];
}

export interface EndpointPort {
  readonly name?: string;
  readonly protocol?: string | number;
  readonly port?: number;
}

const INTERFACE = /^(\*|[a-zA-Z0-9_.-]{1,15})$/;

/** What Calico refuses about a host endpoint. */
export function hostEndpointRefusals(endpoint: HostEndpoint): CalicoRefusal[] {
  const { node, interfaceName, expectedIPs = [], profiles = [], ports = [] } = endpoint.spec ?? {};
  const value = (path: string, got: unknown, problem: string): CalicoRefusal => ({
    about: 'value',
    path,
    got,
    problem,
  });
  return [
    ...objectNameRefusals(endpoint),
    ...metadataRefusals(endpoint),
    ...(node ? [] : [value('spec.node', node, 'it names no node')]),
    ...(node && !isName(node) ? [value('spec.node', node, 'no node can be called so')] : []),
    ...(interfaceName || expectedIPs.length > 0
      ? []
      : [value('spec.interfaceName', interfaceName, 'neither an interface nor expectedIPs are named')]),
    ...(interfaceName && !INTERFACE.test(interfaceName)
      ? [value('spec.interfaceName', interfaceName, '* or at most 15 letters, digits and - _ . are an interface')]
      : []),
    ...expectedIPs.flatMap((got, index): CalicoRefusal[] =>
      parseAddress(got) === undefined
        ? [{ about: 'network', path: `spec.expectedIPs[${index}]`, got, problem: 'it is no address' }]
        : [],
    ),
    ...profiles.flatMap((got, index) =>
      isName(got) ? [] : [value(`spec.profiles[${index}]`, got, 'no profile can be called so')],
    ),
    ...ports.flatMap((port, index) => portRefusals(port, `spec.ports[${index}]`)),
  ];
}

function portRefusals({ name = '', protocol, port = 0 }: EndpointPort, path: string): CalicoRefusal[] {
  const refuse = (field: string, got: unknown, problem: string): CalicoRefusal => ({
    about: 'port',
    path: `${path}.${field}`,
    got,
    problem,
  });
  return [
    ...(isPortName(name) ? [] : [refuse('name', name, 'no port can be called so')]),
    ...(hasPorts(protocol) ? [] : [refuse('protocol', protocol, 'TCP, UDP and SCTP have ports')]),
    ...(port > 0 && port <= 65_535 ? [] : [refuse('port', port, 'ports are from 1 to 65535')]),
  ];
}
