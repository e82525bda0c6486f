import type { Asked, Stopped } from './ask-in-batches.ts';

const WHY: Readonly<Record<Exclude<Stopped, 'spent'>, string>> = {
  stopped: 'it was stopped',
  slow: 'it took too long',
  limited: 'its service is over its limit',
  misconfigured: 'it is not set up right',
  away: 'its service does not answer',
};

const SPENT = 'the budget leaves no room for it';

/**
 * What must be known of what a model did not look at, or said in vain.
 *
 * @param spent the limit that is reached, in a sentence for the person, where it is known
 * @param dropped verdicts that did not stand their test, and those that were asked for and never given
 */
export function judgeNotes(
  { stopped, unasked, unreadable, filtered, tooLong }: Asked,
  {
    spent,
    dropped,
    ungiven,
  }: { readonly spent: string | undefined; readonly dropped: number; readonly ungiven: number },
): readonly string[] {
  const why =
    stopped === 'spent'
      ? `${SPENT}${spent === undefined ? '' : ` (${spent.replace(/[.\s]+$/, '')})`}`
      : stopped && WHY[stopped];
  const notes: readonly (readonly [number, string])[] = [
    [unasked, `The model did not look at ${obligations(unasked)}: ${why}. Scoring alone judged there.`],
    [
      unreadable + ungiven,
      `The model gave no verdict that can be read on ${obligations(unreadable + ungiven)}; scoring alone judged there.`,
    ],
    [filtered, `The model's content filter held back ${obligations(filtered)}; scoring alone judged there.`],
    [
      tooLong,
      `The texts of ${obligations(tooLong)} are more than the model reads at once; scoring alone judged there.`,
    ],
    [
      dropped,
      `What the model said of ${obligations(dropped)} does not count, since the texts do not say what it rests on; scoring alone judged there.`,
    ],
  ];
  return notes.filter(([count]) => count > 0).map(([, sentence]) => sentence);
}

/** What must be known of obligations whose parts a model was to name, and did not. */
export function refineNotes({ stopped, unasked, unreadable, filtered, tooLong }: Asked): readonly string[] {
  const left = unasked + unreadable + filtered + tooLong;
  if (left === 0) return [];
  const why = stopped === undefined ? '' : `: ${stopped === 'spent' ? SPENT : WHY[stopped]}`;
  return [`The model did not look at the wording of ${obligations(left)}${why}. They were read without it.`];
}

function obligations(count: number): string {
  return count === 1 ? 'one obligation' : `${count} obligations`;
}
