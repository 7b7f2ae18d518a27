import type { PlatformId } from '../platforms/platform';
import type { Cidr } from './cidr';
import type { Port } from './port';

/** An address that pods must not reach, and on which ports; without ports on none at all. */
export interface DeniedAddress {
  readonly name: string;
  readonly net: Cidr;
  readonly ports: readonly Port[];
}

/** 169.254.169.254 hands out credentials of the node on Azure, AWS and Google Cloud alike. */
const INSTANCE_METADATA: DeniedAddress = {
  name: 'the instance metadata service',
  net: { address: 0xa9fea9fe, prefix: 32 },
  ports: [],
};

/**
 * 168.63.129.16 gives the settings of the virtual machine on these two ports. Its port 53 is the DNS of the virtual
 * network and stays open; it also sends the health probes of load balancers, which is ingress. AKS blocks the two ports on
 * Windows nodes by itself (Azure/AgentBaker `staging/cse/windows/calicofunc.ps1`), not for pods on Linux.
 */
const AZURE_WIRE_SERVER: DeniedAddress = {
  name: 'the wire server of Azure',
  net: { address: 0xa83f8110, prefix: 32 },
  ports: [
    { protocol: 'TCP', from: 80, to: 80 },
    { protocol: 'TCP', from: 32526, to: 32526 },
  ],
};

/** What a cloud serves to its machines and no pod should ask for. Platforms that run anywhere may run in a cloud. */
export const CLOUD_METADATA: Readonly<Record<PlatformId, readonly DeniedAddress[]>> = {
  aks: [INSTANCE_METADATA, AZURE_WIRE_SERVER],
  'azure-local': [INSTANCE_METADATA],
  eks: [INSTANCE_METADATA],
  gke: [INSTANCE_METADATA],
  openshift: [INSTANCE_METADATA],
  rke2: [INSTANCE_METADATA],
  kubeadm: [INSTANCE_METADATA],
  unknown: [INSTANCE_METADATA],
};
