/**
 * A path as the API server writes it: fields behind dots, list entries and keys of maps in brackets, without quotes:
 * `spec.containers[0].resources.limits[cpu]`.
 */
export function serverPath(path: string): string {
  return path.includes("['") || path.includes('["') ? path.replace(/\[(['"])(.*?)\1\]/g, '[$2]') : path;
}
