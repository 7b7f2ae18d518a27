import type { JsonObject } from '../../../lib/manifests/workload';
import type { Manifest } from '../../synth';
import { mistake, object, type RawForm } from './raw-form';

/** A manifest that Calico reads, with the same mistake as a wrong program. */
export interface CalicoForm extends Pick<RawForm, 'sound' | 'wrong' | 'at'> {
  /** What Calico says of it; nothing where it takes it. */
  readonly said?: RegExp;
}

const POLICY = object('projectcalico.org/v3', 'NetworkPolicy', {
  selector: 'all()',
  types: ['Ingress', 'Egress'],
  ingress: [{ action: 'Allow', source: { selector: 'app == "web"' } }],
  egress: [{ action: 'Allow', protocol: 'TCP', destination: { nets: ['10.9.0.0/24'], ports: [80] } }],
});

function wrong(sound: Manifest, at: string, value: unknown, said?: RegExp): CalicoForm {
  return { ...mistake(sound, at, value), said };
}

function toNetwork(value: string, said?: RegExp): CalicoForm {
  return wrong(POLICY, 'spec.egress[0].destination.nets[0]', value, said);
}

function toPort(value: unknown, said?: RegExp): CalicoForm {
  return wrong(POLICY, 'spec.egress[0].destination.ports[0]', value, said);
}

function fromPods(selector: string, said: RegExp): CalicoForm {
  return wrong(POLICY, 'spec.ingress[0].source.selector', selector, said);
}

function named(name: string, said: RegExp): CalicoForm {
  return wrong(POLICY, 'metadata.name', name, said);
}

/** A pool as the operator makes it of an installation. */
function pool(field: string, value: unknown, said?: RegExp, own: JsonObject = {}): CalicoForm {
  const spec = { cidr: '192.168.0.0/16', blockSize: 26, ...own };
  const sound = { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'pods' }, spec };
  return wrong(sound, `spec.${field}`, value, said);
}

/** What wrong networks, ports, selectors and names look like to Calico, by the titles of the wrong programs. */
export const CALICO_FORMS: Readonly<Record<string, CalicoForm>> = {
  'permits everything by permitting no port': wrong(POLICY, 'spec.egress[0].destination.ports', undefined),
  'permits a port by its name, in plain JavaScript': toPort('http'),
  'permits port 0': toPort(0, /^Port port range invalid, port number must be between 1 and 65535/),
  'permits port 65536': toPort(65536, /ports of type uint16/),
  'permits half a port': toPort(80.5, /ports of type uint16/),
  'permits ports that run backwards': toPort('90:80', /minimum port number \(90\) is greater/),
  'finds pods by a value with both kinds of quotes': fromPods(`app == '"it's"'`, /source.selector unterminated string/),
  'finds pods by a label that is none': fromPods('my app == "web"', /source.selector expected operator after label/),
  'names policies as no object can be named': named('Shop_Policy', /^Metadata.Name name must consist of lower case/),
  'names policies with a dot': named('shop.policy', /Incorrectly formatted policy name/),
  'gives the name of a domain controller for its address': toNetwork(
    'dc1.corp.example',
    /Destination.Nets invalid CIDR/,
  ),
  'gives the network of the domain controllers with host bits': toNetwork('10.9.1.1/24', /^Nets\[0\] /),
  'gives the network of the domain controllers with a prefix of 33': toNetwork(
    '10.9.1.0/33',
    /Destination.Nets invalid CIDR/,
  ),
  'gives no domain controller': wrong(POLICY, 'spec.egress[0].destination.nets', []),
  'takes a whole network out of itself': wrong(POLICY, 'spec.egress[0].destination.notNets', ['10.9.0.0/16']),
  'gives an IPv6 address of a domain controller': toNetwork('fd00::4/128'),
  'gives the pods of the cluster an address for a network': pool(
    'cidr',
    '10.244.0.0',
    /CIDR IP pool size is too small/,
  ),
  'gives Calico a network of pods with host bits': pool('cidr', '192.168.1.0/16', /CIDR is not strictly masked/),
  'gives Calico blocks that are larger than their pool': pool('blockSize', 23, /CIDR IP pool size is too small/, {
    cidr: '192.168.0.0/24',
  }),
  'gives Calico blocks without room on a Windows node': pool('blockSize', 30),
};
