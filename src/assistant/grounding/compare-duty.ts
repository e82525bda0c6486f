import type { ReadSentence } from './cited-sentences.ts';
import { type Clause, nearest, repeats } from './clauses.ts';
import type { ReadDraft } from './compare-polarity.ts';
import { type Modality, modalityOf, modalsOf, saidModality } from './modality.ts';
import { polarityOf } from './negation.ts';

/**
 * Whether the sentence binds more or less than what it cites: "must" for what is only permitted or recommended, "may" for
 * a duty, "must not" for what merely need not be done, and the reverse. Each clause is held against the stored clauses
 * that it most likely speaks of, else against all.
 *
 * @returns the reason for the model, or `undefined`
 */
export function dutyDiffers(draft: ReadDraft, cited: readonly ReadSentence[]): string | undefined {
  const all = cited.flatMap(({ clauses }) => clauses);
  for (const clause of draft.clauses) {
    const repeated = exchanged(
      clause,
      all.filter((each) => repeats(clause, each)),
    );
    if (repeated !== undefined) return `"${clause.text.trim()}" ${repeated}`;
    const said = saidModality(clause.text, clause.language);
    if (!said.obliges && !said.permits && !said.forbids && !said.frees) continue;
    const near = nearest(clause, all).filter(({ text, language }) => speaks(modalityOf(text, language)));
    // What is stated without a modal can be a duty as well: "entities carry out tests" beside "the authority may ask".
    if (
      near.length === 0 &&
      all.some(({ text, language, keys }) => keys.size > 1 && !speaks(modalityOf(text, language)))
    )
      continue;
    const against = near.length > 0 ? near : all;
    const cites = against.map(({ text, language }) => modalityOf(text, language));
    const limited = polarityOf(clause.text, clause.language).limits.size > 0;
    const fault = faultOf(said, merged(cites), limited);
    if (fault !== undefined) return `"${clause.text.trim()}" ${fault}`;
  }
  return undefined;
}

/** In a clause that repeats a stored one, a "may" where that has a "shall", or the reverse. */
function exchanged(clause: Clause, repeated: readonly Clause[]): string | undefined {
  const own = modalsOf(clause.text, clause.language);
  const others = repeated.map(({ text, language }) => modalsOf(text, language));
  const isFault = (more: 'obliges' | 'permits' | 'recommends', less: 'obliges' | 'permits' | 'recommends'): boolean =>
    others.length > 0 && others.every((other) => own[more] > other[more] && own[less] < other[less]);
  if (isFault('obliges', 'permits')) return 'makes a duty of what the cited text only permits. Say "may".';
  if (isFault('obliges', 'recommends')) return 'makes a duty of what the cited text only recommends. Say "should".';
  if (isFault('permits', 'obliges')) return 'makes an option of what the cited text requires. Say "must".';
  return undefined;
}

function speaks({ obliges, permits, recommends, forbids, frees }: Modality): boolean {
  return obliges || permits || recommends || forbids || frees;
}

function merged(modalities: readonly Modality[]): Modality {
  return {
    obliges: modalities.some(({ obliges }) => obliges),
    permits: modalities.some(({ permits }) => permits),
    recommends: modalities.some(({ recommends }) => recommends),
    forbids: modalities.some(({ forbids }) => forbids),
    frees: modalities.some(({ frees }) => frees),
  };
}

function faultOf(said: Modality, cited: Modality, limited: boolean): string | undefined {
  if (said.obliges && !cited.obliges && !cited.forbids) {
    if (cited.recommends) return 'makes a duty of what the cited text only recommends. Say "should".';
    if (cited.permits) return 'makes a duty of what the cited text only permits. Say "may".';
    if (cited.frees) return 'makes a duty of what the cited text does not require. Say that it need not be done.';
  }
  if (said.permits && !said.forbids && !limited && !cited.permits && !cited.frees && cited.obliges)
    return 'makes an option of what the cited text requires. Say "must".';
  if (said.forbids && cited.frees && !cited.forbids)
    return 'forbids what the cited text only does not require. Say that it need not be done.';
  if (said.frees && cited.forbids && !cited.frees)
    return 'says that something need not be done which the cited text forbids. Say "must not".';
  return undefined;
}
