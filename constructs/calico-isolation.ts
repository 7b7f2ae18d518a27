import { Chart } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ACTIVE_DIRECTORY_PORTS } from '../lib/isolation/active-directory';
import { contains, formatCidr } from '../lib/isolation/cidr';
import { CLOUD_METADATA, type DeniedAddress } from '../lib/isolation/cloud-metadata';
import { dnsPermission } from '../lib/isolation/dns';
import type { Flow, FlowEnd, Permission, PodsEnd } from '../lib/isolation/flow';
import { overlap, type Port, portText } from '../lib/isolation/port';
import type { IsolationPromise } from '../lib/isolation/promise';
import { selectorOf } from '../lib/isolation/selector';
import { SYSTEM_NAMESPACES } from '../lib/isolation/system-namespaces';
import isolationFormat from '../lib/rules/isolation-format';
import isolationMetadata from '../lib/rules/isolation-metadata';
import isolationMode from '../lib/rules/isolation-mode';
import isolationNamespace from '../lib/rules/isolation-namespace';
import isolationScope from '../lib/rules/isolation-scope';
import isolationSystemNamespace from '../lib/rules/isolation-system-namespace';
import isolationTwice from '../lib/rules/isolation-twice';
import policyPort from '../lib/rules/policy-port';
import {
  type CalicoIsolationProps,
  IsolationEnforcement,
  IsolationFormat,
  IsolationMode,
} from './calico-isolation-props';
import { ActiveDirectoryProfile, type DomainControllers } from './domain-controllers';
import type { AllowActiveDirectoryOptions, AllowFromOutsideOptions, IsolationPermission } from './isolation-permission';
import type { IsolationPort } from './isolation-port';
import { CALICO_POLICIES } from './rendering/calico-policies';
import { endOf } from './rendering/isolation-end';
import { ledgerOf } from './rendering/isolation-ledger';
import type { Baseline, IsolationPolicies, Obstacle } from './rendering/isolation-policies';
import { kubernetesPolicies } from './rendering/kubernetes-policies';
import { networksOf } from './rendering/networks';
import { refuseUnlessEnforced } from './rendering/policy-engine';
import { ownLines, refuse } from './rendering/refusal';
import { PolicyEngine, TargetCluster } from './target-cluster';
import { WindowsRules } from './windows-rules';

/**
 * Denies all traffic of pods by default and allows what the application needs and nothing else, by policies that mean the
 * same on Linux and on Windows nodes.
 *
 * For each namespace there are policies that deny the cloud's metadata service, allow DNS, and isolate all pods; and one
 * for each workload that is allowed something. A permission between pods is written at both ends. Traffic to pods of
 * namespaces that nobody isolates needs, and gets, a policy at the isolated end only. Namespaces can be spread over
 * several isolations of an app: what one of them is asked for is written by all that it concerns.
 *
 * When the app is synthesized, all its policies, whatever wrote them, are held against what was asked for: a connection that
 * nobody permits and that passes is an error, as is a permitted one that does not. `WindowsRules.acknowledge` accepts it.
 *
 * What no policy does: connections from a pod's own node (health probes) always pass, and HostProcess pods are governed
 * by none. In mode CLUSTER the policies belong to the cluster: keep them in a chart of their own.
 *
 * @see https://docs.tigera.io/calico/latest/network-policy/get-started/kubernetes-default-deny
 *
 * @example
 *
 * import { Chart } from 'cdk8s';
 * import { CalicoIsolation, DomainControllers, IsolationPort, TargetCluster, WindowsApp, WindowsDeployment } from 'cdk8s-windows';
 *
 * const app = new WindowsApp({ cluster: TargetCluster.kubeadm({ kubernetesVersion: '1.34' }) });
 * const shop = new Chart(app, 'shop', { namespace: 'shop' });
 * const web = new WindowsDeployment(shop, 'web', {
 *   containers: [{ image: 'registry.example/shop/web:ltsc2022', portNumber: 8080 }],
 * });
 * const database = new WindowsDeployment(shop, 'database', {
 *   containers: [{ image: 'registry.example/shop/database:ltsc2022', portNumber: 1433 }],
 * });
 * const controllers = new DomainControllers(new Chart(app, 'network'), 'corp', { addresses: ['10.9.0.4', '10.9.0.5'] });
 *
 * const isolation = new CalicoIsolation(shop, 'isolation');
 * isolation.allow(web, database, IsolationPort.tcp(1433));
 * isolation.allowFromOutside(web, { ports: [IsolationPort.tcp(8080)], nodeCidrs: ['10.1.0.0/16'] });
 * isolation.allowActiveDirectory(web, controllers);
 * app.synth();
 */
