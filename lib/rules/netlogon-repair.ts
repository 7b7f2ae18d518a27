import { containersOf, effectiveUserName, placeOfUserName } from '../manifests/pod-spec';
import { mayNotControlServices, restartsNetlogon } from '../windows/netlogon';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'netlogon-repair',
  summary: 'The Netlogon repair needs an administrator.',
  why: 'A hook runs as the user of the container, and Windows lets only administrators and SYSTEM restart a service.',
  fix: 'State runAsUserName RunAsUser.SYSTEM or CONTAINER_ADMINISTRATOR (a container with a gMSA and no user runs as NETWORK SERVICE), or leave the repair out.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/#troubleshooting',
  check: (pod) =>
    oncePerPlace(
      containersOf(pod).flatMap((placed) => {
        const { container } = placed;
        const got = effectiveUserName(pod, container);
        const repairs = restartsNetlogon(container.lifecycle?.postStart?.exec?.command ?? []);
        return repairs && got !== undefined && mayNotControlServices(got)
          ? [{ path: placeOfUserName(placed), got }]
          : [];
      }),
    ),
});
