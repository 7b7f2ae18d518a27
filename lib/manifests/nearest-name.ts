/** The one of the names that somebody surely meant: another case, or a letter or two beside it. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  const small = word.toLowerCase();
  let nearest: string | undefined;
  let least = Math.min(2, Math.ceil(word.length / 4)) + 1;
  for (const name of names) {
    const by = editDistance(small, name.toLowerCase());
    if (by >= least) continue;
    nearest = name;
    least = by;
  }
  return nearest;
}

/** Letters to add, to take away, to change and to swap. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return row[b.length];
}
