import { sha256 } from '../../src/core/digests.ts';
import type { Deadline, Words } from '../../src/gaps/norms/norm.ts';
import type { Obligation } from '../../src/gaps/obligations/obligation.ts';
import { placeLabel } from '../../src/regulations/mentions/label.ts';
import { provisionId } from '../../src/regulations/place.ts';
import { type Chapter, type Duty, LEDGER_CHAPTERS, LEDGERS, REDRESS, REDRESS_CHAPTERS } from './sample-law.ts';

/** Sixty obligations over twenty articles, in the order of the acts. */
export function sampleObligations(): readonly Obligation[] {
  return [...obligationsOf(LEDGERS, LEDGER_CHAPTERS), ...obligationsOf(REDRESS, REDRESS_CHAPTERS)];
}

function obligationsOf(act: typeof LEDGERS | typeof REDRESS, chapters: readonly Chapter[]): readonly Obligation[] {
  return chapters.flatMap(([chapter, ...articles]) =>
    articles.flatMap(([number, heading, ...duties]) =>
      duties.map((duty, at) =>
        obligationOf(
          act,
          `art_${number}/par_${at + 1}`,
          [chapter, heading],
          typeof duty === 'string' ? { says: duty } : duty,
        ),
      ),
    ),
  );
}

function obligationOf(
  { act, name, shortName }: typeof LEDGERS | typeof REDRESS,
  place: string,
  headings: readonly string[],
  { says, time, to, modality = 'must' }: Duty,
): Obligation {
  const text = `${says}.`;
  const words = (part: string): Words => ({
    text: part,
    start: text.indexOf(part),
    end: text.indexOf(part) + part.length,
  });
  const modal = /shall not|shall|should/.exec(text)?.[0] ?? '';
  const actor = text.slice(0, text.indexOf(modal)).trim();
  const deadline: Deadline | null = time === undefined ? null : { ...words(time[0]), kind: time[1], iso: time[2] };
  return {
    id: provisionId(act, place),
    provision: provisionId(act, place),
    act,
    place,
    label: placeLabel(place, 'en', { name, shortName }),
    language: 'en',
    text,
    hash: sha256(text),
    headings,
    modality,
    actor,
    norm: {
      modality,
      modal: words(modal),
      actor: words(actor),
      action: words(says.slice(says.indexOf(modal) + modal.length + 1)),
      deadlines: deadline === null ? [] : [deadline],
      ...(to === undefined ? {} : { recipient: words(to) }),
      triggers: [],
      conditions: [],
      exceptions: [],
    },
    deadline,
    references: [],
  };
}
