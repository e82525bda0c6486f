import type { LawView } from '../../src/regulations/law-view.ts';

/** What must be known of one result: nothing that is about another act, since the card is put into a chat alone. */
export function notesOf(
  { act }: { readonly act: string },
  hits: readonly { readonly act: string }[],
  notes: readonly string[],
  view: Pick<LawView, 'version' | 'shortName'>,
): readonly string[] {
  const nameOf = (of: string): string => {
    const version = view.version(of);
    return version === undefined ? of : view.shortName(version);
  };
  const own = nameOf(act);
  const others = new Set(hits.map((hit) => nameOf(hit.act)).filter((name) => name !== own));
  return notes.filter((note) => {
    const about = note.replace(ABOUT, '');
    return ![...others].some((name) => about.startsWith(`${name}:`) || about.startsWith(`${name} `));
  });
}

/** How notes of a version begin before its act is named (`standingNotes` in src/regulations/standing.ts). */
const ABOUT = /^(?:Not yet (?:applicable|in force) on \S+: |Already applicable on \S+: |Incomplete: the source of )/;
