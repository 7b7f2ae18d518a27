import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { NetworkPolicy } from '../manifests/network-policy';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../platforms/target';
import type { RuleContext } from '../rules/context';
import { type Found, refusedByServer } from '../rules/rule';
import {
  type NetworkPolicyCheck,
  type NetworkPolicyError,
  networkPolicyErrors,
  STRICT_NETWORKS_SINCE,
} from './network-policy-validation';

/** What a rule about one part finds. What only some versions refuse is no error as long as nobody said which one it is. */
export function policyRefusedBy(
  about: NetworkPolicyCheck,
): (object: KubernetesObject, context: RuleContext) => Found[] {
  return (policy, { target: { kubernetes } }) => {
    const errorsOn = (minor: number) =>
      networkPolicyErrors(policy as NetworkPolicy, minor).filter((error) => error.about === about);
    if (kubernetes !== undefined) return refusedByServer(errorsOn(kubernetes));
    const always = errorsOn(OLDEST_KUBERNETES);
    const isAlways = ({ path }: NetworkPolicyError) => always.some((error) => error.path === path);
    return errorsOn(NEWEST_KUBERNETES).map((error) =>
      isAlways(error)
        ? refusedByServer([error])[0]
        : {
            ...refusedByServer([error])[0],
            severity: 'warning',
            problem: `${error.problem} (refused from Kubernetes 1.${STRICT_NETWORKS_SINCE} on)`,
          },
    );
  };
}
