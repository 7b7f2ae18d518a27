import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { policyOf } from '../policy/converted-policy';
import { POLICIES } from '../policy/subject';
import { mayBeCalico, subjectField, windowsReach } from '../policy/windows-reach';
import { knowsTiers, openingsIn } from '../reach/opened-on-windows';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-windows-difference',
  topic: 'policy',
  summary: 'What a policy closes on Linux nodes, it must close on Windows nodes as well.',
  why: 'Where AKS installs Calico, its Windows nodes run Calico 3.24, which has never heard of policies of administrators: what they deny stands open there.',
  fix: 'Write what is to be denied as a GlobalNetworkPolicy of Calico in the default tier, with an order before all that allows; cdk8s-windows isolation says what passes.',
  severity: 'error',
  verdict: 'traffic',
  reference: 'https://learn.microsoft.com/azure/aks/use-network-policies',
  example: { platform: 'aks' },
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: shop }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: policy.networking.k8s.io/v1alpha1
    kind: AdminNetworkPolicy
    metadata: { name: no-metadata }
    spec:
      priority: 10
      subject:
        namespaces: {}
      egress:
        - action: Deny
          to: [{ networks: [169.254.169.254/32] }]
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: shop }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: projectcalico.org/v3
    kind: GlobalNetworkPolicy
    metadata: { name: no-metadata }
    spec:
      order: 10
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Deny
          destination: { nets: [169.254.169.254/32] }
        - action: Allow
  `,
  kinds: [...POLICIES, ...ADMIN_POLICIES],
  checkObject: (policy, context) => {
    // since Calico 3.29 every difference is the business of a rule of its own
    if (knowsTiers(context) || !mayBeCalico(context)) return [];
    const own = windowsReach(policy, context) === 'surely' ? policyOf(policy) : undefined;
    const opening = own && openingsIn(context).unexplained.get(own);
    if (opening === undefined) return [];
    return [{ ...subjectField(policy), problem: `on the Windows nodes ${opening.flow} stands open` }];
  },
});
