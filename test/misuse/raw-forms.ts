import { PROMISES } from './promises';
import { CLUSTER_FORMS } from './raw/clusters';
import { CONTAINER_FORMS } from './raw/containers';
import { HOST_PROCESS_FORMS } from './raw/host-process';
import { IDENTITY_FORMS } from './raw/identities';
import { INSTALLATION_FORMS } from './raw/installations';
import { ISOLATION_FORMS } from './raw/isolations';
import { OTHER_OBJECT_FORMS } from './raw/other-objects';
import { POD_FORMS } from './raw/pods';
import type { RawForms } from './raw/raw-form';
import { VOLUME_FORMS } from './raw/volumes';

/** What each wrong program looks like in YAML, by the title of the program. */
export const RAW_FORMS: RawForms = {
  ...CONTAINER_FORMS,
  ...VOLUME_FORMS,
  ...POD_FORMS,
  ...HOST_PROCESS_FORMS,
  ...CLUSTER_FORMS,
  ...IDENTITY_FORMS,
  ...ISOLATION_FORMS,
  ...INSTALLATION_FORMS,
  ...OTHER_OBJECT_FORMS,
};

const ONE_VALUE = 'A map of YAML has one value for each key: what is stated twice here cannot be written.';
const RIGHT_IN_YAML = 'What is wrong here is its type in the program: in YAML the same text is right.';
const OF_THE_CLUSTER = 'It is said of the cluster, and no manifest says anything of it.';
const OF_THE_PROGRAM = 'Only the program contradicts itself: each manifest that could come of it is right.';

/** Wrong programs that nothing can be sent for, and why. */
export const WITHOUT_RAW_FORM: Readonly<Record<string, string>> = {
  'states two versions': ONE_VALUE,
  'makes a RuntimeClass for two builds': ONE_VALUE,
  'names two RuntimeClasses': ONE_VALUE,
  'states runAsNonRoot and ensureNonRoot of a container, and they differ': ONE_VALUE,
  'states runAsNonRoot and ensureNonRoot of the pod, and they differ': ONE_VALUE,
  'writes the name of a user, in plain JavaScript': RIGHT_IN_YAML,
  'writes the name of the user of a pod, in plain JavaScript': RIGHT_IN_YAML,
  'writes the name of a version, in plain JavaScript': RIGHT_IN_YAML,
  'writes the name of a RuntimeClass as the class, in plain JavaScript': RIGHT_IN_YAML,
  'writes the name of a gMSA as the identity, in plain JavaScript': RIGHT_IN_YAML,
  'gives a container that is one already': RIGHT_IN_YAML,
  'gives a variable as text, in plain JavaScript': RIGHT_IN_YAML,
  'describes a GKE with Server 2025': OF_THE_CLUSTER,
  'runs on GKE Autopilot': OF_THE_CLUSTER,
  'makes a RuntimeClass for GKE Autopilot': OF_THE_CLUSTER,
  'runs on Fargate': OF_THE_CLUSTER,
  'runs on AKS with Cilium': OF_THE_CLUSTER,
  'runs on kubeadm with Cilium': OF_THE_CLUSTER,
  'runs on a Kubernetes that drops the os field': OF_THE_CLUSTER,
  'writes the version of Kubernetes as a number of its own': OF_THE_CLUSTER,
  'gives the version of Kubernetes as a number, in plain JavaScript': OF_THE_CLUSTER,
  'writes the names of the versions of the pools, in plain JavaScript': OF_THE_CLUSTER,
  'writes the version of containerd as the node reports it': OF_THE_CLUSTER,
  'runs on nodes whose containerd knows nothing of it': OF_THE_CLUSTER,
  'writes policies of Calico where another engine enforces': OF_THE_CLUSTER,
  'isolates where nothing enforces policies': OF_THE_CLUSTER,
  'installs Calico where it cannot run on Windows': OF_THE_CLUSTER,
  'names the target cluster after the workloads': OF_THE_PROGRAM,
  'isolates a namespace twice': OF_THE_PROGRAM,
  'names namespaces for the isolation of the whole cluster': OF_THE_PROGRAM,
  'pins to Windows what is pinned to Linux already': OF_THE_PROGRAM,
  ...Object.fromEntries(PROMISES.map(({ title }) => [title, OF_THE_PROGRAM])),
};
