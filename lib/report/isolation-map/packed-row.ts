const BASE = 36;

/** Numbers in a row as text; what comes several times in a row is told once: `1 a*12 0`. */
export function packedRow(numbers: ArrayLike<number>): string {
  const runs: string[] = [];
  for (let at = 0; at < numbers.length; ) {
    const value = numbers[at];
    let end = at + 1;
    while (end < numbers.length && numbers[end] === value) end++;
    const text = value.toString(BASE);
    runs.push(end - at === 1 ? text : `${text}*${(end - at).toString(BASE)}`);
    at = end;
  }
  return runs.join(' ');
}

export function unpackedRow(text: string): number[] {
  if (text === '') return [];
  return text.split(' ').flatMap((run) => {
    const [value, count = '1'] = run.split('*');
    return Array.from({ length: Number.parseInt(count, BASE) }, () => Number.parseInt(value, BASE));
  });
}