export class CalicoIsolation extends Construct {
  /** How far the isolation reaches. */
  public readonly mode: IsolationMode;
  /** The namespaces that are isolated; empty in mode CLUSTER. */
  public readonly namespaces: string[];
  /** The namespaces that mode CLUSTER leaves alone; empty in mode NAMESPACED. */
  public readonly systemNamespaces: string[];
  /** In which language the policies are written. */
  public readonly format: IsolationFormat;

  private readonly path: string;
  private readonly policies: IsolationPolicies;
  private readonly denied: readonly DeniedAddress[];
  private readonly flows: Flow[] = [];
  private readonly written = new Map<string, Permission[]>();

  /**
   * Throws when nothing on the target cluster enforces the policies on Windows nodes or reads their format, when there is
   * no namespace, when a namespace belongs to the system or is isolated already, and when props contradict the mode.
   */
  constructor(scope: Construct, id: string, props: CalicoIsolationProps = {}) {
    super(scope, id);
    this.path = this.node.path;
    const cluster = TargetCluster._read(this);
    this.mode = props.mode ?? IsolationMode.NAMESPACED;
    this.format = props.format ?? IsolationFormat.CALICO;
    this.refuseMode(props);
    this.refuseEngine(cluster, props.enforcement ?? IsolationEnforcement.REQUIRED);

    const system = [...new Set([...SYSTEM_NAMESPACES, ...cluster.systemNamespaces, ...(props.systemNamespaces ?? [])])];
    const isCluster = this.mode === IsolationMode.CLUSTER;
    this.systemNamespaces = isCluster ? system.sort() : [];
    this.namespaces = isCluster ? [] : this.namespacesToIsolate(props.namespaces, system);
    this.denied = props.denyMetadata === false ? [] : CLOUD_METADATA[cluster._facts.id];
    this.policies = this.format === IsolationFormat.CALICO ? CALICO_POLICIES : kubernetesPolicies(this.denied);

    const allowed = props.allowDns === false ? [] : [dnsPermission(cluster._facts.dns)];
    const baseline = { denied: this.denied, allowed };
    if (isCluster) this.isolateCluster(baseline);
    for (const name of this.namespaces) this.policies.isolateNamespace(this.scopeOf(name), name, baseline);
    this.join({
      path: this.path,
      namespaces: isCluster ? undefined : this.namespaces,
      except: this.systemNamespaces,
      denied: this.denied,
      cutsDenied: this.format === IsolationFormat.KUBERNETES,
      forAll: allowed,
      isForWindows: this.isForWindows(cluster, props.enforcement),
    });
  }

  /** What has been allowed by this isolation, in the order in which it was asked for; DNS is not in the list. */
  public get permissions(): IsolationPermission[] {
    return this.flows.map(({ from, to, ports }) => ({ from: from.name, to: to.name, ports: ports.map(portText) }));
  }

  /**
   * Lets pods open connections to other pods: egress at the one end, ingress at the other, also across namespaces.
   *
   * @param from Workloads, `Pods` with a namespace, a `Namespace`, an `IsolationPeer`, or a `NetworkPolicyIpBlock`.
   * @param to The same.
   * @param ports The ports on which the pods of `to` listen; at least one.
   * @throws When neither end is isolated by this isolation, when a workload has no namespace or uses the network of the node.
   */
  public allow(from: kplus.INetworkPolicyPeer, to: kplus.INetworkPolicyPeer, ...ports: IsolationPort[]): void {
    this.permit({ from: this.end(from, 'from'), to: this.end(to, 'to'), ports: this.numbersOf(ports) });
  }

