import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { podMadeOf } from '../../cluster/manifests/pods-of';
import { manifestsOf } from '../../manifests-of';
import type { Manifest } from '../../synth';

const CUSTOMER = 'yaobank-customer/customer-pod';
const SUMMARY = 'yaobank-summary/summary-pod';
const DATABASE = 'yaobank-database/database-pod';
export const NEWCOMER = 'newcomer/pod';
const DNS = 'kube-system/dns';
export const IMPOSTOR = 'yaobank-customer/impostor';
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

type Connection = readonly [title: string, from: string, to: string, protocol: string, port: number];

export const OPEN: readonly Connection[] = [
  ['anybody reaches customer on any port of TCP', INTERNET, CUSTOMER, 'TCP', 8443],
  ['a node does, too', NODE, CUSTOMER, 'TCP', 80],
  ['customer reaches summary on port 80', CUSTOMER, SUMMARY, 'TCP', 80],
  ['anybody from outside reaches summary on port 80', INTERNET, SUMMARY, 'TCP', 80],
  ['summary reaches database', SUMMARY, DATABASE, 'TCP', 2379],
  ['summary reaches database on any other port', SUMMARY, DATABASE, 'TCP', 22],
  ['database reaches summary on port 80, which nobody meant', DATABASE, SUMMARY, 'TCP', 80],
  ['a pod of a new namespace reaches DNS over UDP', NEWCOMER, DNS, 'UDP', 53],
  ['DNS itself, which no policy selects, reaches the Internet', DNS, INTERNET, 'TCP', 443],
];

export const CLOSED: readonly Connection[] = [
  ['nobody reaches customer by UDP', INTERNET, CUSTOMER, 'UDP', 80],
  ['customer does not reach summary on another port', CUSTOMER, SUMMARY, 'TCP', 8080],
  ['customer does not reach database', CUSTOMER, DATABASE, 'TCP', 2379],
  ['nobody from outside reaches database', INTERNET, DATABASE, 'TCP', 2379],
  ['database does not reach summary on another port', DATABASE, SUMMARY, 'TCP', 443],
  ['summary does not reach database by UDP', SUMMARY, DATABASE, 'UDP', 2379],
  ['customer reaches DNS only over UDP', CUSTOMER, DNS, 'TCP', 53],
  ['a pod of a new namespace does not reach the Internet', NEWCOMER, INTERNET, 'TCP', 443],
  ['nor the API server', NEWCOMER, API_SERVER, 'TCP', 443],
  ['nor the metadata of the cloud', NEWCOMER, METADATA, 'TCP', 80],
  ['nor does anybody reach it', INTERNET, NEWCOMER, 'TCP', 80],
];
