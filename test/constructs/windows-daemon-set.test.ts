import * as kplus from 'cdk8s-plus-28';
import { TargetCluster, WindowsDaemonSet } from 'cdk8s-windows';
import { expect, test } from 'vitest';
import { expectNoForbiddenFields } from '../forbidden-fields';
import { synth } from '../synth';

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
