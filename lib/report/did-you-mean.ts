/** What somebody may have meant with an unknown word: `, did you mean 'os-name'?`; empty when nothing is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = known
    .map((each) => ({ each, distance: distance(word.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, distance: by }) => by <= Math.max(2, each.length / 3) || isPart(word, each))
    .sort((a, b) => a.distance - b.distance)
    .filter((each, _, [first]) => each.distance === first.distance)
    .slice(0, 3)
    .map(({ each }) => `'${each}'`);
  if (near.length === 0) return '';
  const last = near.pop();
  return `, did you mean ${near.length === 0 ? '' : `${near.join(', ')} or `}${last}?`;
}

function isPart(word: string, known: string): boolean {
  return word.length >= 4 && known.includes(word.toLowerCase());
}

/** Letters to add, to take away, to change and to swap. */
function distance(a: string, b: string): number {
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
