/** What the gMSA webhook asks of the API server for each name of a credential spec (`admission-webhook/kube_client.go`). */
export const GMSA_GROUP = 'windows.k8s.io';
export const GMSA_RESOURCE = 'gmsacredentialspecs';
export const GMSA_VERB = 'use';

/** @param name Any when missing. */
export function wishToUse(name?: string) {
  return { verb: GMSA_VERB, group: GMSA_GROUP, resource: GMSA_RESOURCE, name };
}

/** Whether a name is meant for the resource, and not written like it. */
export function isMisspeltResource(resource: string): boolean {
  return resource !== GMSA_RESOURCE && /^gmsa-?credential-?specs?$/i.test(resource);
}
