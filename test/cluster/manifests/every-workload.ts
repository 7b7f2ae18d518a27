import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  OperatingSystemPin,
  TargetCluster,
  WindowsDaemonSet,
  WindowsDeployment,
  WindowsRuntimeClass,
  WindowsVersion,
} from 'cdk8s-windows';
import { Construct } from 'constructs';
import { HOST_PROCESS_WORKLOADS, WORKLOADS } from '../../workloads';
import type { Platform } from '../nodes/platform-nodes';
import { tagsFor } from '../nodes/windows-builds';

const VERSIONS = [WindowsVersion.SERVER_2019, WindowsVersion.SERVER_2022, WindowsVersion.SERVER_2025];

export function versionsOf(builds: readonly string[]): WindowsVersion[] {
  return VERSIONS.filter(({ windowsBuild }) => builds.includes(windowsBuild));
}

/**
 * Every class of workloads for each image that the builds run, a RuntimeClass for each build, the HostProcess classes, and
 * Linux workloads beside them.
 */
export function everyWorkload(chart: Chart, builds: readonly string[]): void {
  for (const tag of tagsFor(builds)) {
    const scope = new Construct(chart, tag);
    for (const { name, create } of WORKLOADS) {
      create(scope, kebab(name), { containers: [{ image: `registry.example/app:${tag}`, portNumber: 80 }] });
    }
  }
  for (const windowsVersion of versionsOf(builds)) {
    const scope = new Construct(chart, `class-${windowsVersion.windowsBuild}`);
    const name = `${chart.namespace}-${windowsVersion.windowsBuild}`;
    const runtimeClass = new WindowsRuntimeClass(scope, 'class', { windowsVersion, metadata: { name } });
    const containers = [{ image: windowsVersion.image('registry.example/app'), portNumber: 80 }];
    new WindowsDeployment(scope, 'web', { runtimeClass, containers });
    new WindowsDaemonSet(scope, 'agent', { runtimeClass, containers });
  }
  for (const { name, create } of HOST_PROCESS_WORKLOADS) {
    create(chart, kebab(name), { containers: [{ image: 'registry.example/agent:ltsc2019' }] });
  }
  const containers = [{ image: 'registry.example/linux:1', portNumber: 8080 }];
  const linux = new Construct(chart, 'linux');
  new kplus.Deployment(linux, 'web', { containers });
  new kplus.DaemonSet(linux, 'agent', { containers });
  linux.with(OperatingSystemPin.linux());
}

function kebab(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}

/** What a program can say about one cluster: the pools, only the platform, or nothing. */
export function targetsFor(platform: Platform, builds: readonly string[]): Readonly<Record<string, TargetCluster>> {
  return {
    pools: TargetCluster[platform]({ windowsVersions: versionsOf(builds) }),
    platform: TargetCluster[platform](),
    nothing: TargetCluster.unknown(),
  };
}
