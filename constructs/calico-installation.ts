import type { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import * as operator from '../imports/operator.tigera.io';
import { IpamConfiguration } from '../imports/projectcalico.org';
import { CALICO_INSTALLATION, type CalicoInstallationFacts } from '../lib/isolation/calico-installation';
import { type Cidr, contains, formatCidr, parseCidr } from '../lib/isolation/cidr';
import { portProblem } from '../lib/isolation/port';
import calicoApiServer from '../lib/rules/calico-api-server';
import calicoBlockSize from '../lib/rules/calico-block-size';
import calicoCidrs from '../lib/rules/calico-cidrs';
import calicoEncapsulation from '../lib/rules/calico-encapsulation';
import calicoPlatform from '../lib/rules/calico-platform';
import { CalicoApiServer } from './calico-api-server';
import { withoutNamespace } from './rendering/cluster-scoped';
import { networksOf } from './rendering/networks';
import { refuse } from './rendering/refusal';
import { NetworkPlugin, PolicyEngine, TargetCluster } from './target-cluster';

/** How pod traffic travels between nodes, as far as Windows nodes know it. */
export enum CalicoEncapsulation {
  /** VXLAN over UDP port 4789, which must be open between the nodes. */
  VXLAN = 'VXLAN',
  /** As it is: the network routes pod addresses, which nodes announce by BGP. */
  NONE = 'None',
}

/** Properties of a CalicoInstallation. */
export interface CalicoInstallationProps {
  /**
   * The host name or address of the Kubernetes API server as nodes reach it, without scheme and port. Calico starts on
   * Windows nodes before Services work, so the address of the Service `kubernetes` will not do.
   */
  readonly kubernetesServiceHost: string;
  /**
   * The port of the Kubernetes API server.
   * @default - 443 on AKS and EKS, elsewhere 6443
   */
  readonly kubernetesServicePort?: number;
  /**
   * The address ranges of Services, as CIDRs.
   * @default - those of the target cluster
   */
  readonly serviceCidrs?: string[];
  /**
   * The address ranges of pods, as CIDRs. Only where Calico connects the pods.
   * @default - those of the target cluster
   */
  readonly podCidrs?: string[];
  /**
   * How pod traffic travels between nodes. Only where Calico connects the pods.
   * @default CalicoEncapsulation.VXLAN
   */
  readonly encapsulation?: CalicoEncapsulation;
  /**
   * The prefix of the block of pod addresses that a node gets. A Windows node has one block and keeps four of its
   * addresses, so this bounds its pods: 60 with 26, 124 with 25.
   * @default - not emitted: Calico takes 26
   */
  readonly blockSize?: number;
}

/** The operator reads one object of each kind. */
const DEFAULT = { name: 'default' };

const HOST = /^[A-Za-z0-9]([-A-Za-z0-9.]{0,251}[A-Za-z0-9])?$/;

/** Prefixes of a block: Calico takes 20 to 32, and four addresses of it are lost on Windows nodes. */
const SMALLEST_PREFIX = 20;
const LARGEST_PREFIX = 29;

/**
 * Calico by the Tigera operator, on Linux and Windows nodes: the Installation with the Windows dataplane (HNS), the API
 * server of Calico, strict affinity where Calico hands out addresses, and the address of the Kubernetes API server for
 * Windows nodes.
 *
 * The operator itself and kube-proxy for Windows are not part of it. The objects belong to the cluster: keep them in a
 * chart of their own. IPAMConfiguration is served by Calico's API server, so the first apply must be repeated once
 * `kubectl get tigerastatus` shows it available.
 *
 * On AKS this is for clusters made with `--network-policy none`: leave `policyEngine` out of the target cluster then,
 * since `PolicyEngine.CALICO` says there that AKS installs Calico. If the operator runs already and only the API server is
 * missing, use `CalicoApiServer`.
 *
 * @see https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/operator
 *
 * @example
 *
 * import { Chart } from 'cdk8s';
 * import { CalicoEncapsulation, CalicoInstallation, TargetCluster, WindowsApp } from 'cdk8s-windows';
 *
 * const cluster = TargetCluster.kubeadm({ podCidrs: ['192.168.0.0/16'], serviceCidrs: ['10.96.0.0/12'] });
 * const app = new WindowsApp({ cluster });
 * new CalicoInstallation(new Chart(app, 'calico'), 'calico', {
 *   kubernetesServiceHost: 'api.corp.example',
 *   encapsulation: CalicoEncapsulation.VXLAN,
 *   blockSize: 25,
 * });
 * app.synth();
 */
export class CalicoInstallation extends Construct {
  /** The Installation. */
  public readonly apiObject: ApiObject;
  /** Calico's API server. */
  public readonly apiServer: CalicoApiServer;
  /** The address ranges of Services. */
  public readonly serviceCidrs: string[];

  private readonly facts: CalicoInstallationFacts;
  private readonly connectsPods: boolean;

  /**
   * Throws on a platform that does not take Calico for Windows or installs it itself, without address ranges of Services
   * and pods where they are needed, on an API server that a starting node could not reach, and on pools that Windows nodes
   * cannot use.
   */
  constructor(scope: Construct, id: string, props: CalicoInstallationProps) {
    super(scope, id);
    const cluster = TargetCluster._read(this);
    cluster._refuseUnlessWindows(this.node.path);
    this.facts = this.factsOf(cluster);
    this.connectsPods = this.facts.cni === 'Calico';
    const services = this.networks('serviceCidrs', props.serviceCidrs, cluster.serviceCidrs);
    this.serviceCidrs = services.map(formatCidr);
    const ipPools = this.connectsPods ? this.pools(props, cluster) : this.refusePools(props);

    this.provideApiServerAddress(props, services);
    this.apiObject = withoutNamespace(
      new operator.Installation(this, 'installation', { metadata: DEFAULT, spec: this.spec(props, ipPools) }),
    );
    this.apiServer = new CalicoApiServer(this, 'api-server');
    if (this.connectsPods) {
      const spec = { strictAffinity: true };
      withoutNamespace(new IpamConfiguration(this, 'ipam', { metadata: DEFAULT, spec }));
    }
  }

  private spec(
    props: CalicoInstallationProps,
    ipPools: operator.InstallationSpecCalicoNetworkIpPools[] | undefined,
  ): operator.InstallationSpec {
    const { provider, cniBinDir, cniConfigDir } = this.facts;
    const { ENABLED, DISABLED } = operator.InstallationSpecCalicoNetworkBgp;
    return {
      kubernetesProvider: provider as operator.InstallationSpecKubernetesProvider | undefined,
      cni: this.cni(),
      serviceCidRs: this.serviceCidrs.length > 0 ? this.serviceCidrs : undefined,
      calicoNetwork: {
        bgp: props.encapsulation === CalicoEncapsulation.NONE ? ENABLED : DISABLED,
        windowsDataplane: operator.InstallationSpecCalicoNetworkWindowsDataplane.HNS,
        ipPools,
      },
      // Only the plug-in of the platform lives in places of its own.
      windowsNodes: cniBinDir === undefined ? undefined : { cniBinDir, cniConfigDir },
    };
  }

  private cni(): operator.InstallationSpecCni {
    const { InstallationSpecCniType, InstallationSpecCniIpamType } = operator;
    if (!this.connectsPods) return { type: this.facts.cni as operator.InstallationSpecCniType };
    return { type: InstallationSpecCniType.CALICO, ipam: { type: InstallationSpecCniIpamType.CALICO } };
  }

  private pools(
    { podCidrs, encapsulation = CalicoEncapsulation.VXLAN, blockSize }: CalicoInstallationProps,
    cluster: TargetCluster,
  ): operator.InstallationSpecCalicoNetworkIpPools[] {
    const subject = this.node.path;
    const nets = this.networks('podCidrs', podCidrs, cluster.podCidrs);
    const allowed = Object.values(CalicoEncapsulation);
    if (!allowed.includes(encapsulation)) {
      refuse(calicoEncapsulation, { subject, field: 'encapsulation', got: encapsulation, allowed: allowed.join(', ') });
    }
    const least = Math.max(SMALLEST_PREFIX, ...nets.map(({ prefix }) => prefix));
    if (blockSize !== undefined && (!Number.isInteger(blockSize) || blockSize < least || blockSize > LARGEST_PREFIX)) {
      refuse(calicoBlockSize, {
        subject,
        field: 'blockSize',
        got: blockSize,
        allowed: `${least} to ${LARGEST_PREFIX}`,
      });
    }
    return nets.map((net) => ({
      cidr: formatCidr(net),
      encapsulation: encapsulation as string as operator.InstallationSpecCalicoNetworkIpPoolsEncapsulation,
      blockSize,
    }));
  }

  private refusePools({ podCidrs, encapsulation, blockSize }: CalicoInstallationProps): undefined {
    const problem = `${this.facts.cni} connects the pods`;
    for (const [field, got] of Object.entries({ podCidrs, encapsulation, blockSize })) {
      if (got !== undefined) refuse(calicoEncapsulation, { subject: this.node.path, field, got, problem });
    }
  }

  private networks(field: string, stated: readonly string[] | undefined, known: readonly string[]): Cidr[] {
    const subject = this.node.path;
    if (stated !== undefined) return networksOf(stated, subject, field);
    if (known.length > 0) return networksOf(known, subject, `TargetCluster.${field}`);
    if (this.connectsPods) refuse(calicoCidrs, { subject, field });
    return [];
  }

  /** The operator hands it to the pods of Calico on Windows nodes. */
  private provideApiServerAddress(props: CalicoInstallationProps, services: readonly Cidr[]): void {
    const subject = this.node.path;
    const { kubernetesServiceHost: host, kubernetesServicePort: port = this.facts.apiServerPort } = props;
    const address = parseCidr(host);
    const isService = !('problem' in address) && services.some((range) => contains(range, address));
    if (!HOST.test(host) || isService) {
      const problem = isService ? 'it is the address of a Service' : undefined;
      refuse(calicoApiServer, { subject, field: 'kubernetesServiceHost', got: host, problem });
    }
    const problem = portProblem(port, port);
    if (problem !== undefined) refuse(calicoApiServer, { subject, field: 'kubernetesServicePort', got: port, problem });
    new k8s.KubeConfigMap(this, 'kubernetes-services-endpoint', {
      metadata: { name: 'kubernetes-services-endpoint', namespace: 'tigera-operator' },
      data: { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: String(port) },
    });
  }

  private factsOf({ _facts, networkPlugin, policyEngine }: TargetCluster): CalicoInstallationFacts {
    const subject = this.node.path;
    const known = CALICO_INSTALLATION[_facts.id];
    const where = { subject, field: 'TargetCluster', got: _facts.id };
    if ('obstacle' in known) return refuse(calicoPlatform, { ...where, problem: known.obstacle });
    if (policyEngine === PolicyEngine.CALICO && known.ownCalico !== undefined) {
      refuse(calicoPlatform, { ...where, problem: known.ownCalico });
    }
    if (policyEngine !== undefined && policyEngine !== PolicyEngine.CALICO && policyEngine !== PolicyEngine.NONE) {
      refuse(calicoPlatform, { subject, field: 'TargetCluster.policyEngine', got: policyEngine });
    }
    if (known.cni === 'Calico' && networkPlugin !== undefined && networkPlugin !== NetworkPlugin.CALICO) {
      refuse(calicoPlatform, { subject, field: 'TargetCluster.networkPlugin', got: networkPlugin });
    }
    return known;
  }
}
