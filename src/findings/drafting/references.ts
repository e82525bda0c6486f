import { AppError } from '../../core/errors.ts';
import { shortened } from '../../core/text.ts';
import type { GapResult, GapRun } from '../../gaps/runs/gap-run.ts';
import type { Language } from '../../regulations/act.ts';
import type { LawReader } from '../../regulations/law-reader.ts';
import type { LawView } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import type { Place } from '../../regulations/provision.ts';
import { readPassage } from '../../regulations/read-passage.ts';
import { placesNamed } from '../../regulations/shown-provision.ts';
import { versionPhrase } from '../../regulations/standing.ts';
import type { RegulatoryReference } from '../finding.ts';

/** The law in every reading: a finding may be about an act that is held in one language alone. */
type Law = Pick<LawReader, 'at'>;

/** Characters of a provision that are quoted; its hash stands for all of it. */
const LONGEST_QUOTE = 1_000;
/** Provisions of one finding: a range such as "Articles 1 to 60" names many at once. */
const MOST_PROVISIONS = 10;

/**
 * Provisions that people name, each as it stands in the version that holds: in the language asked for where that version
 * is held in it, else in the language that it is held in.
 *
 * @throws AppError `not_found` with the nearest places where one does not exist: never a neighbour in its stead;
 *   `invalid_input` for words that name none, that can be read as of more than one act, or name more than one finding is
 *   about
 */
export function namedReferences(
  law: Law,
  named: readonly string[],
  language: Language,
): readonly RegulatoryReference[] {
  const view = law.at({});
  const found = named.flatMap((words) => {
    const query = placesNamed(view, words, undefined);
    const [assumed] = query.assumed;
    // A question can be answered by what was probably meant, and told so; a finding is filed.
    if (assumed !== undefined) throw wrong(`${assumed} Name the provision by its id, such as 32022R2554#art_19/par_4.`);
    return query.found;
  });
  const unique = [...new Map(found.map((each) => [`${each.act}#${each.place}`, each])).values()];
  if (unique.length > MOST_PROVISIONS)
    throw wrong(
      `These words name ${unique.length} provisions; a finding is about at most ${MOST_PROVISIONS}. Name those that are not met.`,
    );
  return unique.map(({ act, place }) => {
    const version = view.version(act);
    if (version === undefined) throw notHeld(`${act}#${place}`);
    const asked = law.at({ language }).version(act);
    // Of an older text in that language nobody knows whether it still holds.
    const isAsNew = asked !== undefined && asked.date >= version.date && view.tree(asked).node(place) !== undefined;
    return referenceTo(view, isAsNew ? asked : version, place);
  });
}

/**
 * The provision of a gap, in the version that the analysis read: that one is what was compared.
 *
 * @throws AppError `conflict` where that version is not held any more, or the provision reads otherwise by now
 */
export function gapReference(law: Law, { law: read, scope }: GapRun, { obligation }: GapResult): RegulatoryReference {
  const { act, place, text, label } = obligation;
  const view = law.at({});
  const version = view.byKey(read[act] ?? '');
  if (version === undefined)
    throw new AppError(
      'conflict',
      `The analysis read a version of ${act} that is not held any more. Run it again, and draft the finding from that.`,
    );
  const { asOf } = scope;
  const now = law.at({ language: version.language, ...(asOf === undefined ? {} : { asOf }) }).version(act);
  if (now !== undefined && now.key !== version.key && view.hash(now, place) !== view.hash(version, place))
    throw new AppError(
      'conflict',
      `${label} reads otherwise in the version of ${now.date}, which came after the analysis. Run it again, and draft the finding from that.`,
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
    source: version.source,
    standing: versionPhrase(version, view.entry(version.act)),
    hash,
    quote: shortened(text, LONGEST_QUOTE),
  };
}

function wrong(message: string): AppError {
  return new AppError('invalid_input', message);
}

function notHeld(id: string): AppError {
  return new AppError('not_found', `${id} stands in no text that is held: a finding names what can be read.`);
}
