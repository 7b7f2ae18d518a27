import { Chart, Testing } from 'cdk8s';
import { TargetCluster, WindowsApp, WindowsDeployment } from 'cdk8s-windows';
import { expect, test } from 'vitest';
import { CONTAINER } from '../workloads';

function tolerationsIn(app: WindowsApp): unknown {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new WindowsDeployment(chart, 'web', { containers: [CONTAINER] });
  const [{ spec }] = Testing.synth(chart);
  return spec.template.spec.tolerations;
}

test('a WindowsApp tells every chart what cluster it is for', () => {
  const taint = { key: 'node.kubernetes.io/os', operator: 'Equal', value: 'windows', effect: 'NoSchedule' };
  expect(tolerationsIn(new WindowsApp({ cluster: TargetCluster.gke() }))).toEqual([taint]);
});

test('a WindowsApp that is told nothing knows as little as a stock App', () => {
  expect(tolerationsIn(new WindowsApp())).toEqual([
    { key: 'os', operator: 'Exists', effect: 'NoSchedule' },
    { key: 'node.kubernetes.io/os', operator: 'Exists', effect: 'NoSchedule' },
  ]);
});
