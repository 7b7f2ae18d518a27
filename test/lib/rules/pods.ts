import { JudgedPod } from '../../../lib/lint/judged-pod';
import type { ContainerSpec, PodSpec, VolumeMount, VolumeSpec } from '../../../lib/manifests/pod-spec';
import type { Rule } from '../../../lib/rules/rule';

/** A pod in which no rule finds anything. */
export const SOUND: PodSpec = {
  os: { name: 'windows' },
  nodeSelector: { 'kubernetes.io/os': 'windows' },
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['windows'] }] }],
      },
    },
  },
  dnsPolicy: 'ClusterFirst',
  securityContext: { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } },
  initContainers: [
    { name: 'init', image: 'mcr.microsoft.com/windows/nanoserver:ltsc2022', command: ['cmd', '/c', 'dir'] },
  ],
  containers: [
    {
      name: 'main',
      image: 'mcr.microsoft.com/windows/servercore:ltsc2022',
      command: ['powershell.exe', '-File', 'C:\\start.ps1'],
      env: [{ name: 'PATH' }, { name: 'ProgramFiles(x86)' }],
      ports: [{ name: 'http', containerPort: 80, hostPort: 8080 }],
      livenessProbe: { exec: { command: ['C:\\Program Files\\App\\probe.exe'] } },
      lifecycle: { preStop: { exec: { command: ['cmd', '/c', 'stop.cmd'] } } },
      volumeMounts: [
        { name: 'data', mountPath: 'C:\\data', subPath: 'app', mountPropagation: 'None' },
        { name: 'disk', mountPath: 'D:' },
        { name: 'pipe', mountPath: '\\\\.\\pipe\\docker_engine' },
      ],
    },
  ],
  volumes: [
    { name: 'data', emptyDir: { medium: '' } },
    { name: 'disk', csi: { fsType: 'NTFS' } },
    { name: 'logs', hostPath: { path: 'C:\\logs', type: 'DirectoryOrCreate' } },
    { name: 'pipe', hostPath: { path: '\\\\.\\pipe\\docker_engine', type: '' } },
  ],
};

/** A HostProcess pod in which no rule finds anything. */
export const SOUND_HOST_PROCESS: PodSpec = {
  os: { name: 'windows' },
  hostNetwork: true,
  securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } },
  containers: [
    { name: 'main', image: 'mcr.microsoft.com/windows/nanoserver:1809', ports: [{ containerPort: 80, hostPort: 80 }] },
  ],
};

export const main = (container: ContainerSpec): PodSpec => ({
  containers: [{ name: 'main', image: 'app:ltsc2022', ...container }],
});
export const init = (container: ContainerSpec): PodSpec => ({
  initContainers: [{ name: 'init', image: 'app', ...container }],
});
export const mounts = (...volumeMounts: VolumeMount[]) => main({ volumeMounts });
export const volumes = (...list: VolumeSpec[]): PodSpec => ({ volumes: list });
export const hostProcess = (pod: PodSpec): PodSpec => ({
  ...pod,
  securityContext: {
    windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' },
    ...pod.securityContext,
  },
});
export const user = (runAsUserName: string) => ({ windowsOptions: { runAsUserName } });

/** What a rule finds in a pod that stands in no object. */
export const checkOf = ({ check }: Rule, pod: PodSpec) => check?.(pod, JudgedPod.ofSpec(pod));
