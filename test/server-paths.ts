/** What the API server says of an object: the type of the error, and the path of the field. */
export interface Refusal {
  readonly type: string;
  readonly path: string;
}

/** Where the API server's path is less exact than ours, or names a field that does not exist. */
const SPELLINGS: readonly [RegExp, string][] = [
  [/\.volumeMounts\[\d+\]\.mountPropagation$/, '.volumeMounts.mountPropagation'],
  // init containers run one after the other: it looks at each as if it were alone
  [/\binitContainers\[\d+\]\.(ports\[\d+\]\.hostPort)$/, 'initContainers[0].$1'],
  [/\bspec\.HostPID$/, 'spec.hostPID'],
  [/\bspec\.LoadBalancerSourceRanges\b/, 'spec.loadBalancerSourceRanges'],
  [/\bspec\.HostIPC$/, 'spec.hostIPC'],
  [/\bspec\.securityContext\.shareProcessNamespace$/, 'spec.shareProcessNamespace'],
  // it names the operator where the value does not go with it
  [/\b(tolerations\[\d+\])\.value$/, '$1.operator'],
  [/\bspec\.os$/, 'spec.os.name'],
  [/\bspec\.nodeSelector\[.*\]$/, 'spec.nodeSelector'],
  [/\btemplate\.metadata\.labels\[.*\]$/, 'template.metadata.labels'],
  [/\btemplate\.annotations\b/, 'template.metadata.annotations'],
  [/\bannotations\.(.*)$/, 'annotations[$1]'],
];

/** One spelling of a path, whether we have written it or the API server. */
export function placeOf(path: string): string {
  return SPELLINGS.reduce((place, [pattern, replacement]) => place.replace(pattern, replacement), path);
}

/** The places of all that is refused, each once. What lies below a field that may not be there goes with the field. */
export function placesOf(refusals: readonly Refusal[]): string[] {
  const unwanted = refusals.filter(({ type }) => type === 'Forbidden').map(({ path }) => placeOf(path));
  const places = refusals.map(({ path }) => placeOf(path));
  const isBelow = (place: string) =>
    unwanted.some((field) => place.startsWith(`${field}.`) || place.startsWith(`${field}[`));
  return [...new Set(places)].filter((place) => !isBelow(place)).sort();
}
