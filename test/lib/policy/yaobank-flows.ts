import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { podMadeOf } from '../../cluster/manifests/pods-of';
import { manifestsOf } from '../../manifests-of';
import type { Manifest } from '../../synth';

const CUSTOMER = 'yaobank-customer/customer-pod';
const SUMMARY = 'yaobank-summary/summary-pod';
const DATABASE = 'yaobank-database/database-pod';
const NEWCOMER = 'newcomer/pod';
const DNS = 'kube-system/dns';
const IMPOSTOR = 'yaobank-customer/impostor';
const INTERNET = '203.0.113.7';
const NODE = '192.168.0.1';
const METADATA = '169.254.169.254';
const API_SERVER = '192.168.0.250';

const WRITTEN = join(__dirname, '../../apps/__snapshots__/yaobank');

/** The lab under policies of its program, with a pod of a new namespace, DNS, and one that passes for it. */
export function lab(policiesOf: 'article' | 'mended' = 'article'): readonly Manifest[] {
  const file = (name: string) => manifestsOf(readFileSync(join(WRITTEN, `${name}.k8s.yaml`), 'utf8'));
  const workloads = file('lab');
  const pods = workloads.flatMap((workload) => podMadeOf(workload) ?? []);
  const policies = file(`${policiesOf}-policies`);
  return [...workloads, ...policies, ...[...pods, ...OTHERS].map(scheduled)];
}

const pod = (name: string, namespace: string, labels = {}) =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec: { containers: [] } }) as Manifest;
const OTHERS = [
  pod('pod', 'newcomer'),
  pod('dns', 'kube-system', { 'k8s-app': 'kube-dns' }),
  pod('impostor', 'yaobank-customer', { 'k8s-app': 'kube-dns' }),
];

/** None of them is on the node from which a flow comes. */
function scheduled(manifest: Manifest, index: number): Manifest {
  const podIP = `10.0.0.${index + 1}`;
  return { ...manifest, spec: { ...manifest.spec, nodeName: `node-${index}` }, status: { podIP } };
}

export interface Connection {
  readonly title: string;
  readonly flow: string;
  /** Whether it is open under the policies of the article. */
  readonly article: boolean;
  /** The same under the mended ones. */
  readonly mended: boolean;
}

const [open, closed] = [true, false];

const connection = (title: string, flow: string, article: boolean, mended: boolean): Connection => ({
  title,
  flow,
  article,
  mended,
});

/** Alike on Linux and on Windows, as the policies hold nothing that Windows does not know. */
export const CONNECTIONS: readonly Connection[] = [
  connection('the Internet to customer on its port', `${INTERNET} -> ${CUSTOMER} TCP 80`, open, open),
  connection('the Internet to customer on any other port', `${INTERNET} -> ${CUSTOMER} TCP 8443`, open, closed),
  connection('a node to customer', `${NODE} -> ${CUSTOMER} TCP 80`, open, open),
  connection('the Internet to customer by UDP', `${INTERNET} -> ${CUSTOMER} UDP 80`, closed, closed),
  connection('customer to summary on its port', `${CUSTOMER} -> ${SUMMARY} TCP 80`, open, open),
  connection('customer to summary on another port', `${CUSTOMER} -> ${SUMMARY} TCP 8080`, closed, closed),
  connection('the Internet to summary', `${INTERNET} -> ${SUMMARY} TCP 80`, open, closed),
  connection('customer to database', `${CUSTOMER} -> ${DATABASE} TCP 2379`, closed, closed),
  connection('the Internet to database', `${INTERNET} -> ${DATABASE} TCP 2379`, closed, closed),
  connection('summary to database on its port', `${SUMMARY} -> ${DATABASE} TCP 2379`, open, open),
  connection('summary to database on any other port', `${SUMMARY} -> ${DATABASE} TCP 22`, open, closed),
  connection('summary to database by UDP', `${SUMMARY} -> ${DATABASE} UDP 2379`, closed, closed),
  connection('database back to summary', `${DATABASE} -> ${SUMMARY} TCP 80`, open, closed),
  connection('database to summary on another port', `${DATABASE} -> ${SUMMARY} TCP 443`, closed, closed),
  connection('customer to DNS by UDP', `${CUSTOMER} -> ${DNS} UDP 53`, open, open),
  connection('customer to DNS by TCP', `${CUSTOMER} -> ${DNS} TCP 53`, closed, open),
  connection('customer to the Internet', `${CUSTOMER} -> ${INTERNET} TCP 443`, closed, closed),
  connection('customer to the metadata of the cloud', `${CUSTOMER} -> ${METADATA} TCP 80`, closed, closed),
  connection('a new namespace to DNS by UDP', `${NEWCOMER} -> ${DNS} UDP 53`, open, open),
  connection('a new namespace to the Internet', `${NEWCOMER} -> ${INTERNET} TCP 443`, closed, open),
  connection('a new namespace to the API server', `${NEWCOMER} -> ${API_SERVER} TCP 443`, closed, open),
  connection('a new namespace to the metadata of the cloud', `${NEWCOMER} -> ${METADATA} TCP 80`, closed, open),
  connection('the Internet to a new namespace', `${INTERNET} -> ${NEWCOMER} TCP 80`, closed, open),
  connection('DNS to the Internet', `${DNS} -> ${INTERNET} TCP 443`, open, open),
];

