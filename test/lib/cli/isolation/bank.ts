/**
 * A bank of three tiers, each in a namespace of its own, closed by four policies that were written one after the other. The
 * customers' tier runs on Windows.
 */
export const BANK = `
apiVersion: v1
kind: Namespace
metadata: { name: yaobank-database, labels: { ns: database } }
---
apiVersion: v1
kind: Namespace
metadata: { name: yaobank-summary, labels: { ns: summary } }
---
apiVersion: v1
kind: Namespace
metadata: { name: yaobank-customer, labels: { ns: customer } }
---
${deployment('database', 'linux', 2379)}
---
${deployment('summary', 'linux', 80)}
---
${deployment('customer', 'windows', 80)}
---
apiVersion: v1
kind: Service
metadata: { name: summary, namespace: yaobank-summary }
spec:
  selector: { app: summary }
  ports:
    - { name: http, port: 8080, targetPort: 80 }
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: default-app-policy }
spec:
  namespaceSelector: has(projectcalico.org/name) && projectcalico.org/name not in {"kube-system", "calico-system"}
  types: [Ingress, Egress]
  egress:
    - action: Allow
      protocol: UDP
      destination: { selector: k8s-app == "kube-dns", ports: [53] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p-summary2database, namespace: yaobank-database }
spec:
  podSelector: { matchLabels: { app: database } }
  ingress:
    - from:
        - namespaceSelector: { matchLabels: { ns: summary } }
        - podSelector: { matchLabels: { app: summary } }
  egress:
    - to:
        - namespaceSelector: { matchLabels: { ns: summary } }
        - podSelector: { matchLabels: { app: summary } }
---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: { name: p-external2customer, namespace: yaobank-customer }
spec:
  selector: app == "customer"
  ingress:
    - action: Allow
      protocol: TCP
      destination: { selector: app == "customer" }
  egress:
    - action: Allow
      protocol: TCP
      destination: { serviceAccounts: { names: [summary] }, namespaceSelector: ns == "summary" }
---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: { name: p-customer2summary, namespace: yaobank-summary }
spec:
  selector: app == "summary"
  ingress:
    - action: Allow
      protocol: TCP
      destination: { selector: app == "summary", ports: [80] }
  egress:
    - action: Allow
      protocol: TCP
      destination: { selector: app == "database", namespaceSelector: projectcalico.org/name == "yaobank-database" }
`;

/** Pods that none of these policies names. */
export const NEIGHBOURS = `
apiVersion: v1
kind: Namespace
metadata: { name: newcomers }
---
${pod('newcomers', 'newcomer')}
---
${pod('kube-system', 'agent')}
`;

function deployment(name: string, system: string, port: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: yaobank-${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      os: { name: ${system} }
      nodeSelector: { kubernetes.io/os: ${system} }
      serviceAccountName: ${name}
      containers:
        - name: ${name}
          image: registry.example.com/${name}:1
          ports: [{ containerPort: ${port} }]`;
}

function pod(namespace: string, name: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
spec:
  os: { name: linux }
  containers: [{ name: main, image: registry.example.com/${name}:1 }]`;
}
