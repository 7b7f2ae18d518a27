import { allowPrivilegeEscalation } from './checks/allow-privilege-escalation';
import { appArmorProfile } from './checks/app-armor-profile';
import { capabilitiesBaseline, capabilitiesRestricted } from './checks/capabilities';
import { hostNamespaces } from './checks/host-namespaces';
import { hostPathVolumes } from './checks/host-path-volumes';
import { hostPorts } from './checks/host-ports';
import { hostProbesAndHostLifecycle } from './checks/host-probes-and-host-lifecycle';
import { privileged } from './checks/privileged';
import { procMount, procMountRestricted } from './checks/proc-mount';
import { restrictedVolumes } from './checks/restricted-volumes';
import { runAsNonRoot } from './checks/run-as-non-root';
import { runAsUser } from './checks/run-as-user';
import { seLinuxOptions } from './checks/se-linux-options';
import { seccompProfileBaseline, seccompProfileRestricted } from './checks/seccomp-profile';
import { sysctls } from './checks/sysctls';
import { windowsHostProcess } from './checks/windows-host-process';
import type { PolicyCheck } from './policy-check';

/** Every check of the Pod Security Standards (kubernetes/pod-security-admission `policy/check_*.go`). */
export const POLICY_CHECKS: readonly PolicyCheck[] = [
  windowsHostProcess,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  capabilitiesBaseline,
  appArmorProfile,
  seLinuxOptions,
  seccompProfileBaseline,
  procMount,
  sysctls,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  seccompProfileRestricted,
  procMountRestricted,
];
