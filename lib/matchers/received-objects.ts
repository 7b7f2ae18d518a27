import { copied } from '../manifests/copied';
import { isKubernetesObject, type KubernetesObject } from '../manifests/kubernetes-object';
import { unfolded } from '../manifests/list-items';
import { readManifests } from '../manifests/manifest-text';
import { SourceFile } from '../manifests/source-file';
import { WrongReceived } from './author-lines';

/** The objects in what was given to `expect()`; at least one. */
export function receivedObjects(received: unknown): KubernetesObject[] {
  const objects = objectsIn(received);
  if (objects.length === 0) throw new WrongReceived('There is no object of Kubernetes in what was given to expect().');
  return objects;
}

/** A chart and an object render themselves, an app by its charts: its own synthesis may have rules that stop it. */
function objectsIn(received: unknown): KubernetesObject[] {
  if (typeof received === 'string') return objectsInText(received);
  if (Array.isArray(received)) return received.flatMap(objectsIn);
  if (isKubernetesObject(received) && !isRenderable(received)) return objectsInList(received);
  if (has(received, 'synthYaml') && 'charts' in received) return objectsIn(received.charts);
  if (isRenderable(received)) return objectsIn(received.toJson());
  throw new WrongReceived('expect() takes a chart, an app, objects of Kubernetes or YAML.');
}

function objectsInList(list: KubernetesObject): KubernetesObject[] {
  return unfolded(copied(list)).map(({ value, prefix }) => {
    if (isKubernetesObject(value)) return value;
    throw new WrongReceived(
      `${prefix.slice(0, -1)} of a ${list.kind} in what was given to expect() is no object of Kubernetes.`,
    );
  });
}

function objectsInText(text: string): KubernetesObject[] {
  const { objects, unreadable } = readManifests(new SourceFile('the manifests', text));
  if (unreadable.length > 0)
    throw new WrongReceived(unreadable.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));
  return objects.map(({ object }) => object);
}

function isRenderable(value: unknown): value is { toJson: () => unknown } {
  return has(value, 'toJson');
}

function has<Name extends string>(value: unknown, method: Name): value is Record<Name, () => unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[method] === 'function'
  );
}
