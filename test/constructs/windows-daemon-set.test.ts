import * as kplus from 'cdk8s-plus-28';
import {
  HostProcessDaemonSet,
  TargetCluster,
  WindowsDaemonSet,
  WindowsRuntimeClass,
  WindowsVersion,
} from 'cdk8s-windows';
import { expect, test } from 'vitest';
import { expectNoForbiddenFields } from '../forbidden-fields';
import { ofKind, podOf, synth } from '../synth';
import { IMAGE } from '../workloads';

test('a WindowsDaemonSet as a whole', () => {
  const manifests = synth(
    (chart) => {
      const agent = new WindowsDaemonSet(chart, 'agent', {
        minReadySeconds: 10,
        containers: [{ image: 'example.azurecr.io/agent:1.4-nanoserver-ltsc2022', resources: {} }],
        tolerations: [{ operator: 'Exists' }],
      });
      const logs = kplus.Volume.fromHostPath(chart, 'logs', 'logs', { path: 'C:\\var\\log' });
      agent.containers[0].mount('C:\\var\\log', logs, { readOnly: true });
    },
    { namespace: 'ops', cluster: TargetCluster.gke() },
  );
  expect(manifests).toMatchSnapshot();
  expectNoForbiddenFields(manifests);
});

test.each([
  { name: 'WindowsDaemonSet', daemonSet: WindowsDaemonSet },
  { name: 'HostProcessDaemonSet', daemonSet: HostProcessDaemonSet },
])('a $name says itself what its RuntimeClass asks of nodes: its controller looks at no class', ({ daemonSet }) => {
  const gpu = { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' };
  const manifests = synth((chart) => {
    const runtimeClass = new WindowsRuntimeClass(chart, 'class', {
      windowsVersion: WindowsVersion.SERVER_2022,
      nodeSelector: { pool: 'gpu' },
      tolerations: [gpu],
    });
    new daemonSet(chart, 'agent', { runtimeClass, containers: [{ image: IMAGE }] });
  });
  const { nodeSelector, tolerations } = podOf(ofKind(manifests, 'DaemonSet')).spec;
  const { scheduling } = ofKind(manifests, 'RuntimeClass') as unknown as { scheduling: object };
  expect({ nodeSelector, tolerations }).toEqual(scheduling);
  expect(tolerations).toContainEqual(gpu);
});
