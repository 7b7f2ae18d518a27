/**
 * win-web-demo: a web page on a Windows node behind a load balancer, and a policy that is to cut it off from the Internet.
 *
 *   demo                     namespace, workload, load balancer
 *   article-policies         the article's default deny, which also closes the demo's own load balancer
 *   mended-policies          the same promise, with DNS over TCP, the load balancer and the crawler's limits kept apart
 *
 * Apply `demo` and one of the policy files. The pods fit the Pod Security level `baseline`: the image runs as
 * administrator.
 *
 * "The article" shows Calico policies for a Windows pod on AKS; the policy is its own, defects included:
 * @see https://thenewstack.io/securing-windows-workloads/
 */
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoApiServer,
  CalicoIsolation,
  calico,
  IsolationPort,
  NetworkPlugin,
  PodSecurityLevel,
  PolicyEngine,
  TargetCluster,
  WindowsApp,
  WindowsDeployment,
  WindowsNamespace,
  WindowsService,
  WindowsVersion,
} from 'cdk8s-windows';

// Calico for Windows is part of AKS and needs no feature flag any more. Its Windows nodes run Calico 3.24 whatever the
// Linux nodes run: policies for them keep to what that version knows. Microsoft supports Kubernetes policies only on it.
const cluster = TargetCluster.aks({
  kubernetesVersion: '1.34',
  windowsVersions: [WindowsVersion.SERVER_2022],
  networkPlugin: NetworkPlugin.AZURE,
  policyEngine: PolicyEngine.CALICO,
});
const app = new WindowsApp({ outdir: join(process.env.CDK8S_OUTDIR ?? 'dist', 'win-web-demo'), cluster });

const demo = new Chart(app, 'demo', { namespace: 'win-web-demo' });

new WindowsNamespace(demo, 'namespace', {
  metadata: { name: 'win-web-demo' },
  podSecurity: PodSecurityLevel.BASELINE,
});

const labels = { app: 'win-web-container' };

const web = new WindowsDeployment(demo, 'web', {
  metadata: { name: 'web-container', labels },
  podMetadata: { labels },
  select: false,
  replicas: 1,
  windowsVersion: WindowsVersion.SERVER_2022,
  containers: [
    {
      name: 'web-container',
      // The tag names no Windows build, so nothing can be checked: the node must be what the image was made for.
      image: 'rezareza/wincontainer:latest',
      imagePullPolicy: kplus.ImagePullPolicy.ALWAYS,
      portNumber: 80,
      envVariables: {
        HTTP_URL: kplus.EnvValue.fromValue('http://www.githubstatus.com/'),
        HTTP_TIMEOUT: kplus.EnvValue.fromValue('60'),
      },
    },
  ],
});
web.select(kplus.LabelSelector.of({ labels }));

const service = new WindowsService(demo, 'service', {
  metadata: { name: 'win-container-service' },
  type: kplus.ServiceType.LOAD_BALANCER,
  ports: [{ port: 80, targetPort: 80, protocol: kplus.Protocol.TCP }],
});
service.selectLabel('app', 'win-web-container');

const article = new Chart(app, 'article-policies');

// Lets kubectl manage projectcalico.org/v3 objects. One per cluster.
new CalicoApiServer(article, 'api-server');

// One per cluster as well: the lab yaobank has an object of the same name. It closes every namespace but those of the
// system, in both directions: the article speaks of egress only, yet its own load balancer goes dark too, except through
// the pod's own node. DNS is open over UDP alone, and to any pod that anybody labels like the cluster's DNS.
new calico.GlobalNetworkPolicy(article, 'default-app-policy', {
  metadata: { name: 'default-app-policy' },
  spec: {
    namespaceSelector:
      'has(projectcalico.org/name) && projectcalico.org/name not in {"kube-system", "calico-system", "calico-apiserver"}',
    types: [calico.GlobalNetworkPolicySpecTypes.INGRESS, calico.GlobalNetworkPolicySpecTypes.EGRESS],
    egress: [
      {
        action: calico.GlobalNetworkPolicySpecEgressAction.ALLOW,
        protocol: 'UDP',
        destination: { selector: 'k8s-app == "kube-dns"', ports: [53] },
      },
    ],
  },
});

const mended = new Chart(app, 'mended-policies');

// Denies both directions for this namespace, opens DNS over UDP and TCP to the cluster's own DNS pods, keeps the page
// reachable, and lets nothing out to the Internet. The crawler of the page fails, which is what was promised.
const isolation = new CalicoIsolation(mended, 'isolation', { namespaces: ['win-web-demo'] });
isolation.allowFromOutside(web, { ports: [IsolationPort.tcp(80)] });

app.synth();
