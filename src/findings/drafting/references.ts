import { AppError } from '../../core/errors.ts';
import { shortened } from '../../core/text.ts';
import type { GapResult, GapRun } from '../../gaps/runs/gap-run.ts';
import type { LawView } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import type { Place } from '../../regulations/provision.ts';
import { readPassage } from '../../regulations/read-passage.ts';
import { placesNamed } from '../../regulations/shown-provision.ts';
import type { RegulatoryReference } from '../finding.ts';

/** Characters of a provision that are quoted; its hash stands for all of it. */
const LONGEST_QUOTE = 1_000;

/**
 * Provisions that people name, each as it stands in the version that holds.
 *
 * @throws AppError `not_found` with the nearest places where one does not exist: never a neighbour in its stead;
 *   `invalid_input` for words that name none, or more than one finding is about
 */
export function namedReferences(view: LawView, named: readonly string[]): readonly RegulatoryReference[] {
  const found = named.flatMap((words) => placesNamed(view, words, undefined).found);
  const unique = [...new Map(found.map((each) => [`${each.act}#${each.place}`, each])).values()];
  return unique.map(({ act, place }) => {
    const version = view.version(act);
    if (version === undefined) throw notHeld(`${act}#${place}`);
    return referenceTo(view, version, place);
  });
}

/**
 * The provision of a gap, in the version that the analysis read: that one is what was compared.
 *
 * @throws AppError `conflict` where that version is not held any more
 */
export function gapReference(view: LawView, { law }: GapRun, { obligation }: GapResult): RegulatoryReference {
  const { act, place, text } = obligation;
  const version = view.byKey(law[act] ?? '');
  if (version === undefined)
    throw new AppError(
      'conflict',
      `The analysis read a version of ${act} that is not held any more. Run it again, and draft the finding from that.`,
    );
  return { ...referenceTo(view, version, place), quote: shortened(text, LONGEST_QUOTE) };
}

function referenceTo(view: LawView, version: VersionSummary, place: Place): RegulatoryReference {
  const passage = readPassage(view, version, place);
  if (passage === undefined) throw notHeld(`${version.act}#${place}`);
  const { act, label, language, versionKey, hash, text } = passage;
  return {
    act,
    place,
    label,
    language,
    version: versionKey,
    dated: version.date,
    hash,
    quote: shortened(text, LONGEST_QUOTE),
  };
}

function notHeld(id: string): AppError {
  return new AppError('not_found', `${id} stands in no text that is held: a finding names what can be read.`);
}
