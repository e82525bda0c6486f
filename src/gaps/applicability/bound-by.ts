import { shortened } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { Obligation } from '../obligations/obligation.ts';
import { type Addressees, addresseesOf, isUnderstood } from './actor-kinds.ts';
import { FINANCIAL_ENTITIES } from './actor-terms.ts';
import { actorWords, termsAmong } from './actor-words.ts';
import { headingScope } from './heading-scope.ts';
import type { EntityKind } from './profile.ts';

/** Whom an obligation binds, by its own words and the headings around it. */
export interface Bound {
  /** False where it binds authorities or people alone. */
  readonly firm: boolean;
  /** The kinds of firm that it binds; `undefined`: any. */
  readonly kinds: readonly EntityKind[] | undefined;
  /** Why, with the words of the law; a sentence without its full stop. */
  readonly said: string;
}

/**
 * Reads whom an obligation binds: by its actor; by the headings where the actor is absent, not understood or general. What
 * nobody can tell counts as binding any firm.
 */
export function boundBy(obligation: Obligation): Bound {
  const { actor, language } = obligation;
  if (actor === null)
    return byHeading(obligation, 'The text does not say whom it binds, so that it counts as the firm’s');
  const named = addresseesOf(actor, language);
  const quoted = quote(actor);
  if (!isUnderstood(named))
    return byHeading(obligation, `It is not clear whom ${quoted} names, so that it counts as the firm’s`);
  // "Shall be audited by independent auditors": whoever is audited sees to it.
  if (isMeans(obligation) && named.kinds.every((kind) => kind === 'other') && named.kinds.length > 0)
    return byHeading(obligation, `To be done by ${quoted}, which counts as the firm’s to see to`, 'firms only');
  if (named.kinds.length > 0) return narrowed(obligation, named.kinds, `Addressed to ${quoted}`);
  if (named.everyFirm) return byHeading(obligation, `Addressed to any firm: ${quoted}`, 'firms only');
  return named.authority ? byAuthority(obligation, quoted) : ofPersons(obligation, quoted);
}

/** Whether the actor is the agent of a passive, named behind its verb. */
function isMeans({ norm: { actor, modal } }: Obligation): boolean {
  return actor !== undefined && actor.start > modal.end;
}

/**
 * What is granted to people, or must not befall them: "have the right to", "be provided with", "not bear any losses". The
 * sentence is about them, the duty is a firm's.
 */
const GRANTED: Readonly<Record<Language, RegExp>> = {
  en: /^(?:be|is|are|obtain|receive|have (?:a|an|the|full|access))\s/i,
  es: /^(?:obtendr|obtener|recibir|tendr(?:á|án) derecho|tener derecho|quedar(?:á|án) exent|ser(?:á|án)?\s)/i,
};
const SPARED: Readonly<Record<Language, RegExp>> = { en: /^(?:bear|be)\s/i, es: /^(?:soport|asum)/i };

function ofPersons(obligation: Obligation, quoted: string): Bound {
  const { modality, norm, language } = obligation;
  const granted = modality === 'must_not' ? SPARED[language] : GRANTED[language];
  if (granted.test(norm.action.text))
    return byHeading(obligation, `Grants something to ${quoted}, which counts as the firm’s to see to`, 'firms only');
  return { firm: false, kinds: [], said: `Addressed to clients or other persons, not to the firm: ${quoted}` };
}

/**
 * A duty of an authority's or a Member State's is none of the firm's, unless it is to see to it that a firm does something:
 * that is how directives bind firms.
 */
function byAuthority({ norm, language, modality }: Obligation, quoted: string): Bound {
  const through = modality === 'must' ? THROUGH.exec(norm.action.text) : null;
  const rest = through === null ? '' : norm.action.text.slice(through[0].length).replace(/^(?:that|que|a)\s/i, '');
  const named = firstNamed(rest, language);
  if (named === undefined)
    return {
      firm: false,
      kinds: [],
      said: `Addressed to authorities, Member States or bodies of the Union, not to firms: ${quoted}`,
    };
  const { kinds, everyFirm } = named;
  const said = `Addressed to ${quoted}, who have to see to it that firms do this`;
  return { firm: true, kinds: kinds.length > 0 && !everyFirm ? kinds : undefined, said };
}

const THROUGH =
  /^(?:ensure|require|oblige|provide(?= that\s)|vel(?:ar|e)\S{0,3} por(?= que\s)|exi(?:gi|j)\S{1,4}|dispondrán(?= que\s))\s/i;
/** Longer than any beginning of a clause that names who is bound. */
const MOST_CHARACTERS = 160;

/** The firms that words begin with. */
function firstNamed(words: string, language: Language): Addressees | undefined {
  const start = words.slice(0, MOST_CHARACTERS);
  const first = termsAmong(actorWords(start, language), language)[0];
  if (first === undefined || first.start > 1 || /^(?:where|when|if|in|for|cuando|si|en)\s/i.test(start))
    return undefined;
  const named = addresseesOf(start, language);
  return named.kinds.length > 0 || named.everyFirm ? named : undefined;
}

/** As the innermost heading says that says something; else any firm. */
function byHeading({ headings, language }: Obligation, said: string, authorities?: 'firms only'): Bound {
  const scope = headingScope(headings, language);
  if (scope === undefined || (scope.authority && authorities !== undefined))
    return { firm: true, kinds: undefined, said };
  const heading = quote(scope.heading);
  if (scope.authority)
    return { firm: false, kinds: [], said: `Stands under the heading ${heading}, which is about what authorities do` };
  return { firm: true, kinds: scope.kinds, said: `Stands under the heading ${heading}` };
}

/** Terms that name so many kinds are general: "financial entities" under a heading for some of them are these. */
const GENERAL = 10;

function narrowed({ headings, language }: Obligation, kinds: readonly EntityKind[], said: string): Bound {
  const scope = kinds.length < GENERAL ? undefined : headingScope(headings, language);
  const both = scope?.kinds.filter((kind) => kinds.includes(kind)) ?? [];
  if (scope === undefined || both.length === 0 || both.length === FINANCIAL_ENTITIES.length)
    return { firm: true, kinds, said };
  return { firm: true, kinds: both, said: `${said} under the heading ${quote(scope.heading)}` };
}

/** Longer than an actor is, as a rule. */
const MOST_QUOTED = 160;

/** Words of the law, in quotation marks, as far as a sentence bears them. */
export function quote(words: string): string {
  return `"${shortened(words.trim(), MOST_QUOTED)}"`;
}
