import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import { foundIn } from './found-in';

const found = (apiVersion: string, kind: string) =>
  foundIn('unknown-kind', [{ apiVersion, kind, metadata: { name: 'web' } }]);

describe('a kind that no server has', () => {
  test.each<[string, string, string, string]>([
    ['apps/v1', 'Deploymnt', 'kind', 'Deployment'],
    ['apps/v1', 'deployment', 'kind', 'Deployment'],
    ['apps/v1', 'Daemonset', 'kind', 'DaemonSet'],
    ['v1', 'Configmap', 'kind', 'ConfigMap'],
    ['v1', 'Deploymnt', 'kind', 'Deployment'],
    ['batch/v1', 'CronJobs', 'kind', 'CronJob'],
    ['app/v1', 'Deployment', 'apiVersion', 'apps/v1'],
    ['Apps/v1', 'Deployment', 'apiVersion', 'apps/v1'],
    ['v1', 'Deployment', 'apiVersion', 'apps/v1'],
    ['V1', 'Pod', 'apiVersion', 'v1'],
    ['apps/v1', 'CronJob', 'apiVersion', 'batch/v1'],
    ['apps/v2', 'Deployment', 'apiVersion', 'apps/v1'],
    ['autoscaling/v3', 'HorizontalPodAutoscaler', 'apiVersion', 'autoscaling/v2'],
    ['networking/v1', 'Ingress', 'apiVersion', 'networking.k8s.io/v1'],
    ['extensions/v1', 'Ingress', 'apiVersion', 'networking.k8s.io/v1'],
    ['rbac/v1', 'Role', 'apiVersion', 'rbac.authorization.k8s.io/v1'],
    ['v1', 'NetworkPolicy', 'apiVersion', 'networking.k8s.io/v1'],
    ['windows.k8s.io/v1', 'GmsaCredentialSpec', 'kind', 'GMSACredentialSpec'],
    ['windows.k8s.io/v2', 'GMSACredentialSpec', 'apiVersion', 'windows.k8s.io/v1'],
    ['window.k8s.io/v1', 'GMSACredentialSpec', 'apiVersion', 'windows.k8s.io/v1'],
    ['windows.k8s.io/v1', 'CredentialSpec', 'kind', 'GMSACredentialSpec'],
    ['projectcalico.org/v3', 'globalNetworkPolicy', 'kind', 'GlobalNetworkPolicy'],
    ['projectcalico.org/v2', 'NetworkPolicy', 'apiVersion', 'projectcalico.org/v3'],
    ['projectcalico.org/v1', 'BGPPeer', 'apiVersion', 'projectcalico.org/v3'],
    ['batch/v1', 'Workload2000', 'kind', 'CronJob, Job'],
    ['node.k8s.io/v1', 'Handler', 'kind', 'RuntimeClass'],
  ])('is found, with the one that was meant: %s %s', (apiVersion, kind, path, allowed) => {
    expect(found(apiVersion, kind)).toMatchObject([{ path, allowed, severity: 'error' }]);
  });

  test('is found where nothing is near, and names the kinds only where they are few', () => {
    const [problem] = found('v1', 'Application');
    expect(problem).toMatchObject({
      severity: 'error',
      path: 'kind',
      problem: 'the core of Kubernetes has no such kind',
    });
    expect([problem.allowed, problem.mend]).toEqual([undefined, undefined]);
  });

  test('says both where both are wrong', () => {
    expect(found('v1', 'Deploymnt')[0].fix).toBe('Write Deployment of apps/v1.');
    expect(found('apps/v1', 'Deploymnt')[0].fix).toBe('Write Deployment.');
  });

  test('is mended where only case or the group is wrong', () => {
    expect(found('apps/v1', 'deployment')[0].mend).toEqual({ set: 'Deployment' });
    expect(found('app/v1', 'Deployment')[0].mend).toEqual({ set: 'apps/v1' });
    expect(found('apps/v1', 'Deploymnt')[0].mend).toBeUndefined();
    expect(found('apps/v2', 'Deployment')[0].mend).toBeUndefined();
    expect(found('v1', 'Deploymnt')[0].mend).toBeUndefined();
  });

  test('is looked into all the same, where it makes pods', () => {
    const spec = {
      template: { spec: { os: { name: 'windows' }, hostPID: true, containers: [{ name: 'web', image: 'web' }] } },
    };
    const rules = lint([{ apiVersion: 'v1', kind: 'Deployment', metadata: { name: 'web' }, spec }]).map(
      ({ rule }) => rule.id,
    );
    expect(rules).toContain('unknown-kind');
    expect(rules).toContain('linux-only-field');
  });
});

describe('a kind is not judged', () => {
  test.each<[string, string]>([
    ['example.com/v1', 'Deployment'],
    ['argoproj.io/v1alpha1', 'Rollout'],
    ['networking.x-k8s.io/v1', 'Ingress'],
    ['networking.istio.io/v1', 'ServiceEntry'],
    ['autoscaling.k8s.io/v1', 'VerticalPodAutoscaler'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ['v1', 'Config'],
    ['v1', 'List'],
    ['v1', 'PodList'],
    ['v1', 'Template'],
    ['skaffold/v4beta11', 'Config'],
    ['projectcalico.org/v3', 'BGPPeer'],
    ['projectcalico.org/v3', 'GlobalThreatFeed'],
    ['crd.projectcalico.org/v1', 'IPAMBlock'],
    ['windows.k8s.io/v1alpha1', 'GMSACredentialSpec'],
    ['autoscaling/v1', 'Scale'],
    ['policy/v1beta1', 'PodSecurityPolicy'],
    ['extensions/v1beta1', 'Deployment'],
    ['resource.k8s.io/v1beta1', 'ResourceClaim'],
  ])('when it may be right, or another rule speaks of it: %s %s', (apiVersion, kind) => {
    expect(found(apiVersion, kind)).toEqual([]);
  });
});
