import { withoutNulls } from '../api-server/without-nulls';
import { Cluster } from '../manifests/cluster';
import type { PodSpec } from '../manifests/pod-spec';
import { type PodSystem, systemOf } from '../manifests/pod-system';
import type { PodTemplate } from '../manifests/pod-template';
import type { Target } from '../platforms/target';
import type { PodContext, ServerError } from '../rules/context';
import { serverErrorsOf } from './server-errors';

/** What rules may look at beside a pod spec; what costs something is worked out when a rule asks for it. */
export class JudgedPod implements PodContext {
  private knownErrors?: readonly ServerError[];

  public constructor(
    public readonly template: PodTemplate,
    public readonly target: Target = {},
    public readonly cluster: Cluster = new Cluster(),
  ) {}

  /** A pod spec that stands in no object yet. */
  public static ofSpec(spec: PodSpec): JudgedPod {
    const object = { apiVersion: 'apps/v1', kind: 'Deployment' };
    const template = {
      object,
      spec: withoutNulls(spec),
      namespace: '',
      labels: {},
      annotations: {},
      path: 'spec.template',
    };
    return new JudgedPod(template);
  }

  public get system(): PodSystem {
    return systemOf(this.template.spec, this.cluster);
  }

  public get serverErrors(): readonly ServerError[] {
    this.knownErrors ??= serverErrorsOf(this.template, this.target);
    return this.knownErrors;
  }
}
