import { ApiObject } from 'cdk8s';
import { AbstractPod } from 'cdk8s-plus-28';
import type { IConstruct, IMixin } from 'constructs';
import { linuxOnlyFieldsOf } from '../lib/api-server/linux-only-fields';
import { type OperatingSystem, type OsStatement, osStatementsOf } from '../lib/manifests/operating-system';
import type { PodSpec } from '../lib/manifests/pod-spec';
import { isList, isObject, type JsonObject, mapPodTemplates, templatePathOf } from '../lib/manifests/workload';
import { mergeTolerations } from '../lib/platforms/tolerations';
import linuxOnlyField from '../lib/rules/linux-only-field';
import osPinConflict from '../lib/rules/os-pin-conflict';
import { OS_LABEL, POD_OS_LABEL } from '../lib/windows/labels';
import { withoutNeutralFields } from '../lib/windows/neutral-fields';
import { refuse } from './rendering/refusal';
import { TargetCluster } from './target-cluster';

/** The systems to which each object is to be pinned, in the order of the calls. */
const ASKED = new WeakMap<ApiObject, OperatingSystem[]>();

/**
 * Pins workloads that are there already to Linux or to Windows nodes: those of cdk8s-plus, and what `Include` and `Helm`
 * bring from YAML and charts. In a mixed cluster a pod without a node selector lands on any node, a DaemonSet that
 * tolerates everything on all of them.
 *
 * Every Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job and CronJob, in a `List` as well,
 * gets `os.name` and the node selector `kubernetes.io/os`; its other selectors stay. Left alone is what has chosen its
 * nodes: by a node selector or a required node affinity on the operating system, by a RuntimeClass, by `nodeName`, and
 * what says by `os.name` or `windowsOptions` that it is for the other system. So `Windows*` and `HostProcess*` workloads may
 * stand beside Linux charts: pin the whole app to Linux, and they remain what they are.
 *
 * What is pinned to Windows also gets the tolerations of the target cluster and the label `cdk8s-windows/os: windows`, and
 * loses the fields that the API server refuses on Windows pods where they ask for what Windows does anyway: `privileged`,
 * `allowPrivilegeEscalation` and `readOnlyRootFilesystem` with the value `false`, and `fsGroupChangePolicy`. cdk8s-plus
 * writes these four in every pod, and `readOnlyRootFilesystem: true` by default: there, and only there, that goes too. Any
 * other Linux-only field is refused, since it would silently mean nothing. For new workloads the `Windows*` classes do
 * more.
 *
 * Constructs that are added later are not seen: apply it last. Containers and JSON patches that are added later are
 * seen, since the objects are changed as they are written. The pod template of a Job in the cluster cannot be changed:
 * delete it before the pinned one is applied.
 *
 * @see https://kubernetes.io/docs/concepts/windows/user-guide/#taints-and-tolerations
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import * as kplus from 'cdk8s-plus-28';
 * import { OperatingSystemPin, WindowsDeployment } from 'cdk8s-windows';
 *
 * const app = new App();
 * const shop = new Chart(app, 'shop', { namespace: 'shop' });
 * new kplus.DaemonSet(shop, 'logs', {
 *   containers: [{ image: 'fluent/fluent-bit:3.1' }],
 * });
 * new WindowsDeployment(shop, 'web', {
 *   containers: [{ image: 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022', portNumber: 80 }],
 * });
 * app.with(OperatingSystemPin.linux());
 * app.synth();
 */
export class OperatingSystemPin implements IMixin {
  /** Pins to Linux nodes whatever has not chosen its nodes. */
  public static linux(): OperatingSystemPin {
    return new OperatingSystemPin('linux');
  }

  /** Pins to Windows nodes whatever has not chosen its nodes. */
  public static windows(): OperatingSystemPin {
    return new OperatingSystemPin('windows');
  }

  /** `linux` or `windows`. */
  public readonly operatingSystem: string;
  private readonly system: OperatingSystem;

  private constructor(system: OperatingSystem) {
    this.operatingSystem = system;
    this.system = system;
  }

  /** Whether the construct is an object that makes pods. */
  public supports(construct: IConstruct): boolean {
    if (!ApiObject.isApiObject(construct)) return false;
    const { apiVersion, kind } = construct as ApiObject;
    return templatePathOf(apiVersion, kind) !== undefined || isList(apiVersion, kind);
  }

