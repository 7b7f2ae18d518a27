/**
 * A share as the SMB driver takes it, `//server/share`, from either spelling; `undefined` when it is none. On Windows the
 * driver turns the slashes back.
 */
export function smbSource(text: string): string | undefined {
  const source = text.replace(/\\/g, '/').replace(/\/+$/, '');
  return /^\/\/[^/:*?"<>|]+(\/[^/:*?"<>|]+)+$/.test(source) ? source : undefined;
}
