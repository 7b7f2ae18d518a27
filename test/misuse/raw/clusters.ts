import type { JsonObject } from '../../../lib/manifests/workload';
import type { Manifest } from '../../synth';
import { IMAGE } from '../../workloads';
import { IMAGE_2019, IMAGE_2025 } from '../images';
import { container, type Details, inPod, mistake, pod, type RawForm, type RawForms } from './raw-form';

const BUILD = 'node.kubernetes.io/windows-build';
const OS = 'kubernetes.io/os';
const OLD_OS = 'beta.kubernetes.io/os';
const OLD = 'nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14';
const ARCH = 'kubernetes.io/arch';
const ON_2022 = { nodeSelector: { [BUILD]: '10.0.20348' } };
const BESIDE = { containers: [container('main'), container('helper')] };

/** A pod that selects these nodes as well as those of the RuntimeClass. */
function conflicting(label: string, value: string, named: Manifest, details: Details = {}): RawForm {
  const sound = pod({ runtimeClassName: named.metadata.name });
  const said = `conflict: runtimeClass.scheduling.nodeSelector[${label}]`;
  return mistake(sound, `spec.nodeSelector[${label}]`, value, { among: [named], said, ...details });
}

const SERVER_2022 = runtimeClass('refused-server-2022', { [BUILD]: '10.0.20348', disk: 'ssd' });
const LINUX = runtimeClass('refused-linux', { [OS]: 'linux' });
const OLD_LINUX = runtimeClass('taken-old-linux', { [OLD_OS]: 'linux' });

/** A pod of a deployment that selects nodes by a label. */
function selecting(label: string, value: string, details: Details = {}): RawForm {
  return inPod(`nodeSelector[${label}]`, value, {}, details);
}

function onNodes(...requirements: JsonObject[]): RawForm {
  const nodeSelectorTerms = requirements.map((requirement) => ({ matchExpressions: [requirement] }));
  const required = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';
  return inPod(required, { nodeSelectorTerms }, { nodeSelector: { [OS]: 'windows' } });
}

function ofClass(at: string, value: unknown, details: Details = {}): RawForm {
  return mistake(runtimeClass('web', { [OS]: 'windows' }), at, value, details);
}

function userName(value: string, details: Details = {}): RawForm {
  return inPod('securityContext.windowsOptions.runAsUserName', value, {}, details);
}

