import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes so many programs into a folder, ten in each file. */
function write(folder: string, count: number, manifestsOf: (index: number) => string): string {
  mkdirSync(folder, { recursive: true });
  for (let first = 0; first < count; first += 10) {
    const indexes = Array.from({ length: Math.min(10, count - first) }, (_, offset) => first + offset);
    writeFileSync(join(folder, `programs-${first}.yaml`), indexes.map(manifestsOf).join(''));
  }
  return folder;
}

/** What all tools can read: Deployments for Windows, each with a Service. A namespace in each file. */
export function fleet(folder: string, programs: number): string {
  return write(folder, programs, (index) => deployment(index, `team-${Math.floor(index / 10)}`));
}

function deployment(index: number, namespace: string): string {
  const name = `program-${index}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: shop
spec:
  replicas: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
        app.kubernetes.io/part-of: shop
    spec:
      os:
        name: windows
      nodeSelector:
        kubernetes.io/os: windows
        node.kubernetes.io/windows-build: 10.0.20348
      tolerations:
        - key: os
          operator: Equal
          value: windows
          effect: NoSchedule
      containers:
        - name: web
          image: registry.example.com/shop/${name}:1.0.${index % 10}-ltsc2022
          imagePullPolicy: IfNotPresent
          ports:
            - containerPort: 8080
              name: http
          env:
            - name: ASPNETCORE_URLS
              value: "http://+:8080"
            - name: CONNECTION
              valueFrom:
                secretKeyRef:
                  name: db
                  key: connection
          resources:
            limits:
              cpu: "1"
              memory: 800Mi
            requests:
              cpu: 250m
              memory: 800Mi
          readinessProbe:
            httpGet:
              path: /healthz
              port: 8080
          volumeMounts:
            - name: config
              mountPath: C:\\app\\config
      volumes:
        - name: config
          configMap:
            name: ${name}
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - port: 80
      targetPort: 8080
      protocol: TCP
---
`;
}

/** Few namespaces, so that what compares all of a namespace with each other has much to compare. */
const NAMESPACES = 4;

/** Objects that refer to each other: Services, budgets, autoscalers, policies of both kinds, accounts with identities. */
export function estate(folder: string, programs: number): string {
  write(folder, programs, related);
  const namespaces = Array.from({ length: NAMESPACES }, (_, index) => {
    return `apiVersion: v1\nkind: Namespace\nmetadata: { name: team-${index}, labels: { team: team-${index} } }\n---\n`;
  });
  writeFileSync(join(folder, 'namespaces.yaml'), namespaces.join(''));
  return folder;
}

function related(index: number): string {
  const name = `program-${index}`;
  const namespace = `team-${index % NAMESPACES}`;
  const system = index % 3 === 0 ? 'linux' : 'windows';
  const hasIdentity = index % 5 === 0 && system === 'windows';
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  replicas: ${index % 4 === 0 ? 1 : 2}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, tier: web } }
    spec:
      os: { name: ${system} }
      nodeSelector: { kubernetes.io/os: ${system} }
${hasIdentity ? `      serviceAccountName: ${name}\n      securityContext: { windowsOptions: { gmsaCredentialSpecName: ${name} } }\n` : ''}\
      containers:
        - name: web
          image: registry.example.com/${name}:1.0${system === 'windows' ? '-ltsc2022' : ''}
          ports: [{ name: http, containerPort: 8080 }]
          env: [{ name: PEER_URL, value: 'http://program-${index + 1}:8080/' }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name}, namespace: ${namespace} }
spec: { minAvailable: 1, selector: { matchLabels: { app: ${name} } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}, namespace: ${namespace} }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  podSelector: { matchLabels: { app: ${name} } }
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ podSelector: { matchLabels: { tier: web } } }], ports: [{ protocol: TCP, port: 8080 }] }]
  egress: [{ ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }] }]
---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: { name: default.${name}, namespace: ${namespace} }
spec:
  selector: app == '${name}'
  types: [Ingress, Egress]
  ingress: [{ action: Allow, protocol: TCP, source: { selector: tier == 'web' }, destination: { ports: [8080] } }]
  egress:
    - { action: Allow, protocol: UDP, destination: { ports: [53] } }
    - { action: Allow, protocol: TCP, destination: { ports: [53] } }
---
${index % 10 === 0 ? forCluster(name, namespace) : ''}${hasIdentity ? identity(name, namespace) : ''}`;
}

function forCluster(name: string, namespace: string): string {
  return `apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: default.${name} }
spec:
  selector: tier == 'web' && app == '${name}'
  namespaceSelector: projectcalico.org/name == '${namespace}'
  types: [Ingress]
  ingress: [{ action: Allow, protocol: TCP, destination: { ports: [8080] } }]
---
`;
}

function identity(name: string, namespace: string): string {
  return `apiVersion: windows.k8s.io/v1
kind: GMSACredentialSpec
metadata: { name: ${name} }
credspec:
  CmsPlugins: [ActiveDirectory]
  DomainJoinConfig:
    Sid: S-1-5-21-2126449477-2524075714-3094792973
    MachineAccountName: ${name}
    Guid: 244818ae-87ac-4fcd-92ec-e79e5252348a
    DnsTreeName: corp.example.com
    DnsName: corp.example.com
    NetBiosName: CORP
  ActiveDirectoryConfig:
    GroupManagedServiceAccounts: [{ Name: ${name}, Scope: corp.example.com }, { Name: ${name}, Scope: CORP }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: ${namespace} }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: use-${name} }
rules: [{ apiGroups: [windows.k8s.io], resources: [gmsacredentialspecs], verbs: [use], resourceNames: [${name}] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: use-${name}, namespace: ${namespace} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: use-${name} }
subjects: [{ kind: ServiceAccount, name: ${name}, namespace: ${namespace} }]
---
`;
}

/** Programs for Windows with three policies each that no order tells apart and that decide otherwise. */
export function ties(folder: string, programs: number): string {
  return write(folder, programs, (index) => tied(index, programs));
}

function tied(index: number, programs: number): string {
  const name = `program-${index}`;
  const namespace = `team-${index % 20}`;
  const policies = ['Allow', 'Deny', 'Allow'].map((action, place) => {
    const other = `program-${(index + 20 * (place + 1)) % programs}`;
    return `apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: { name: default.${name}-${place}, namespace: ${namespace} }
spec:
  selector: app == '${name}'
  types: [Ingress, Egress]
  ingress: [{ action: ${action}, source: { selector: app == '${other}' } }]
  egress: [{ action: Allow, destination: { nets: [20.${Math.floor(index / 100)}.${(index % 100) * 2 + (place % 2)}.0/24] } }]
---
`;
  });
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers: [{ name: web, image: registry.example.com/web:1.0-ltsc2022 }]
---
${policies.join('')}`;
}