  /**
   * Pins one object. Doing it again changes nothing, and what is pinned to Windows stays so when its whole app is pinned
   * to Linux afterwards. What is wrong with it is said at synth: a pod that contradicts itself, one for Windows with a field
   * that only Linux knows, and one that is pinned to Linux first and then to Windows.
   *
   * @param construct The object, or a construct that has objects: a workload, a chart, an app.
   */
  public applyTo(construct: IConstruct): void {
    if (!ApiObject.isApiObject(construct)) {
      for (const child of construct.node.findAll().filter((found) => this.supports(found))) this.applyTo(child);
      return;
    }
    const object = ApiObject.of(construct);
    const asked = ASKED.get(object);
    if (asked !== undefined) {
      if (!asked.includes(this.system)) asked.push(this.system);
      return;
    }
    ASKED.set(object, [this.system]);
    // As a JSON patch it would not see containers that come later, and cdk8s-plus would filter it.
    const toJson = object.toJson.bind(object);
    object.toJson = () => mapPodTemplates(toJson(), (template) => pinTemplate(template, object));
  }
}

function pinTemplate(template: JsonObject, object: ApiObject): JsonObject {
  if (!isObject(template.spec)) return template;
  const pod = template.spec as PodSpec;
  const system = systemFor(pod, object);
  if (system === undefined) return template;
  const placed = { os: { name: system }, nodeSelector: { ...pod.nodeSelector, [OS_LABEL]: system } };
  if (system === 'linux') return { ...template, spec: { ...pod, ...placed } };
  return { ...template, metadata: withLabel(template.metadata), spec: { ...windowsSpec(pod, object), ...placed } };
}

/** The system to which the pod is pinned; none when it has chosen its nodes, or is for a system that nobody asked for. */
function systemFor(pod: PodSpec, object: ApiObject): OperatingSystem | undefined {
  const statements = osStatementsOf(pod);
  refuseContradiction(statements, object.node.path);
  if (pod.runtimeClassName !== undefined || pod.nodeName !== undefined) return undefined;
  const fitting = (ASKED.get(object) ?? []).filter((system) =>
    statements.every(({ places, systems }) => !places && systems.includes(system)),
  );
  if (fitting[0] === 'linux' && fitting.length > 1) {
    refuse(osPinConflict, {
      subject: object.node.path,
      field: 'OperatingSystemPin',
      got: 'windows',
      problem: 'it is pinned to Linux already',
      fix: 'Pin to Windows first, then the rest to Linux.',
    });
  }
  return fitting[0];
}

/** Two statements without a common system, or one that no system satisfies. */
function refuseContradiction(statements: readonly OsStatement[], subject: string): void {
  let systems = statements[0]?.systems ?? [];
  for (const [index, { path, got, systems: these }] of statements.entries()) {
    systems = systems.filter((system) => these.includes(system));
    if (systems.length > 0) continue;
    const before = statements.slice(0, index).map((other) => `${other.path} ${other.systems.join(' or ')}`);
    const problem = before.length > 0 ? `the same pod has ${before.join(', ')}` : 'no node satisfies it';
    refuse(osPinConflict, { subject, field: path, got, problem });
  }
}

function windowsSpec(pod: PodSpec, object: ApiObject): PodSpec {
  const subject = object.node.path;
  const cluster = TargetCluster.of(object);
  cluster._refuseUnlessWindows(subject);
  const spec = withoutNeutralFields(pod, object.node.scope instanceof AbstractPod);
  for (const { path, got, instead, insteadInCode } of linuxOnlyFieldsOf(spec)) {
    refuse(linuxOnlyField, { subject, field: path, got, fix: insteadInCode ?? instead });
  }
  const tolerations = mergeTolerations(pod.tolerations ?? [], cluster.windowsTolerations);
  return { ...spec, tolerations };
}

/** Network policies select Windows pods by it. */
function withLabel(metadata: unknown): JsonObject {
  const { labels, ...rest } = isObject(metadata) ? metadata : {};
  return { ...rest, labels: { ...(isObject(labels) ? labels : {}), [POD_OS_LABEL]: 'windows' } };
}
