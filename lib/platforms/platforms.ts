import { AKS } from './aks';
import { AZURE_LOCAL } from './azure-local';
import { EKS } from './eks';
import { GKE } from './gke';
import { KUBEADM } from './kubeadm';
import { OPENSHIFT } from './openshift';
import type { Platform, PlatformId } from './platform';
import { RKE2 } from './rke2';
import { UNKNOWN } from './unknown';

/** Every platform by its name on the command line. */
export const PLATFORMS: Readonly<Record<PlatformId, Platform>> = {
  aks: AKS,
  'azure-local': AZURE_LOCAL,
  eks: EKS,
  gke: GKE,
  kubeadm: KUBEADM,
  openshift: OPENSHIFT,
  rke2: RKE2,
  unknown: UNKNOWN,
};
