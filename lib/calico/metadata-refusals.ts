import { isLabelKey, isLabelValue } from '../api-server/formats';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { CALICO_NAMESPACE } from './labels';
import type { CalicoRefusal } from './refusal';

type Texts = Readonly<Record<string, string>> | undefined;

const MOST_BYTES = 256 * 1024;

export function metadataRefusals({ metadata }: KubernetesObject): CalicoRefusal[] {
  return [
    ...labelRefusals('metadata.labels', metadata?.labels),
    ...annotationRefusals('metadata.annotations', metadata?.annotations),
  ];
}

/** What only network sets must not carry: the label would put them into a namespace. */
export function setLabelRefusals({ metadata }: KubernetesObject): CalicoRefusal[] {
  const got = metadata?.labels?.[CALICO_NAMESPACE];
  if (got === undefined) return [];
  const problem = 'Calico gives this label itself';
  return [{ about: 'metadata', path: `metadata.labels[${CALICO_NAMESPACE}]`, got, problem }];
}

export function annotationRefusals(path: string, annotations: Texts): CalicoRefusal[] {
  if (annotations === undefined) return [];
  const entries = Object.entries(annotations);
  const keys = entries
    .filter(([key]) => !isLabelKey(key.toLowerCase()))
    .map(([key]): CalicoRefusal => ({ about: 'metadata', path, got: key, problem: `${NO_KEY} an annotation` }));
  const bytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  if (bytes <= MOST_BYTES) return keys;
  return [...keys, { about: 'metadata', path, got: `${bytes} bytes`, problem: 'together they have more than 256 KiB' }];
}

function labelRefusals(path: string, labels: Texts): CalicoRefusal[] {
  if (labels === undefined) return [];
  return Object.entries(labels).flatMap(([key, value]): CalicoRefusal[] => {
    if (!isLabelKey(key)) return [{ about: 'metadata', path, got: key, problem: `${NO_KEY} a label` }];
    if (isLabelValue(value)) return [];
    const problem = 'a value has at most 63 letters, digits and - _ . and begins and ends with a letter or digit';
    return [{ about: 'metadata', path: `${path}[${key}]`, got: value, problem }];
  });
}

const NO_KEY = 'it cannot be the key of';
