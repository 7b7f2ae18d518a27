import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, type ChartProps, Testing } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { TargetCluster } from 'cdk8s-windows';

/** An object as it is written to YAML. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export interface SynthOptions extends ChartProps {
  readonly cluster?: TargetCluster;
}

/** A chart named `shop` in an app that writes nothing. */
export function shop({ cluster, ...props }: SynthOptions = {}): Chart {
  const app = new App({ outdir: join(tmpdir(), 'cdk8s-windows') });
  cluster?.applyTo(app);
  return new Chart(app, 'shop', props);
}

/** The manifests of what is built in the chart. */
export function synth(build: (chart: Chart) => void, options: SynthOptions = {}): Manifest[] {
  const chart = shop(options);
  build(chart);
  return Testing.synth(chart);
}

export function ofKind(manifests: readonly Manifest[], kind: string): Manifest {
  const found = manifests.filter((manifest) => manifest.kind === kind);
  if (found.length !== 1) throw new Error(`expected one ${kind}, found ${found.length}`);
  return found[0];
}

interface PodTemplate {
  readonly metadata: Manifest['metadata'];
  readonly spec: k8s.PodSpec;
}

/** The pod template of a workload; a Pod is its own. */
export function podOf(manifest: Manifest): PodTemplate {
  const { kind, spec } = manifest as unknown as { kind: string; spec: Record<'template' | 'jobTemplate', unknown> };
  if (kind === 'Pod') return manifest as unknown as PodTemplate;
  const holder = kind === 'CronJob' ? (spec.jobTemplate as { spec: { template: unknown } }).spec : spec;
  return holder.template as PodTemplate;
}
