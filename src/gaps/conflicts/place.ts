import { shortened } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { TermReader } from '../coverage/terms.ts';
import type { PolicyStatement } from '../policies/policy.ts';
import { type Clause, speaksOfItself, without } from './clause.ts';
import { type MatterTerm, matterTerms } from './matter.ts';
import type { WorthReading } from './worth-reading.ts';

/** Where a statement stands, for reading its claims. */
export interface Place {
  readonly at: number;
  readonly policy: string;
  readonly statement: PolicyStatement;
  readonly language: Language;
  /** The title of its policy. */
  readonly title: string;
  readonly reader: TermReader;
  /** Of its title and headings, read once for a section. */
  readonly section: readonly MatterTerm[];
  readonly sectionCases: readonly string[];
  /** Reading norms takes time: whether a statement may hold what another one stands against. */
  readonly worth: WorthReading;
}

const LONGEST_MATTER = 120;

/** What every claim of a clause has, whatever it settles. `core` has the offsets of the text. */
export function baseOf(place: Place, core: string, around: string, isAct: (start: number) => boolean, told = false) {
  const { at, policy, statement, language, reader, section, sectionCases, title } = place;
  const own = matterTerms(core, language, reader, isAct).filter(
    ({ concepts }) => !told || !concepts.includes('authority'),
  );
  const itself = speaksOfItself(core) ? matterTerms(title, language, reader) : [];
  const kept = itself.length === 0 ? own : [...own.filter(({ key }) => !SELF_KEYS.has(key)), ...itself];
  const beside = matterTerms(around.replace(BECOMING, ' '), language, reader);
  // "Upon becoming aware of a gas leak, the desk informs …": what it is about stands in the clause.
  const clauses = isThin(kept) ? beside.filter(({ concepts }) => !concepts.includes('aware')) : [];
  const leaf = isThin([...kept, ...clauses]) ? matterTerms(statement.section.at(-1) ?? '', language, reader) : [];
  return {
    at,
    policy,
    statement,
    sectionCases,
    matter: {
      language,
      core: unique([...kept, ...clauses, ...leaf]),
      around: beside,
      section,
    },
  };
}

const BECOMING =
  /\b(?:upon|on|after|once|when) (?:having )?(?:becoming|become|the bank becomes|it becomes) aware (?:of|that)\b|\b(?:tras|al) (?:tener|haber tenido) conocimiento de\b/gi;
const SELF_KEYS = new Set([
  '@policy',
  '@procedure',
  'en:framewor',
  'en:standard',
  '@record',
  'en:manual',
  'en:schedul',
]);

function isThin(terms: readonly MatterTerm[]): boolean {
  return terms.every(({ act, generic }) => act || generic);
}

function unique(terms: readonly MatterTerm[]): readonly MatterTerm[] {
  const known = new Map<string, MatterTerm>();
  for (const term of terms) if (!known.has(term.key) || known.get(term.key)?.act === true) known.set(term.key, term);
  return [...known.values()];
}

/** A clause without its times, in the words of the text. */
export function wordsOf(text: string, clause: Clause, drop: readonly (Clause | undefined)[], { title }: Place): string {
  const bare = without(text, [{ start: 0, end: clause.start }, { start: clause.end, end: text.length }, ...drop]);
  const words = tidy(bare);
  return words === '' ? shortened(title, LONGEST_MATTER) : words;
}

export function tidy(words: string): string {
  const plain = words
    .replace(/\s{1,}/g, ' ')
    .replace(/(?: ?[,;:.])+(?= ?[,;:.]|$)/g, '')
    .replace(/ (?=[,;:.])/g, '')
    .replace(/^[\s,;:.–—-]+|[\s,;:.–—-]+$/g, '')
    .replace(/^(?:and|but|y|pero) |(?:,? (?:and|or|y|o|to|to the|by|by the|of|of the|a|al|a la|by))$/gi, '');
  return shortened(plain, LONGEST_MATTER);
}
