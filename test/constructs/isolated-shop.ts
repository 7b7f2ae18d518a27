import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoIsolation,
  type CalicoIsolationProps,
  DomainControllers,
  IsolationPort,
  TargetCluster,
  WindowsDeployment,
} from 'cdk8s-windows';

export interface Entity {
  readonly selector?: string;
  readonly namespaceSelector?: string;
  readonly nets?: string[];
  readonly notNets?: string[];
  readonly ports?: (number | string)[];
  readonly services?: object;
}

interface Rule {
  readonly action: string;
  readonly protocol?: string;
  readonly source?: Entity;
  readonly destination?: Entity;
}

export interface Policy {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly order: number;
    readonly selector?: string;
    readonly namespaceSelector?: string;
    readonly types: string[];
    readonly ingress?: Rule[];
    readonly egress?: Rule[];
  };
}

export const TCP_80 = IsolationPort.tcp(80);
export const SQL = IsolationPort.tcp(1433);

/** A web front end on Windows and a database on Linux, in one namespace. */
export class Shop {
  readonly app = new App();
  readonly chart: Chart;
  readonly web: WindowsDeployment;
  readonly database: kplus.StatefulSet;

  constructor(readonly cluster: TargetCluster = TargetCluster.unknown()) {
    cluster.applyTo(this.app);
    this.chart = this.namespace('shop');
    this.web = new WindowsDeployment(this.chart, 'web', { containers: [{ image: 'registry.example/web:1' }] });
    this.database = new kplus.StatefulSet(this.chart, 'database', {
      containers: [{ image: 'registry.example/db:1', portNumber: 1433 }],
    });
  }

  namespace(name: string): Chart {
    return new Chart(this.app, name, { namespace: name, disableResourceNameHashes: true });
  }

  isolation(props: CalicoIsolationProps = {}): CalicoIsolation {
    return new CalicoIsolation(this.chart, 'isolation', props);
  }

  domainControllers(): DomainControllers {
    return new DomainControllers(new Chart(this.app, 'network'), 'corp', { addresses: ['10.9.0.4', '10.9.0.5'] });
  }
}

export function policiesOf(...charts: Chart[]): Policy[] {
  return charts.flatMap((chart) => Testing.synth(chart)).filter(({ kind }) => kind.endsWith('NetworkPolicy'));
}

export function policyOf(chart: Chart, name: string): Policy {
  const policies = policiesOf(chart);
  const found = policies.find(({ metadata }) => metadata.name === `${chart.node.path}-isolation-${name}`);
  if (found === undefined) throw new Error(`no ${name} in ${policies.map(({ metadata }) => metadata.name)}`);
  return found;
}

export const address = (pod: kplus.AbstractPod) =>
  `cdk8s.io/metadata.addr == "${pod.podMetadata.getLabel(kplus.Pod.ADDRESS_LABEL)}"`;
export const inNamespace = (name: string) => `projectcalico.org/name == "${name}"`;
