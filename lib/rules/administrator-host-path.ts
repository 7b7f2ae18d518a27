import { containersOf, effectiveUserName, isHostProcess } from '../manifests/pod-spec';
import { isContainerAdministrator } from '../windows/accounts';
import { defineRule } from './rule';

export default defineRule({
  id: 'administrator-host-path',
  topic: 'windows-options',
  summary: 'An administrator of a container should not write files of the node: that makes it one of the node.',
  why: 'Process isolation is no security boundary on Windows: as ContainerAdministrator a process writes what it wants into a folder of the node, programs that the node starts included.',
  fix: 'Run as ContainerUser, mount the folder with readOnly: true, or use a volume that is not of the node.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-security',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      volumes: [{ name: data, hostPath: { path: 'C:\\data', type: DirectoryOrCreate } }]
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          securityContext:
            windowsOptions: { runAsUserName: ContainerAdministrator }
          volumeMounts: [{ name: data, mountPath: 'C:\\data' }]
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      volumes: [{ name: data, hostPath: { path: 'C:\\data', type: DirectoryOrCreate } }]
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          securityContext:
            windowsOptions: { runAsUserName: ContainerUser }
          volumeMounts: [{ name: data, mountPath: 'C:\\data' }]
  `,
  check: (pod) => {
    if (isHostProcess(pod)) return [];
    const ofNode = (pod.volumes ?? []).filter(({ hostPath }) => hostPath !== undefined).map(({ name }) => name);
    return containersOf(pod).flatMap(({ path, container }) => {
      if (!isContainerAdministrator(effectiveUserName(pod, container) ?? '')) return [];
      const mounts = container.volumeMounts ?? [];
      const index = mounts.findIndex(({ name, readOnly }) => ofNode.includes(name) && readOnly !== true);
      return index < 0 ? [] : [{ path: `${path}.volumeMounts[${index}].mountPath`, got: mounts[index].mountPath }];
    });
  },
});