  /**
   * Lets clients outside the pod network reach pods: through a Service of type LoadBalancer or NodePort, through an ingress
   * controller on the network of the nodes, or the API server a webhook.
   *
   * @param to The pods.
   * @param options Ports and sources.
   */
  public allowFromOutside(to: kplus.INetworkPolicyPeer, options: AllowFromOutsideOptions): void {
    const { sourceRanges, nodeCidrs, ports } = options;
    const nets = [
      ...(sourceRanges ? networksOf(sourceRanges, this.path, 'sourceRanges') : []),
      ...(nodeCidrs ? networksOf(nodeCidrs, this.path, 'nodeCidrs') : []),
    ];
    const name = nets.length === 0 ? 'anyone' : nets.map(formatCidr).join(', ');
    this.permit({ from: { kind: 'nets', name, nets }, to: this.end(to, 'to'), ports: this.numbersOf(ports) });
  }

  /**
   * Lets pods open connections to networks.
   *
   * @param from The pods.
   * @param cidrs CIDRs or IPv4 addresses. The metadata service is not reached through a network that holds it.
   * @param ports At least one.
   * @throws On host bits, on IPv6, and on what the isolation denies.
   */
  public allowToCidrs(from: kplus.INetworkPolicyPeer, cidrs: string[], ...ports: IsolationPort[]): void {
    const nets = networksOf(cidrs, this.path, 'cidrs');
    const to: FlowEnd = { kind: 'nets', name: nets.map(formatCidr).join(', '), nets };
    this.permit({ from: this.end(from, 'from'), to, ports: this.numbersOf(ports) });
  }

  /**
   * Lets pods speak to the Kubernetes API server. Needs `IsolationFormat.CALICO`; in Kubernetes policies allow its addresses
   * by `allowToCidrs`.
   *
   * @param from The pods.
   */
  public allowToApiServer(from: kplus.INetworkPolicyPeer): void {
    const to: FlowEnd = { kind: 'api-server', name: 'Kubernetes API server' };
    this.permit({ from: this.end(from, 'from'), to, ports: [] });
  }

  /**
   * Lets pods speak to the domain controllers, as a gMSA needs. The node fetches the password of the gMSA itself, which no
   * policy governs.
   *
   * @param from The pods.
   * @param controllers The domain controllers.
   * @param options The list of ports.
   */
  public allowActiveDirectory(
    from: kplus.INetworkPolicyPeer,
    controllers: DomainControllers,
    options: AllowActiveDirectoryOptions = {},
  ): void {
    const ports = ACTIVE_DIRECTORY_PORTS[options.profile ?? ActiveDirectoryProfile.WITH_RPC];
    this.permit({ from: this.end(from, 'from'), to: controllers._end, ports });
  }

  /**
   * Expects that pods reach others on these ports, on the nodes on which they run. It allows nothing: it is judged when the
   * app is synthesized, over all that is in it.
   *
   * @param from As for `allow`; pods by labels that the app does not hold stand for one pod with just these labels.
   * @param to The same.
   * @param ports The ports on which the pods of `to` listen; at least one.
   * @throws When no port is named. The synthesis throws when it is not so, or hangs on an address that nobody knows.
   */
  public expectAllowed(from: kplus.INetworkPolicyPeer, to: kplus.INetworkPolicyPeer, ...ports: IsolationPort[]): void {
    this.expect(true, from, to, this.numbersOf(ports));
  }

  /**
   * Expects that pods do not reach others, on the nodes on which they run. It denies nothing: it is judged when the app is
   * synthesized, over all that is in it.
   *
   * @param from As for `allow`; pods by labels that the app does not hold stand for one pod with just these labels.
   * @param to The same.
   * @param ports The ports on which nothing may pass; without any, nothing at all may.
   * @throws The synthesis throws when it is not so, or hangs on an address that nobody knows.
   */
  public expectDenied(from: kplus.INetworkPolicyPeer, to: kplus.INetworkPolicyPeer, ...ports: IsolationPort[]): void {
    this.expect(
      false,
      from,
      to,
      ports.map(({ _port }) => _port),
    );
  }

