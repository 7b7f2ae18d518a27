/** Behind the closing quote of a text of JSON that begins there, however long it is; the end of it all where none is. */
export function endOfJsonText(json: string, start: number): number {
  for (let quote = json.indexOf('"', start + 1); quote >= 0; quote = json.indexOf('"', quote + 1)) {
    let backslashes = quote;
    while (json[backslashes - 1] === '\\') backslashes--;
    if ((quote - backslashes) % 2 === 0) return quote + 1;
  }
  return json.length;
}
