import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { synth } from '../../synth';
import { OS } from './found-in';

/** A deployment of cdk8s-plus alone whose author wants it on Windows nodes, and what the rules for its fields say. */
function stock(change: (deployment: kplus.Deployment) => void): string[] {
  const manifests = synth((chart) => {
    const container = { image: 'registry.example.com/web:1.0-ltsc2022', portNumber: 80 };
    change(
      new kplus.Deployment(chart, 'web', {
        initContainers: [{ ...container, name: 'setup' }],
        containers: [container],
      }),
    );
  });
  const topics = ['operating-system', 'windows-options'];
  return lint(manifests as unknown as KubernetesObject[], { isAsked: ({ topic }) => topics.includes(topic) }).map(
    ({ severity, rule, path }) => `${severity} ${rule.id} ${path.replace('spec.template.spec.', '')}`,
  );
}

const onWindows = (deployment: kplus.Deployment) =>
  deployment.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is(OS, 'windows')));

test('a stock workload on Windows nodes carries fields that mean nothing there', () => {
  expect(stock(onWindows)).toEqual([
    'info linux-field-ignored securityContext.fsGroupChangePolicy',
    'warning linux-field-ignored initContainers[0].securityContext.readOnlyRootFilesystem',
    'info linux-field-ignored initContainers[0].securityContext.privileged',
    'info linux-field-ignored initContainers[0].securityContext.allowPrivilegeEscalation',
    'warning linux-field-ignored containers[0].securityContext.readOnlyRootFilesystem',
    'info linux-field-ignored containers[0].securityContext.privileged',
    'info linux-field-ignored containers[0].securityContext.allowPrivilegeEscalation',
    'warning run-as-non-root-without-user initContainers[0].securityContext.runAsNonRoot',
    'warning run-as-non-root-without-user containers[0].securityContext.runAsNonRoot',
  ]);
});

test('a stock workload whose os says windows is refused for each of them', () => {
  const found = stock((deployment) => {
    onWindows(deployment);
    ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/os', { name: 'windows' }));
  });
  expect(found.filter((each) => each.startsWith('error '))).toEqual([
    'error linux-only-field securityContext.fsGroupChangePolicy',
    'error linux-only-field initContainers[0].securityContext.readOnlyRootFilesystem',
    'error linux-only-field initContainers[0].securityContext.privileged',
    'error linux-only-field initContainers[0].securityContext.allowPrivilegeEscalation',
    'error linux-only-field containers[0].securityContext.readOnlyRootFilesystem',
    'error linux-only-field containers[0].securityContext.privileged',
    'error linux-only-field containers[0].securityContext.allowPrivilegeEscalation',
  ]);
});

test('a stock workload that nobody sends to Windows nodes is left alone', () => {
  expect(
    stock((deployment) => deployment.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is(OS, 'linux')))),
  ).toEqual([]);
});
