import { editDistance } from '../manifests/nearest-name';

/** What somebody may have meant with an unknown word: `, did you mean 'os-name'?`; empty when nothing is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearestTo(word, known).map((each) => `'${each}'`);
  if (near.length === 0) return '';
  const last = near.pop();
  return `, did you mean ${near.length === 0 ? '' : `${near.join(', ')} or `}${last}?`;
}

/** The known words that are nearest to it, three at most; none when all are far. */
export function nearestTo(word: string, known: readonly string[]): string[] {
  return known
    .map((each) => ({ each, distance: editDistance(word.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, distance: by }) => by <= Math.max(2, each.length / 3) || isPart(word, each))
    .sort((a, b) => a.distance - b.distance)
    .filter((each, _, [first]) => each.distance === first.distance)
    .slice(0, 3)
    .map(({ each }) => each);
}

function isPart(word: string, known: string): boolean {
  return word.length >= 4 && known.includes(word.toLowerCase());
}
