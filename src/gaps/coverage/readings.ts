import type { Language } from '../../regulations/act.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import { deadlinesIn } from '../norms/deadlines.ts';
import type { Norm } from '../norms/norm.ts';
import { normsIn } from '../norms/norms-in.ts';
import type { PolicyStatement, PolicyVersion } from '../policies/policy.ts';
import { keysOf } from './aims.ts';
import { type Wording, wordingOf } from './cues/wording.ts';
import { statedTimes, type Timed } from './stated-times.ts';
import type { Term, TermReader } from './terms.ts';

/** A statement of a policy, read for comparing. */
export interface Reading {
  readonly at: number;
  readonly statement: PolicyStatement;
  readonly language: Language;
  /** What it says: its lead-in, where it has one, and its words. */
  readonly words: string;
  readonly terms: readonly Term[];
  /** How much it says of each key, from 0 to 1: its own words, its lead-in, its headings. */
  readonly keys: ReadonlyMap<string, number>;
  /** Names its section: statements of one stand together. */
  readonly section: string;
  /** Read when first asked for: most statements never are. */
  norms(): readonly Norm[];
  /** All times that it sets, likewise. */
  times(): readonly Timed[];
  /** How it is worded, likewise. */
  wording(): Wording;
}

const OWN = 1;
const LEAD_IN = 0.8;
const HEADING = 0.35;

/** A sentence that only says what a section is about says nothing of what is done. */
const ANNOUNCES =
  /^(?:this|the following|the present|el presente|la presente|este|esta) (?:section|chapter|document|policy|procedure|part|annex|paragraph|manual|secci[oó]n|cap[ií]tulo|documento|pol[ií]tica|procedimiento|apartado|anexo|norma)s? (?:deals|describes|sets out|explains|covers|concerns|contains|is about|addresses|outlines|summari[sz]es|trata|describe|regula|recoge|explica|aborda|contiene|se ocupa|resume|establece el objeto)/i;

/** The statements of a policy that say something: titles with nothing below and announcements do not. */
export function readingsOf(policy: PolicyVersion, reader: TermReader): readonly Reading[] {
  const headings = new Map<string, readonly string[]>();
  const read: Reading[] = [];
  for (const statement of policy.statements) {
    const { text, leadIn = '', section } = statement;
    const language = guessLanguage(`${leadIn} ${text}`) ?? policy.facts.language;
    if (saysNothing(statement, language)) continue;
    const terms = reader.terms(text, language);
    const keys = new Map<string, number>();
    const say = (key: string, value: number): void => {
      if ((keys.get(key) ?? 0) < value) keys.set(key, value);
    };
    for (const term of terms) for (const key of keysOf(term, language)) say(key, OWN);
    for (const term of reader.terms(leadIn, language)) for (const key of keysOf(term, language)) say(key, LEAD_IN);
    const above = `${policy.facts.title} ${section.join(' ')}`;
    let known = headings.get(above);
    if (known === undefined) {
      known = reader.terms(above, policy.facts.language).flatMap((term) => keysOf(term, policy.facts.language));
      headings.set(above, known);
    }
    for (const key of known) say(key, HEADING);
    const words = leadIn === '' ? text : `${leadIn} ${text}`;
    let norms: readonly Norm[] | undefined;
    let times: readonly Timed[] | undefined;
    let wording: Wording | undefined;
    read.push({
      at: read.length,
      statement,
      language,
      words,
      terms,
      keys,
      section: section.join('\n'),
      norms: () => {
        norms ??= normsIn(words, language, { present: true });
        return norms;
      },
      times: () => {
        times ??= statedTimes(words, language);
        return times;
      },
      wording: () => {
        wording ??= wordingOf(words, language);
        return wording;
      },
    });
  }
  return read;
}

const LONGEST_TITLE = 12;

/** A heading with nothing below it is a statement too: few words that end in nothing, and neither bind nor set a time. */
function saysNothing({ text, leadIn, row }: PolicyStatement, language: Language): boolean {
  if (ANNOUNCES.test(text)) return true;
  if (leadIn !== undefined || row !== undefined || /[.;:!?…)]$/.test(text.trimEnd())) return false;
  if (text.split(/\s+/).length > LONGEST_TITLE) return false;
  return deadlinesIn(text, language).length === 0 && normsIn(text, language, { present: true }).length === 0;
}
