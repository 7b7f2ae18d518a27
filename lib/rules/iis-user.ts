import { effectiveUserName } from '../manifests/pod-spec';
import { isContainerUser } from '../windows/accounts';
import { parseImageReference } from '../windows/image-reference';
import { defineRule } from './rule';

export default defineRule({
  id: 'iis-user',
  topic: 'windows-options',
  summary: 'A container of an IIS, ASP.NET or WCF image must start as an administrator.',
  why: 'Their entry point, ServiceMonitor, changes the configuration of IIS and starts its service, which ContainerUser may not do: the container ends at once. IIS itself serves requests as the account of its application pool.',
  fix: 'Leave runAsUserName out for this container, or set it to ContainerAdministrator.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-security',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions: { runAsUserName: ContainerUser }
      containers:
        - name: web
          image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
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
          image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) =>
    (pod.containers ?? []).flatMap((container, index) => {
      const { image = '', command = [] } = container;
      const got = effectiveUserName(pod, container) ?? '';
      if (command.length > 0 || !isContainerUser(got) || !parseImageReference(image).hostsIis) return [];
      return [{ path: `containers[${index}].image`, got: image, problem: `it runs as ${got}` }];
    }),
});
