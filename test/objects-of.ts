import { loadAll } from 'js-yaml';
import type { KubernetesObject } from '../lib/manifests/kubernetes-object';
import { unindented } from '../lib/report/unindented';

/** The objects of a manifest that stands indented in a program. */
export function objectsOf(manifest: string): KubernetesObject[] {
  return loadAll(unindented(manifest)).filter((value) => value !== null) as KubernetesObject[];
}