  private expect(
    isAllowed: boolean,
    from: kplus.INetworkPolicyPeer,
    to: kplus.INetworkPolicyPeer,
    ports: readonly Port[],
  ): void {
    const ends = { from: this.end(from, 'from'), to: this.end(to, 'to') };
    const stack = ownLines(this.expect);
    ledgerOf(this).expectations.push({ path: this.path, isAllowed, ...ends, ports, stack });
  }

  private end(peer: kplus.INetworkPolicyPeer, field: string): FlowEnd {
    return endOf(peer, this.path, field);
  }

  private numbersOf(ports: readonly IsolationPort[]): Port[] {
    if (ports.length === 0) refuse(policyPort, { subject: this.path, field: 'ports', problem: 'no port is named' });
    return ports.map(({ _port }) => _port);
  }

  private permit(flow: Flow): void {
    const { from, to } = flow;
    if (![from, to].some((end) => end.kind === 'pods' && end.namespaces.some((name) => this.covers(name)))) {
      const allowed = this.namespaces.length > 0 ? `pods of ${this.namespaces.join(', ')} at one end` : undefined;
      refuse(isolationScope, { subject: this.path, field: 'permission', got: `${from.name} to ${to.name}`, allowed });
    }
    const ledger = ledgerOf(this);
    ledger.flows.push(flow);
    this.flows.push(flow);
    for (const member of ledger.members) member.take(flow);
  }

  /** From here on this isolation hears of all flows of the app, and first of those before its time. */
  private join(promise: IsolationPromise): void {
    const { members, flows } = ledgerOf(this);
    const { path, namespaces } = promise;
    const twin = members
      .map((member) => member.promise)
      .find((other) =>
        namespaces ? namespaces.some((name) => other.namespaces?.includes(name)) : other.namespaces === undefined,
      );
    if (twin !== undefined) {
      const got = namespaces?.filter((name) => twin.namespaces?.includes(name)).join(', ') ?? 'cluster';
      refuse(isolationTwice, { subject: path, field: 'namespaces', got, problem: `isolated by ${twin.path}` });
    }
    members.push({ scope: this, promise, take: (flow) => this.take(flow) });
    for (const flow of flows) this.take(flow);
    WindowsRules._judgeIsolations(this.node.root);
  }

  /** Egress where the connection begins, ingress where it ends. */
  private take({ from, to, ports }: Flow): void {
    if (from.kind === 'pods') this.write(from, { direction: 'egress', peer: to, ports });
    if (to.kind === 'pods') this.write(to, { direction: 'ingress', peer: from, ports });
  }

  private write(end: PodsEnd, permission: Permission): void {
    for (const namespace of end.namespaces) {
      if (!this.covers(namespace) || this.leavesToAnother(namespace)) continue;
      const obstacle = this.policies.obstacle(end) ?? this.policies.obstacle(permission.peer);
      if (obstacle !== undefined) this.refuseFormat(obstacle);
      this.refuseDenied(permission);
      this.policies.prepare(permission.peer);
      this.permissionsOf(namespace, end).push(permission);
    }
  }

  private permissionsOf(namespace: string, end: PodsEnd): Permission[] {
    const key = `${namespace} ${selectorOf(end.labels)}`;
    const known = this.written.get(key);
    if (known !== undefined) return known;
    const permissions: Permission[] = [];
    this.written.set(key, permissions);
    const scope = this.scopeOf(namespace);
    this.policies.permit(scope, this.idFor(scope, end.name), namespace, end.labels, permissions);
    return permissions;
  }

  private scopeOf(namespace: string): Construct {
    if (namespace === Chart.of(this).namespace) return this;
    return (this.node.tryFindChild(namespace) as Construct | undefined) ?? new Construct(this, namespace);
  }

