import type { Manifest } from '../../synth';
import { inPod, mistake, pod, type RawForm, type RawForms } from './raw-form';

const BUILD = 'node.kubernetes.io/windows-build';
const OS = 'kubernetes.io/os';

/** A pod that selects these nodes as well as those of the RuntimeClass. */
function selecting(label: string, value: string, named: Manifest, prop?: string): RawForm {
  const sound = pod({ runtimeClassName: named.metadata.name });
  return mistake(sound, `spec.nodeSelector[${label}]`, value, { prop, among: [named] });
}

const SERVER_2022 = runtimeClass('refused-server-2022', { [BUILD]: '10.0.20348', disk: 'ssd' });
const LINUX = runtimeClass('refused-linux', { [OS]: 'linux' });

function userName(value: string, prop?: string): RawForm {
  return inPod('securityContext.windowsOptions.runAsUserName', value, {}, { prop });
}

/** What wrong placements and names look like in YAML. */
export const CLUSTER_FORMS: RawForms = {
  'states another version than the RuntimeClass': selecting(BUILD, '10.0.26100', SERVER_2022, 'windowsVersion'),
  'selects another build than the RuntimeClass': selecting(BUILD, '10.0.26100', SERVER_2022),
  'selects other nodes than the RuntimeClass': selecting('disk', 'hdd', SERVER_2022),
  // the class is taken as it is: what cannot be is a Windows pod that names it
  'makes a RuntimeClass for Linux nodes': selecting(OS, 'windows', LINUX),
  'selects nodes by a label that is none': inPod(
    'nodeSelector[node pool]',
    'win',
    {},
    { field: 'spec.template.spec.nodeSelector', prop: 'nodeSelector[node pool]' },
  ),
  'selects nodes by a truth value, in plain JavaScript': inPod('nodeSelector[gpu]', true),
  'writes a user as an e-mail address': userName('svc@corp.example'),
  'writes a user without its domain': userName('\\svc'),
  'writes a domain without its user': userName('CORP\\'),
  'takes a user from a setting that is not there': userName('CORP\\', 'user'),
  'takes a whole name from a setting that is not there': userName(''),
  'forgets that a backslash is doubled in source text': userName('CORP\tester'),
  'writes a domain with an underscore that is too long for NetBIOS': userName('my_company_domain\\svc'),
  'writes a group with a character that Windows names cannot have': userName('ops/admins'),
  // a pool of Calico: nothing of Kubernetes itself has the networks of pods
  'gives the pods of the cluster an address for a network': mistake(
    { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'pods' }, spec: { cidr: '10.244.0.0/16' } },
    'spec.cidr',
    '10.244.0.0',
    { prop: 'podCidrs[0]' },
  ),
};

function runtimeClass(name: string, nodeSelector: Readonly<Record<string, string>>): Manifest {
  const own = { handler: 'runhcs-wcow-process', scheduling: { nodeSelector } };
  return { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name }, ...own } as unknown as Manifest;
}
