/** The text without its first line break and its trailing blanks, and without the indentation that all of its lines have. */
export function unindented(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const depth = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return `${lines.map((line) => line.slice(depth)).join('\n')}\n`;
}
