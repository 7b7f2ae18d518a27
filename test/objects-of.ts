import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../lib/manifests/kubernetes-object';
import { unindented } from '../lib/report/unindented';

/** The objects of a manifest that stands indented in a program. */
export function objectsOf(manifest: string): KubernetesObject[] {
  return parseAllDocuments(unindented(manifest)).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    const value: KubernetesObject | null = document.toJS();
    return value === null ? [] : [value];
  });
}
