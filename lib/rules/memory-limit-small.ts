import { MEBIBYTE, quantityOf } from '../api-server/quantity';
import { containersOf, isHostProcess } from '../manifests/pod-spec';
import { leastMemoryOf } from '../windows/memory';
import { defineRule } from './rule';

export default defineRule({
  id: 'memory-limit-small',
  topic: 'resources',
  summary: 'A memory limit should leave room for the Windows services that run in every container.',
  why: 'The services of Windows run in every container and count against its limit. What they commit leaves the program little or nothing: it fails to allocate memory, and nobody reports OOMKilled.',
  fix: 'Raise the limit: some 40Mi for Nano Server and 100Mi for Server Core before the program itself, 300Mi and more for IIS and .NET Framework.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://docs.aws.amazon.com/eks/latest/best-practices/windows-oom.html',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022
          resources: { limits: { cpu: 500m, memory: 64Mi } }
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
          resources: { limits: { cpu: 500m, memory: 800Mi } }
  `,
  check: (pod) => {
    // the services of a node are not those of a container
    if (isHostProcess(pod)) return [];
    return containersOf(pod).flatMap(({ path, container: { image = '', resources } }) => {
      const got = resources?.limits?.memory;
      const bytes = quantityOf(got ?? '');
      const least = leastMemoryOf(image);
      if (bytes === undefined || least === undefined) return [];
      const { mebibytes, base } = least;
      if (bytes < MEBIBYTE || bytes >= mebibytes * MEBIBYTE) return [];
      return [{ path: `${path}.resources.limits[memory]`, got, allowed: `${mebibytes}Mi or more for ${base}` }];
    });
  },
});
