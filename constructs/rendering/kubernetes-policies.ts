import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { CALICO_LABEL_PREFIX } from '../../lib/calico/labels';
import type { DeniedAddress } from '../../lib/isolation/cloud-metadata';
import {
  type KubernetesPolicySpec,
  kubernetesIsolation,
  kubernetesPermissions,
} from '../../lib/isolation/kubernetes-format';
import type { IsolationPolicies } from './isolation-policies';
import { checkPolicyName } from './policy-name';

/** Policies of networking.k8s.io/v1, which every policy engine reads. What is denied is cut out of what is allowed. */
export function kubernetesPolicies(denied: readonly DeniedAddress[]): IsolationPolicies {
  return {
    isolateNamespace(scope, namespace, { allowed }) {
      if (allowed.length > 0) policy(scope, 'allow-dns', namespace, () => kubernetesPermissions([], allowed, denied));
      policy(scope, 'deny-rest', namespace, kubernetesIsolation);
    },

    permit(scope, id, namespace, pods, permissions) {
      policy(scope, id, namespace, () => kubernetesPermissions(pods, permissions, denied));
    },

    obstacle(end) {
      if (end.kind === 'api-server')
        return {
          problem: 'the API server is found by its Service only',
          fix: 'Allow the addresses of the API server by allowToCidrs; where Calico enforces, IsolationFormat.CALICO can say it.',
        };
      if (end.kind !== 'pods') return undefined;
      const own = end.labels.find(({ key }) => key.startsWith(CALICO_LABEL_PREFIX));
      return (
        own && {
          problem: `${own.key} is a label that only Calico knows`,
          fix: 'Choose the pods by labels of their own; where Calico enforces, IsolationFormat.CALICO can say it.',
        }
      );
    },

    prepare: () => undefined,
  };
}

function policy(scope: Construct, id: string, namespace: string, produce: () => KubernetesPolicySpec): void {
  checkPolicyName(
    new ApiObject(scope, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { namespace },
      spec: Lazy.any({ produce }),
    }),
  );
}
