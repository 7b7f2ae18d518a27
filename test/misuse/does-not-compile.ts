import { Cron, Duration } from 'cdk8s';
import {
  PodSecurityLevel,
  RunAsUser,
  TargetCluster,
  WindowsCronJob,
  WindowsDaemonSet,
  WindowsDeployment,
  WindowsJob,
  WindowsNamespace,
  WindowsPod,
  WindowsRuntimeClass,
  WindowsVersion,
} from 'cdk8s-windows';
import type { Construct } from 'constructs';

/**
 * Programs that the compiler refuses; nobody runs them. Each comment expects an error on the line below it, and is an
 * error itself when there is none.
 */
export function doesNotCompile(scope: Construct): void {
  const image = 'app:ltsc2022';
  const containers = [{ image }];
  const schedule = Cron.daily();

  // @ts-expect-error a container has an image
  new WindowsPod(scope, 'a', { containers: [{ name: 'main' }] });
  // @ts-expect-error containers are a list
  new WindowsPod(scope, 'b', { containers: image });
  // @ts-expect-error a container is more than its image
  new WindowsPod(scope, 'c', { containers: [image] });
  // @ts-expect-error a port is a number
  new WindowsPod(scope, 'd', { containers: [{ image, portNumber: '80' }] });
  // @ts-expect-error a variable is an EnvValue
  new WindowsPod(scope, 'e', { containers: [{ image, envVariables: { A: '1' } }] });
  // @ts-expect-error a memory limit is a Size
  new WindowsPod(scope, 'f', { containers: [{ image, resources: { memory: { limit: '1Gi' } } }] });
  // @ts-expect-error a command is a list
  new WindowsPod(scope, 'g', { containers: [{ image, command: 'cmd /c app' }] });
  // @ts-expect-error a container has no seLinuxOptions
  new WindowsPod(scope, 'h', { containers: [{ image, securityContext: { seLinuxOptions: {} } }] });
  // @ts-expect-error a container is not privileged
  new WindowsPod(scope, 'i', { containers: [{ image, privileged: true }] });
  // @ts-expect-error a container does not choose the operating system
  new WindowsPod(scope, 'j', { containers: [{ image, os: 'windows' }] });

  // @ts-expect-error a user is a RunAsUser
  new WindowsDeployment(scope, 'k', { containers, runAsUserName: 'ContainerUser' });
  // @ts-expect-error a Windows user is no number
  new WindowsDeployment(scope, 'l', { containers, runAsUserName: 1000 });
  // @ts-expect-error a version is a WindowsVersion
  new WindowsDeployment(scope, 'm', { containers, windowsVersion: 'ltsc2022' });
  // @ts-expect-error a gMSA is a construct that grants its use
  new WindowsDeployment(scope, 'n', { containers, gmsa: 'erp' });
  // @ts-expect-error the operating system is not up for choice
  new WindowsDeployment(scope, 'o', { containers, os: { name: 'linux' } });
  // @ts-expect-error a Windows pod does not share its processes
  new WindowsDeployment(scope, 'p', { containers, shareProcessNamespace: true });
  // @ts-expect-error a Windows pod does not see the processes of the node
  new WindowsDeployment(scope, 'q', { containers, hostPID: true });
  // @ts-expect-error an ordinary workload does not become a HostProcess one by a prop
  new WindowsDeployment(scope, 'r', { containers, hostProcess: true });
  // @ts-expect-error a node label is text
  new WindowsDeployment(scope, 's', { containers, nodeSelector: { pool: 1 } });
  // @ts-expect-error tolerations are objects
  new WindowsDeployment(scope, 't', { containers, tolerations: ['os=windows:NoSchedule'] });
  // @ts-expect-error a time is a Duration
  new WindowsDeployment(scope, 'u', { containers, terminationGracePeriod: 30 });
  // @ts-expect-error replicas are a number
  new WindowsDeployment(scope, 'v', { containers, replicas: '3' });
  // @ts-expect-error a RuntimeClass is a construct; runtimeClassName takes a name
  new WindowsDeployment(scope, 'w', { containers, runtimeClass: 'windows-2022' });

  // @ts-expect-error a pod has no replicas
  new WindowsPod(scope, 'x', { containers, replicas: 2 });
  // @ts-expect-error a daemon set has no replicas
  new WindowsDaemonSet(scope, 'y', { containers, replicas: 2 });
  // @ts-expect-error a daemon set has no rollout deadline
  new WindowsDaemonSet(scope, 'z', { containers, progressDeadline: Duration.minutes(1) });
  // @ts-expect-error a job has no replicas
  new WindowsJob(scope, 'aa', { containers, replicas: 2 });
  // @ts-expect-error a cron job has a schedule
  new WindowsCronJob(scope, 'ab', { containers });
  // @ts-expect-error a schedule is a Cron
  new WindowsCronJob(scope, 'ac', { containers, schedule: '0 2 * * *' });
  // @ts-expect-error a deployment has no schedule
  new WindowsDeployment(scope, 'ad', { containers, schedule });

  // @ts-expect-error a RuntimeClass is for one version
  new WindowsRuntimeClass(scope, 'af', { metadata: { name: 'windows' } });
  // @ts-expect-error a level is a PodSecurityLevel
  new WindowsNamespace(scope, 'ag', { podSecurity: 'restricted' });
  // @ts-expect-error the level of a namespace does not change
  new WindowsNamespace(scope, 'ah').podSecurity = PodSecurityLevel.BASELINE;

  // @ts-expect-error users are made by RunAsUser.of, so that every name is checked
  new RunAsUser('app', false);
  // @ts-expect-error the name of a user does not change
  RunAsUser.CONTAINER_USER.userName = 'root';
  // @ts-expect-error versions are made by WindowsVersion.of, so that every build is checked
  new WindowsVersion({});
  // @ts-expect-error the build of a version does not change
  WindowsVersion.SERVER_2022.windowsBuild = '10.0.26100';
  // @ts-expect-error a target cluster is made for a platform
  new TargetCluster({});
  // @ts-expect-error a network plug-in is a NetworkPlugin
  TargetCluster.aks({ networkPlugin: 'azure' });
  // @ts-expect-error the versions of the pools are WindowsVersions
  TargetCluster.aks({ windowsVersions: ['2022'] });
  // @ts-expect-error the mode of a GKE cluster is no prop of AKS
  TargetCluster.aks({ mode: 'Standard' });
  // @ts-expect-error a Kubernetes version is text, since 1.30 as a number is 1.3
  TargetCluster.aks({ kubernetesVersion: 1.3 });
}
