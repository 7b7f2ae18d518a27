import type { KubernetesObject } from '../manifests/kubernetes-object';
import { type CalicoPolicy, isGlobal, tierOf } from './policy';
import type { CalicoRefusal } from './refusal';

/** As Calico has it (`libcalico-go/lib/validator/v3/validator.go`): labels of any length, the whole name bounded. */
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LONGEST = 253;
const LONGEST_TIER = 63;

const SUBDOMAIN_NAME = new RegExp(`^${SUBDOMAIN}$`);
const TIER_NAME = new RegExp(`^${LABEL}$`);
const POLICY_NAME = new RegExp(`^(${LABEL}\\.)?${LABEL}$`);
/** Policies that were made of those of Kubernetes and of OpenStack. */
const FOREIGN_POLICY_NAME = new RegExp(`^(knp|ossg)\\.default\\.${SUBDOMAIN}$`);

const FOREIGN_PREFIX = /^(knp\.default|kanp\.adminnetworkpolicy|kbanp\.baselineadminnetworkpolicy|ossg)\./;

/** What names of Services, nodes and tiers look like, and those of objects, too. */
export function isName(text: string): boolean {
  return SUBDOMAIN_NAME.test(text);
}

/** The name of an object that is neither a policy nor a tier. */
export function objectNameRefusals({ metadata }: KubernetesObject): CalicoRefusal[] {
  const name = metadata?.name;
  if (name === undefined || (isName(name) && name.length <= LONGEST)) return [];
  return [refusal(name, name.length > LONGEST ? tooLong(LONGEST) : 'small letters, digits, dashes and dots only')];
}

export function tierNameRefusals({ metadata }: KubernetesObject): CalicoRefusal[] {
  const name = metadata?.name;
  if (name === undefined) return [];
  if (name.length > LONGEST_TIER) return [refusal(name, tooLong(LONGEST_TIER))];
  return TIER_NAME.test(name) ? [] : [refusal(name, 'small letters, digits and dashes only, no dot')];
}

/** Policies outside the default tier carry the name of their tier before a dot. */
export function policyNameRefusals(policy: CalicoPolicy): CalicoRefusal[] {
  const tier = policy.spec?.tier;
  if (tier !== undefined && tier !== '' && !isName(tier)) {
    return [{ about: 'name', path: 'spec.tier', got: tier, problem: 'no tier can be called so' }];
  }
  const name = policy.metadata?.name;
  if (name === undefined) return [];
  if (name.length > LONGEST) return [refusal(name, tooLong(LONGEST))];
  if (!isPolicyName(name, isGlobal(policy))) {
    return [refusal(name, 'small letters, digits and dashes only, and at most one dot')];
  }
  const problem = FOREIGN_PREFIX.test(name) ? undefined : prefixProblem(name, tierOf(policy));
  return problem === undefined ? [] : [{ ...refusal(name, problem), until: '3.31' }];
}

function isPolicyName(name: string, isGlobalPolicy: boolean): boolean {
  return POLICY_NAME.test(name) || (!isGlobalPolicy && FOREIGN_POLICY_NAME.test(name));
}

function prefixProblem(name: string, tier: string): string | undefined {
  if (name.startsWith(`${tier}.`) || (tier === 'default' && !name.includes('.'))) return undefined;
  return tier === 'default'
    ? `before the dot stands a tier, and the policy is in the tier default`
    : `in the tier ${tier} the name begins with ${tier} and a dot`;
}

function tooLong(most: number): string {
  return `it has more than ${most} characters`;
}

function refusal(name: string, problem: string): CalicoRefusal {
  return { about: 'name', path: 'metadata.name', got: name, problem };
}
