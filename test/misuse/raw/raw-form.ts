import { isObject, type JsonObject } from '../../../lib/manifests/workload';
import type { KubernetesMinor } from '../../cluster/control-plane/kubernetes-versions';
import type { Manifest } from '../../synth';
import { IMAGE } from '../../workloads';

/** The manifest that the author of a wrong program would have written by hand for the same mistake. */
export interface RawForm {
  /** The manifest without the mistake. */
  readonly sound: Manifest;
  /** The same with one thing wrong. */
  readonly wrong: Manifest;
  /** The path of the mistake. */
  readonly at: string;
  /** The fields that the API server names, where it does not name just that of the mistake. */
  readonly named?: readonly string[];
  /** What it says where its message names no field. */
  readonly said?: string;
  /** What it warns of where it takes what is wrong; mostly it says nothing. */
  readonly warned?: string;
  /** The prop that our message names, where it does not follow from the path. */
  readonly prop?: string;
  /** What is in the cluster already. */
  readonly among?: readonly Manifest[];
  /** The first minor that refuses it, where older ones take it. */
  readonly since?: KubernetesMinor;
}

/** What is not the same for all. */
export type Details = Omit<RawForm, 'sound' | 'wrong' | 'at'>;

/** Raw forms by the titles of the wrong programs. */
export type RawForms = Readonly<Record<string, RawForm>>;

/** The namespace of all that needs none of its own. */
export const NAMESPACE = 'refused';

/** A sound manifest with another value, or `undefined` for none, at a path. */
export function mistake(sound: Manifest, at: string, value: unknown, details: Details = {}): RawForm {
  return { sound, wrong: changed(sound, keysOf(at), value) as Manifest, at, ...details };
}

/** A Windows deployment with a mistake in its pods, whose spec has these fields beside a sound container. */
export function inPod(path: string, value: unknown, spec: JsonObject = {}, details: Details = {}): RawForm {
  return mistake(deployment(spec), `spec.template.spec.${path}`, value, details);
}

/** A sound Windows deployment; the fields are those of the spec of its pods. */
export function deployment(spec: JsonObject = {}): Manifest {
  return workload('Deployment', spec);
}

/** A sound Windows Deployment, StatefulSet or DaemonSet. */
export function workload(kind: string, spec: JsonObject = {}): Manifest {
  return object('apps/v1', kind, {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web', tier: 'back' } }, spec: podSpec(spec) },
  });
}

/** A sound Windows pod. */
export function pod(spec: JsonObject = {}, namespace = NAMESPACE): Manifest {
  return object('v1', 'Pod', podSpec(spec), namespace);
}

export function podSpec(spec: JsonObject): JsonObject {
  return { os: { name: 'windows' }, containers: [container('main', { ports: [{ containerPort: 80 }] })], ...spec };
}

export function container(name: string, own: JsonObject = {}): JsonObject {
  return { name, image: IMAGE, ...own };
}

export function object(apiVersion: string, kind: string, spec: JsonObject, namespace = NAMESPACE): Manifest {
  return { apiVersion, kind, metadata: { name: 'web', namespace }, spec };
}

/** The keys of `spec.containers[0].image` and `metadata.labels[example.com/app]`. */
function keysOf(path: string): string[] {
  return [...path.matchAll(/\[([^\]]+)\]|([^.[\]]+)/g)].map(([, bracketed, plain]) => bracketed ?? plain);
}

function changed(holder: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(holder)) {
    const index = Number(key);
    return [...holder.slice(0, index), changed(holder[index], rest, value), ...holder.slice(index + 1)];
  }
  const fields = isObject(holder) ? holder : {};
  return { ...fields, [key]: changed(fields[key], rest, value) };
}