  /** Policies are named after the path of what they are about, without the chart that both are in. */
  private idFor(scope: Construct, name: string): string {
    const chart = `${Chart.of(this).node.path}/`;
    const plain = (name.startsWith(chart) ? name.slice(chart.length) : name).replace(/\//g, '-');
    let id = plain;
    for (let count = 2; scope.node.tryFindChild(id) !== undefined; count++) id = `${plain}-${count}`;
    return id;
  }

  private covers(namespace: string): boolean {
    return this.mode === IsolationMode.CLUSTER
      ? !this.systemNamespaces.includes(namespace)
      : this.namespaces.includes(namespace);
  }

  /** An isolation that names a namespace writes its policies, and one of the cluster those of all others. */
  private leavesToAnother(namespace: string): boolean {
    if (this.mode === IsolationMode.NAMESPACED) return false;
    return ledgerOf(this).members.some(({ promise }) => promise.namespaces?.includes(namespace));
  }

  private namespacesToIsolate(stated: readonly string[] | undefined, system: readonly string[]): string[] {
    const subject = this.path;
    const ofChart = Chart.of(this).namespace;
    const names = [...new Set(stated ?? (ofChart === undefined ? [] : [ofChart]))];
    if (names.length === 0) refuse(isolationNamespace, { subject, field: 'namespaces', got: stated });
    const misfit = names.find((name) => system.includes(name));
    if (misfit !== undefined) refuse(isolationSystemNamespace, { subject, field: 'namespaces', got: misfit });
    return names;
  }

  private isolateCluster(baseline: Baseline): void {
    if (this.policies.isolateCluster === undefined) {
      this.refuseFormat({
        problem: 'mode CLUSTER needs policies without namespace',
        fix: 'Name the namespaces, in mode NAMESPACED; where Calico enforces, IsolationFormat.CALICO can say it.',
      });
    }
    this.policies.isolateCluster(this, this.systemNamespaces, baseline);
  }

  private refuseMode({ namespaces, systemNamespaces }: CalicoIsolationProps): void {
    const subject = this.path;
    if (this.mode === IsolationMode.NAMESPACED) {
      if (systemNamespaces) refuse(isolationMode, { subject, field: 'systemNamespaces', got: systemNamespaces });
      return;
    }
    if (namespaces) refuse(isolationMode, { subject, field: 'namespaces', got: namespaces });
  }

  private refuseFormat(obstacle: Obstacle): never {
    return refuse(isolationFormat, { subject: this.path, field: 'format', got: this.format, ...obstacle });
  }

  private refuseEngine(cluster: TargetCluster, enforcement: IsolationEnforcement): void {
    if (enforcement === IsolationEnforcement.REQUIRED) refuseUnlessEnforced(this.path, cluster);
    const { policyEngine = PolicyEngine.CALICO } = cluster;
    if (this.format === IsolationFormat.KUBERNETES || policyEngine === PolicyEngine.CALICO) return;
    this.refuseFormat({
      problem: `the policy engine of the cluster is ${policyEngine}, not Calico`,
      fix: 'Use format: IsolationFormat.KUBERNETES.',
    });
  }

  /** Other engines than Calico do something else on Windows nodes, which nobody computes. */
  private isForWindows(
    { policyEngine = PolicyEngine.CALICO, _facts: { windowsPolicyEngines } }: TargetCluster,
    enforcement: IsolationEnforcement = IsolationEnforcement.REQUIRED,
  ): boolean {
    const isCalico = policyEngine === PolicyEngine.CALICO && windowsPolicyEngines.length > 0;
    return isCalico && enforcement === IsolationEnforcement.REQUIRED;
  }

  private refuseDenied({ direction, peer, ports }: Permission): void {
    if (direction === 'ingress' || peer.kind !== 'nets') return;
    for (const { name, net, ports: closed } of this.denied) {
      const misfit = peer.nets.find((one) => contains(net, one));
      const meets = closed.length === 0 || closed.some((one) => ports.some((port) => overlap(one, port)));
      if (misfit === undefined || !meets) continue;
      const got = formatCidr(misfit);
      refuse(isolationMetadata, { subject: this.path, field: 'cidrs', got, problem: `it is ${name}` });
    }
  }
}