/** What wrong placements and names look like in YAML. */
export const CLUSTER_FORMS: RawForms = {
  'selects Linux nodes': selecting(OS, 'linux'),
  'writes windows with a capital': selecting(OS, 'Windows'),
  'selects Linux nodes by the old label': selecting(OLD_OS, 'linux', { warned: OLD }),
  'is attracted by Linux nodes': onNodes({ key: OS, operator: 'In', values: ['linux'] }),
  'is attracted by nodes that are anything but Windows, in every alternative': onNodes(
    { key: OS, operator: 'NotIn', values: ['windows'] },
    { key: OS, operator: 'DoesNotExist' },
  ),
  'selects ARM nodes': selecting(ARCH, 'arm64'),
  'states another version than the RuntimeClass': conflicting(BUILD, '10.0.26100', SERVER_2022, {
    prop: 'windowsVersion',
  }),
  'selects another build than the RuntimeClass': conflicting(BUILD, '10.0.26100', SERVER_2022),
  'selects other nodes than the RuntimeClass': conflicting('disk', 'hdd', SERVER_2022),
  'writes a build with its revision': selecting(BUILD, '10.0.20348.1'),
  'writes a tag for a build': selecting(BUILD, 'ltsc2022', { prop: 'windowsBuild' }),
  'selects nodes of a release that has ended': selecting(BUILD, '10.0.14393'),
  'names a release that has ended': selecting(BUILD, '10.0.19042', { prop: 'windowsBuild' }),
  'runs a 2019 image on Server 2022': inPod('containers[0].image', IMAGE_2019, ON_2022),
  'runs a 2025 image on a RuntimeClass for Server 2022': mistake(
    pod({ runtimeClassName: SERVER_2022.metadata.name, initContainers: [container('setup')] }),
    'spec.initContainers[0].image',
    IMAGE_2025,
    { among: [SERVER_2022] },
  ),
  'runs an image that is too new for every pool': inPod('containers[0].image', IMAGE_2025),
  'puts images together that no pool runs together': inPod('containers[1].image', IMAGE_2019, BESIDE),
  'keeps a pod with an image of no known build on a version, and its sidecar on another': inPod(
    'initContainers[1].image',
    IMAGE,
    {
      containers: [container('main', { image: 'app:1.0' })],
      initContainers: [
        container('log', { image: IMAGE_2019, restartPolicy: 'Always' }),
        container('wait', { image: IMAGE_2019 }),
      ],
    },
  ),
  'wants a version that no pool has': selecting(BUILD, '10.0.26100', { prop: 'windowsVersion' }),
  'selects a build that no pool has': selecting(BUILD, '10.0.26100'),
  'takes a RuntimeClass for a version that no pool has': inPod(
    'runtimeClassName',
    SERVER_2022.metadata.name,
    {},
    {
      prop: 'runtimeClass',
      among: [SERVER_2022],
    },
  ),
  'wants Server 2019 on an AKS that no longer has it': selecting(BUILD, '10.0.17763', { prop: 'windowsVersion' }),
  'makes a RuntimeClass for nodes that the platform does not have': ofClass(
    `scheduling.nodeSelector[${BUILD}]`,
    '10.0.26100',
    { prop: 'windowsVersion' },
  ),
  'makes a RuntimeClass for Hyper-V isolation': ofClass('handler', 'runhcs-wcow-hypervisor'),
  'makes a RuntimeClass for a handler that cannot be': ofClass('handler', 'runhcs_wcow'),
  'makes a RuntimeClass for ARM nodes': ofClass(`scheduling.nodeSelector[${ARCH}]`, 'arm64'),
  // the classes are taken as they are: what cannot be is a Windows pod that names one of them
  'makes a RuntimeClass for Linux nodes': conflicting(OS, 'windows', LINUX),
  // the server sees a conflict only between values of one label: here the pod waits
  'makes a RuntimeClass for Linux nodes by the old label': mistake(
    pod({ runtimeClassName: SERVER_2022.metadata.name, nodeSelector: { [OS]: 'windows' } }),
    'spec.runtimeClassName',
    OLD_LINUX.metadata.name,
    { among: [SERVER_2022, OLD_LINUX], warned: OLD, prop: `nodeSelector[${OLD_OS}]` },
  ),
  'selects nodes by a label that is none': selecting('node pool', 'win', {
    named: ['spec.template.spec.nodeSelector'],
  }),
  'selects nodes by a truth value, in plain JavaScript': inPod('nodeSelector[gpu]', true),
  'writes a user as an e-mail address': userName('svc@corp.example'),
  'writes a user without its domain': userName('\\svc'),
  'writes a domain without its user': userName('CORP\\'),
  'takes a user from a setting that is not there': userName('CORP\\', { prop: 'user' }),
  'takes a whole name from a setting that is not there': userName(''),
  'forgets that a backslash is doubled in source text': userName('CORP\tester'),
  'writes a domain with an underscore that is too long for NetBIOS': userName('my_company_domain\\svc'),
  'writes a group with a character that Windows names cannot have': userName('ops/admins'),
  // a pool of Calico: nothing of Kubernetes itself has the networks of pods
  'gives the pods of the cluster an address for a network': mistake(
    { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'pods' }, spec: { cidr: '10.244.0.0/16' } },
    'spec.cidr',
    '10.244.0.0',
    { named: ['spec.cidr', '<nil>'], prop: 'podCidrs[0]' },
  ),
};

function runtimeClass(name: string, nodeSelector: Readonly<Record<string, string>>): Manifest {
  const own = { handler: 'runhcs-wcow-process', scheduling: { nodeSelector } };
  return { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name }, ...own } as unknown as Manifest;
}
