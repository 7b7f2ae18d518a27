import { isDnsSubdomain } from '../api-server/formats';
import { type PolicyRule, rulesOf } from '../manifests/role-access';
import { GMSA_GROUP, GMSA_RESOURCE, GMSA_VERB, isMisspeltResource } from '../windows/gmsa-access';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'gmsa-role',
  topic: 'gmsa',
  summary: 'A role for credential specs must allow use of gmsacredentialspecs in windows.k8s.io, by their exact names.',
  why: 'The API server takes a role with any words: one that names no such resource, group or verb allows nothing, and the gMSA webhook refuses the pods.',
  fix: 'Write apiGroups: [windows.k8s.io], resources: [gmsacredentialspecs], verbs: [use], and under resourceNames the name of the GMSACredentialSpec as it is, in lower case.',
  severity: 'warning',
  verdict: 'webhook',
  reference:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/#configure-cluster-role-to-enable-rbac-on-specific-gmsa-credential-specs',
  kinds: ['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole'],
  checkObject: (role) =>
    rulesOf(role).flatMap((rule, index) =>
      wrongWord(rule).map((found) => ({ ...found, path: `rules[${index}].${found.path}` })),
    ),
  bad: `
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: { name: gmsa-erp-user }
    rules:
      - apiGroups: [windows.k8s.io]
        resources: [gmsacredentialspecs]
        resourceNames: [gmsa-erp]
        verbs: [get]
  `,
  good: `
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: { name: gmsa-erp-user }
    rules:
      - apiGroups: [windows.k8s.io]
        resources: [gmsacredentialspecs]
        resourceNames: [gmsa-erp]
        verbs: [use]
  `,
});

/** The first one that makes the rule allow nothing. */
function wrongWord({ apiGroups = [], resources = [], resourceNames = [], verbs = [] }: PolicyRule): Found[] {
  const misspelt = resources.findIndex(isMisspeltResource);
  if (misspelt >= 0) {
    const mend = { set: GMSA_RESOURCE };
    return [{ path: `resources[${misspelt}]`, got: resources[misspelt], allowed: GMSA_RESOURCE, mend }];
  }
  if (!resources.includes(GMSA_RESOURCE)) return [];
  if (!apiGroups.includes(GMSA_GROUP) && !apiGroups.includes('*'))
    return [{ path: 'apiGroups', got: apiGroups, allowed: GMSA_GROUP }];
  // whoever names one means it to be used; roles without names are also for those who look after all of them
  if (resourceNames.length > 0 && !verbs.includes(GMSA_VERB) && !verbs.includes('*')) {
    return [{ path: 'verbs', got: verbs, allowed: GMSA_VERB }];
  }
  return resourceNames.flatMap((got, index) =>
    isDnsSubdomain(got)
      ? []
      : [{ path: `resourceNames[${index}]`, got, problem: 'no object can have that name', allowed: got.toLowerCase() }],
  );
}
