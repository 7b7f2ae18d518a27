import type { Cluster } from '../manifests/cluster';
import { wantsGmsa } from '../manifests/gmsa-use';
import type { PodSpec } from '../manifests/pod-spec';
import type { PodTemplate } from '../manifests/pod-template';
import { makesSeveral } from '../manifests/replicas';
import { defineRule, type Found } from './rule';

/** The length of a NetBIOS name. */
const LONGEST = 15;

export default defineRule({
  id: 'gmsa-host-name',
  topic: 'gmsa',
  summary: 'Each pod with a gMSA must have a host name of its own, in the first 15 characters.',
  why: `Windows cuts host names to ${LONGEST} characters; pods with one gMSA and one host name break each other's session with the domain controller, and log-ons fail now and then.`,
  fix: `Leave hostname out and let the gMSA webhook give random names (RANDOM_HOSTNAME), or give a StatefulSet a name of at most ${LONGEST - 2} characters.`,
  severity: 'warning',
  verdict: 'node',
  reference: 'https://github.com/microsoft/Windows-Containers/issues/405',
  check: (pod, { template, cluster }) => {
    if (!wantsGmsa(pod) || pod.hostNetwork === true) return [];
    return template.object.kind === 'StatefulSet' ? numbered(template, cluster) : named(pod, template, cluster);
  },
  bad: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: erp }
    spec:
      replicas: 3
      selector: { matchLabels: { app: erp } }
      template:
        metadata: { labels: { app: erp } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp } }
          hostname: erp01
          containers:
            - name: erp
              image: registry.example.com/erp:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: erp }
    spec:
      replicas: 3
      selector: { matchLabels: { app: erp } }
      template:
        metadata: { labels: { app: erp } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp } }
          containers:
            - name: erp
              image: registry.example.com/erp:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

/** A StatefulSet gives each pod its name as host name: the number at the end must not be cut off. */
function numbered({ object }: PodTemplate, cluster: Cluster): Found[] {
  const { name: got = '' } = object.metadata ?? {};
  const { replicas = 1 } = (object.spec ?? {}) as { readonly replicas?: number };
  const digits = String(Math.max(replicas - 1, 0)).length;
  if (!makesSeveral(object, cluster) || got.length + 1 + digits <= LONGEST) return [];
  const problem = `with the number behind it, it is longer than ${LONGEST} characters`;
  return [{ path: 'metadata.name', got, problem, below: 'object' }];
}

function named({ hostname: got }: PodSpec, { object }: PodTemplate, cluster: Cluster): Found[] {
  if (!got) return [];
  if (makesSeveral(object, cluster)) return [{ path: 'hostname', got, problem: 'several pods get it' }];
  return got.length > LONGEST
    ? [{ path: 'hostname', got, problem: `it has ${got.length} characters`, severity: 'info' }]
    : [];
}
