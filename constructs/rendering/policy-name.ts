import type { ApiObject } from 'cdk8s';
import { isDnsLabel } from '../../lib/api-server/formats';
import policyName from '../../lib/rules/policy-name';
import { refuse } from './refusal';

/** cdk8s makes DNS labels; a chart with a `generateObjectName` of its own may not. */
export function checkPolicyName(policy: ApiObject): void {
  if (!isDnsLabel(policy.name)) {
    refuse(policyName, { subject: policy.node.path, field: 'metadata.name', got: policy.name });
  }
}
