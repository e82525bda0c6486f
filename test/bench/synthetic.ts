import type { Passage } from '../../src/regulations/regulation-index.ts';
import { seeded } from '../seeded.ts';

const SYLLABLES =
  'ba be bi bo bu da de di do du fa fe fi fo fu ga ge gi go gu la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu'.split(
    ' ',
  );

function word(rank: number): string {
  let text = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    text += SYLLABLES[rest % SYLLABLES.length] ?? '';
  return text;
}

const VOCABULARY = 60_000;

/** Words by Zipf's law: the r-th most frequent word about 1/r as often as the first. */
function zipfWord(random: () => number): string {
  return word(Math.floor(VOCABULARY ** random()) - 1);
}

/** Passages of 30 to 120 words, about as long as those of real law. */
export function syntheticPassages(count: number, seed: number): readonly Passage[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, at) => {
    const words = 30 + Math.floor(random() * 90);
    return { place: `art_${at + 1}`, text: Array.from({ length: words }, () => zipfWord(random)).join(' ') };
  });
}

/** Questions of 4 to 12 words over the same vocabulary. */
export function syntheticQuestions(count: number, seed: number): readonly string[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 4 + Math.floor(random() * 9) }, () => zipfWord(random)).join(' '),
  );
}