/** What the policies of the article do that nobody meant. */
export interface Defect {
  readonly title: string;
  readonly others?: readonly Manifest[];
  readonly flow: string;
  readonly said: string;
}

const namespace = (name: string, labels: Record<string, string>) =>
  ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }) as unknown as Manifest;

const P_SUMMARY = 'NetworkPolicy yaobank-database/p-summary2database converted rule';
const NO_ANSWER = 'in: deny, end of tier default';
const BY_DEFAULT = 'GlobalNetworkPolicy default-app-policy rule 0';
const TO_CUSTOMER = 'NetworkPolicy yaobank-customer/p-external2customer rule 0';

export const DEFECTS: readonly Defect[] = [
  {
    title: 'two items of from are OR: any pod of the namespace of summary reaches database',
    others: [scheduled(pod('other', 'yaobank-summary'), 20)],
    flow: `yaobank-summary/other -> ${DATABASE} TCP 2379`,
    said: `out: deny, end of tier default; in: allow, ${P_SUMMARY} 0`,
  },
  {
    title: 'two items of from are OR: any pod beside database that is labelled like summary reaches it',
    others: [scheduled(pod('other', 'yaobank-database', { app: 'summary' }), 20)],
    flow: `yaobank-database/other -> ${DATABASE} TCP 2379`,
    said: `out: deny, end of tier default; in: allow, ${P_SUMMARY} 1`,
  },
  {
    title: 'the label ns is anybody’s: a namespace that carries it reaches database',
    others: [namespace('stranger', { ns: 'summary' }), scheduled(pod('other', 'stranger'), 20)],
    flow: `stranger/other -> ${DATABASE} TCP 2379`,
    said: `out: deny, end of tier default; in: allow, ${P_SUMMARY} 0`,
  },
  {
    title: 'without ports summary reaches every port of database',
    flow: `${SUMMARY} -> ${DATABASE} TCP 22`,
    said: `out: allow, NetworkPolicy yaobank-summary/p-customer2summary rule 0; in: allow, ${P_SUMMARY} 0`,
  },
  {
    title: 'an egress rule that nobody needs opens the way back',
    flow: `${DATABASE} -> ${SUMMARY} TCP 80`,
    said: `out: allow, ${P_SUMMARY} 0; in: allow, NetworkPolicy yaobank-summary/p-customer2summary rule 0`,
  },
  {
    title: 'DNS is closed over TCP, which long answers need',
    flow: `${CUSTOMER} -> ${DNS} TCP 53`,
    said: 'out: deny, end of tier default; in: allow, no policy',
  },
  {
    title: 'any pod that is labelled like DNS is a way out',
    flow: `${NEWCOMER} -> ${IMPOSTOR} UDP 53`,
    said: `out: allow, ${BY_DEFAULT}; ${NO_ANSWER}`,
  },
  {
    title: 'a set of networks that is labelled like DNS is a way out to any address',
    others: [
      {
        apiVersion: 'projectcalico.org/v3',
        kind: 'NetworkSet',
        metadata: { name: 'out', namespace: 'newcomer', labels: { 'k8s-app': 'kube-dns' } },
        spec: { nets: [`${INTERNET}/32`] },
      },
    ],
    flow: `${NEWCOMER} -> ${INTERNET} UDP 53`,
    said: `out: allow, ${BY_DEFAULT}`,
  },
  {
    title: 'customer is open on every port of TCP, to anybody',
    flow: `${INTERNET} -> ${CUSTOMER} TCP 8443`,
    said: `in: allow, ${TO_CUSTOMER}`,
  },
  {
    title: 'a policy that is called customer2summary names no source: anybody reaches summary',
    flow: `${INTERNET} -> ${SUMMARY} TCP 80`,
    said: 'in: allow, NetworkPolicy yaobank-summary/p-customer2summary rule 0',
  },
  {
    title: 'the API server is closed to what runs in the cluster',
    flow: `${NEWCOMER} -> ${API_SERVER} TCP 443`,
    said: 'out: deny, end of tier default',
  },
  {
    title: 'a namespace of the system that the list forgets is closed',
    others: [scheduled(pod('operator', 'tigera-operator'), 20)],
    flow: `tigera-operator/operator -> ${API_SERVER} TCP 443`,
    said: 'out: deny, end of tier default',
  },
  {
    title: 'a namespace of the system that it names is not',
    others: [scheduled(pod('typha', 'calico-system'), 20)],
    flow: `calico-system/typha -> ${API_SERVER} TCP 443`,
    said: 'out: allow, no policy',
  },
];
