import { type ApiObject, JsonPatch } from 'cdk8s';

/** cdk8s writes the namespace of the chart on every object; one that belongs to the cluster must have none. */
export function withoutNamespace<T extends ApiObject>(object: T): T {
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
