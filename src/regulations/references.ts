import type { LawView } from './law-reader.ts';
import type { VersionSummary } from './library-store.ts';
import { findMentions } from './mentions/find-mentions.ts';
import { provisionId } from './place.ts';
import type { Place } from './provision.ts';
import { sentencesOf } from './sentences.ts';

/** A place of law that a provision refers to. */
export interface Reference {
  /** The words of the reference. */
  readonly text: string;
  /** `act#place`; null where the place could not be told for sure. */
  readonly id: string | null;
}

/** "Article 5 of that Regulation" speaks of an act named before; which one is not guessed. */
const ANOTHER_ACT =
  /^\s*(?:thereof|(?:of|de)\s+(?:that|those|the said|the same|dich[oa]s?|es[ea]|aquel)\b|(?:of|del?)\s+(?:the\s+|la\s+)?(?:Treaty|TFEU|TEU|Charter|Convention|Protocol|Tratado|TFUE|TUE|Constituci[oó]n|C[oó]digo|Statute))/i;

/**
 * The places that a provision refers to by article. A place with an act beside it belongs to that act, one in a sentence
 * that names no act to the provision's own act; everything else is given without an id rather than with a guess.
 */
export function referencesOf(view: LawView, version: VersionSummary, place: Place): readonly Reference[] {
  const tree = view.tree(version);
  const found = tree
    .within(place)
    .flatMap((node) => sentencesOf(node.text))
    .flatMap((sentence) => inSentence(view, version, sentence));
  return [...new Map(found.map((reference) => [`${reference.text}|${reference.id ?? ''}`, reference])).values()];
}

function inSentence(view: LawView, version: VersionSummary, sentence: string): readonly Reference[] {
  const { mentions } = findMentions(sentence, view.names);
  return mentions.flatMap((mention) => {
    const elsewhere = ANOTHER_ACT.test(sentence.slice(mention.end));
    const own = mention.actFrom === 'none' && !elsewhere;
    const [act, ...others] = own ? [version.act] : mention.actFrom === 'beside' ? mention.acts : [];
    return mention.requests.map(({ text, candidates }): Reference => {
      if (act === undefined || others.length > 0) return { text, id: null };
      const tree = act === version.act ? view.tree(version) : view.text(act)?.tree;
      const exact = candidates.find((candidate) => tree?.has(candidate.place));
      return { text, id: exact ? provisionId(act, exact.place) : null };
    });
  });
}
