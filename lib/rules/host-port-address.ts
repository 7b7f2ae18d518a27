import { containersOf, isHostProcess } from '../manifests/pod-spec';
import { defineRule } from './rule';

/** What means every address of the node. */
const EVERY_ADDRESS = ['', '0.0.0.0', '::'];

export default defineRule({
  id: 'host-port-address',
  topic: 'network',
  summary: 'A hostPort on Windows must not count on hostIP: it is open at every address of the node.',
  why: 'The network plug-ins for Windows pass only the two port numbers and the protocol on: hostIP is dropped, and a port meant for 127.0.0.1 can be reached from outside.',
  fix: 'Leave hostIP out and restrict the port by a NetworkPolicy or a firewall, or use a Service instead of a hostPort.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://github.com/containernetworking/plugins/blob/main/pkg/hns/netconf_windows.go',
  check: (pod) => {
    // there the container opens the port itself
    if (isHostProcess(pod) || pod.hostNetwork === true) return [];
    return containersOf(pod).flatMap(({ path, container }) =>
      (container.ports ?? []).flatMap(({ hostPort, hostIP = '' }, index) =>
        hostPort && !EVERY_ADDRESS.includes(hostIP) ? [{ path: `${path}.ports[${index}].hostIP`, got: hostIP }] : [],
      ),
    );
  },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          ports: [{ containerPort: 8080, hostPort: 8080, hostIP: 127.0.0.1 }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          ports: [{ containerPort: 8080, hostPort: 8080 }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
