import { calico, type FlowCase, globally, IN, inShop } from './case';

const CLIENT = 'shop/client -> shop/web TCP 80';
const OFFICE = 'office/client -> shop/web TCP 80';
const OUTSIDE = '8.8.8.8 -> shop/web TCP 80';

/** A selector of whom web hears, in the one policy that there is. */
function heard(selector: string, flow: string, isHeard: boolean, source: object = {}): FlowCase {
  const told = isHeard ? 'allow, GlobalNetworkPolicy heard rule 0' : 'deny, end of tier default';
  const out = flow === OUTSIDE ? '' : 'out: allow, no policy; ';
  return {
    policies: [globally('heard', { ...IN, ingress: [{ action: 'Allow', source: { selector, ...source } }] })],
    flow,
    linux: `${out}in: ${told}`,
    windows: `${flow === OUTSIDE ? '' : 'out: allow; '}in: ${isHeard ? 'allow' : 'deny'}`,
  };
}

const inNamespaces = (namespaceSelector: string, flow: string, isHeard: boolean) =>
  heard('app == "client"', flow, isHeard, { namespaceSelector });

const NOT_SYSTEM = 'projectcalico.org/name not in {"kube-system"}';
const gateway = calico('HostEndpoint', { name: 'gateway' }, { node: 'node-c', expectedIPs: ['192.168.0.9'] });

/** Every operator, where the label is there with that value, with another, and where it is not there. */
export const SELECTORS: Readonly<Record<string, FlowCase>> = {
  '== picks who has the value': heard('app == "client"', CLIENT, true),
  '== leaves out who has another': heard('app == "web"', CLIENT, false),
  '== leaves out who has no such label': heard('role == "client"', CLIENT, false),
  '!= leaves out who has the value': heard('app != "client"', CLIENT, false),
  '!= picks who has another': heard('app != "web"', CLIENT, true),
  '!= picks who has no such label': heard('role != "client"', CLIENT, true),
  'in picks who has one of the values': heard('app in {"web", "client"}', CLIENT, true),
  'in leaves out who has no such label': heard('role in {"web", "client"}', CLIENT, false),
  'in an empty set is nobody': heard('app in {}', CLIENT, false),
  'not in leaves out who has one of the values': heard('app not in {"web", "client"}', CLIENT, false),
  'not in picks who has no such label': heard('role not in {"web"}', CLIENT, true),
  'contains picks who has it in the value': heard('app contains "lie"', CLIENT, true),
  'contains leaves out who has no such label': heard('role contains ""', CLIENT, false),
  'starts with picks by the beginning': heard('app starts with "cli"', CLIENT, true),
  'starts with leaves out what only ends so': heard('app starts with "ent"', CLIENT, false),
  'ends with picks by the end': heard('app ends with "ent"', CLIENT, true),
  'has() picks who has the label': heard('has(app)', CLIENT, true),
  'has() leaves out who has it not': heard('has(role)', CLIENT, false),
  'all() picks every pod': heard('all()', CLIENT, true),
  'all() leaves out addresses of which nothing is known': heard('all()', OUTSIDE, false),
  '! turns one test around, however many there are': heard('!has(role) && !!has(app)', CLIENT, true),
  '! goes before &&': heard('!has(app) && has(role)', CLIENT, false),
  '|| is true when one side is': heard('has(role) || app == "client"', CLIENT, true),
  '&& goes before ||': heard('has(app) || has(app) && has(role)', CLIENT, true),
  'parentheses go before both': heard('(has(app) || has(app)) && has(role)', CLIENT, false),
  'capital and small letters count': heard('app == "Client"', CLIENT, false),
  'a pod has its namespace as a label': heard('projectcalico.org/namespace == "shop"', CLIENT, true),
  'a pod has its service account as a label': heard('projectcalico.org/serviceaccount == "buyer"', CLIENT, true),
  'a namespace is known by its name in two ways': inNamespaces(
    'projectcalico.org/name == "office" && kubernetes.io/metadata.name == "office"',
    OFFICE,
    true,
  ),
  'a namespace selector leaves out pods of other namespaces': inNamespaces(
    'projectcalico.org/name == "office"',
    CLIENT,
    false,
  ),
  'all() of namespaces means whatever is in one': inNamespaces('all()', OFFICE, true),
  'global() means what is in none': inNamespaces('global()', OFFICE, false),
  'a policy in a namespace may name others': {
    policies: [
      inShop('heard', {
        ...IN,
        ingress: [
          {
            action: 'Allow',
            source: { selector: 'app == "client"', namespaceSelector: 'projectcalico.org/name == "office"' },
          },
        ],
      }),
    ],
    flow: OFFICE,
    linux: 'out: allow, no policy; in: allow, NetworkPolicy shop/heard rule 0',
    windows: 'out: allow; in: allow',
  },
  'a selector and a network mean whom both pick': heard('app == "client"', CLIENT, true, { nets: ['10.0.0.0/24'] }),
  'and nobody whom one of them does not': heard('app == "client"', OFFICE, false, { nets: ['10.0.0.0/24'] }),
  'a selector of namespaces that only negates means what is in none, too': {
    policies: [
      gateway,
      globally('heard', { ...IN, ingress: [{ action: 'Allow', source: { namespaceSelector: NOT_SYSTEM } }] }),
    ],
    flow: '192.168.0.9 -> shop/web TCP 80',
    linux: 'in: allow, GlobalNetworkPolicy heard rule 0',
    windows: 'in: allow',
  },
  'has() of the name of a namespace guards it': {
    policies: [
      gateway,
      globally('heard', {
        ...IN,
        ingress: [{ action: 'Allow', source: { namespaceSelector: `has(projectcalico.org/name) && ${NOT_SYSTEM}` } }],
      }),
    ],
    flow: '192.168.0.9 -> shop/web TCP 80',
    linux: 'in: deny, end of tier default',
    windows: 'in: deny',
  },
  'a notSelector alone in a global policy means anybody else, whom Windows does not know': {
    policies: [
      globally('heard', { ...IN, ingress: [{ action: 'Allow', source: { notSelector: 'app == "client"' } }] }),
    ],
    flow: OUTSIDE,
    linux: 'in: allow, GlobalNetworkPolicy heard rule 0',
    windows: 'in: deny',
  },
  'a notSelector alone in a namespace means other pods of the namespace': {
    policies: [inShop('heard', { ...IN, ingress: [{ action: 'Allow', source: { notSelector: 'app == "client"' } }] })],
    flow: OUTSIDE,
    linux: 'in: deny, end of tier default',
    windows: 'in: deny',
  },
};
