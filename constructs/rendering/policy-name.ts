import type { ApiObject } from 'cdk8s';
import policyName from '../../lib/rules/policy-name';
import { refuse } from './refusal';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** cdk8s makes DNS labels; a chart with a `generateObjectName` of its own may not. */
export function checkPolicyName(policy: ApiObject): void {
  if (!DNS_LABEL.test(policy.name)) {
    refuse(policyName, { subject: policy.node.path, field: 'metadata.name', got: policy.name });
  }
}
