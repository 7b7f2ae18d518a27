import { chosenBuildsOf } from '../manifests/build-choice';
import type { Cluster } from '../manifests/cluster';
import { containersOf, type PodSpec } from '../manifests/pod-spec';
import { backendsOf, serviceSpecOf } from '../manifests/service';
import { isBoundToOwnBuild } from '../windows/image-compatibility';
import { parseImageReference } from '../windows/image-reference';
import { WINDOWS_RELEASES } from '../windows/versions';
import { defineRule } from './rule';

const { build: SERVER_2019 } = WINDOWS_RELEASES.server2019;

export default defineRule({
  id: 'service-session-affinity',
  topic: 'network',
  summary: 'A Service with session affinity must have Windows Server 2022 or later on every node of its pods.',
  why: 'kube-proxy on Server 2019 writes a line into its log and balances as if nothing had been asked for.',
  fix: 'Leave sessionAffinity out and keep the session outside the pods, or move them to nodes of Server 2022 or later, with images of that build.',
  fixInCode: 'Leave clientIpAffinity out and keep the session outside the pods, or upgrade the node pools.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/#load-balancing-and-services',
  kinds: ['Service'],
  checkObject: (service, { cluster }) => {
    const { sessionAffinity: got } = serviceSpecOf(service);
    if (got !== 'ClientIP') return [];
    const old = backendsOf(service, cluster).windows.find(({ spec }) => runsOnServer2019(spec, cluster));
    if (old === undefined) return [];
    const problem = `its pods (${old.object.kind} ${old.object.metadata?.name}) run on ${WINDOWS_RELEASES.server2019.name}`;
    return [{ path: 'spec.sessionAffinity', got, problem }];
  },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
      sessionAffinity: ClientIP
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2019
          ports: [{ name: http, containerPort: 8080 }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
      sessionAffinity: ClientIP
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          ports: [{ name: http, containerPort: 8080 }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

/** By its choice of nodes, or by an image that runs nowhere else (with a RuntimeClass it may, in a virtual machine). */
function runsOnServer2019(pod: PodSpec, cluster: Cluster): boolean {
  const builds = chosenBuildsOf(pod, cluster);
  if (builds !== undefined) return builds.length > 0 && builds.every((build) => build === SERVER_2019);
  if (pod.runtimeClassName !== undefined) return false;
  return containersOf(pod).some(({ container: { image = '' } }) => {
    const { build } = parseImageReference(image);
    return build === SERVER_2019 && isBoundToOwnBuild(build);
  });
}
