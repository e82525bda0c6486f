import type { Language } from '../../regulations/act.ts';
import type { Obligation } from '../obligations/obligation.ts';
import { type Addressees, addresseesOf } from './actor-kinds.ts';
import { ENTITY_SIZES, type EntityKind, type EntitySize } from './profile.ts';

/** Who is left out of an obligation, or alone meant, by some of its words. */
export interface Limit {
  readonly except: readonly (EntityKind | EntitySize)[];
  readonly only: readonly EntitySize[];
  /** As printed. */
  readonly words: string;
}

/** Longer than any list of those who are excepted. */
const MOST_CHARACTERS = 300;

/**
 * Reads an obligation's limits: out of its actor, the exceptions and conditions of its norm, and what stands directly
 * before or behind its actor. What is excepted elsewhere in a sentence may be excepted from something else.
 */
export function limitsOf({ actor, norm, text, language }: Obligation): readonly Limit[] {
  const behind = norm.actor === undefined ? '' : text.slice(norm.actor.end, norm.modal.start);
  const exceptions = [beginningException(text, language), behind, ...norm.exceptions.map((words) => words.text)];
  const limits = [
    ...(actor === null ? [] : [{ ...addresseesOf(actor, language), words: actor }]),
    ...exceptions.map((words) => ({ except: exceptionsIn(words, language), only: [], words })),
    ...norm.conditions.map((words) => ({ ...conditionIn(words.text, language), words: words.text })),
  ];
  return limits
    .filter(({ except, only }) => except.length > 0 || only.length > 0)
    .map(({ except, only, words }) => ({ except, only, words: words.replace(/^[\s,]{1,3}|[\s,]{1,3}$/g, '') }));
}

/**
 * Words by which only firms are meant that are significant, systemic or identified for it, which no profile tells; as
 * printed.
 */
export function significanceOf({ actor, norm, language }: Obligation): string | undefined {
  const parts = [actor ?? '', ...norm.conditions.map((words) => words.text)];
  for (const part of parts) {
    const words = SIGNIFICANT[language].exec(part.slice(0, MOST_CHARACTERS))?.[0];
    if (words !== undefined) return words;
  }
  return undefined;
}

/** `Except for microenterprises, financial entities shall …`: what stands before the first comma. */
function beginningException(text: string, language: Language): string {
  const start = text.slice(0, MOST_CHARACTERS);
  const begins =
    language === 'en'
      ? /^(?:except|with the exception|other than)\b/i
      : /^(?:salvo|excepto|a excepción|con excepción)/i;
  return begins.test(start) ? (start.split(',')[0] ?? '') : '';
}

const EXCEPTION: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:other than|except(?:ion of|ing)?|excluding|apart from|shall not apply to|does not apply to|do not apply to)\b/i,
  es: /(?:^|[\s,(])(?:salvo|excepto|excepción de|distint[oa]s de|que no sean|no será de aplicación a|no se aplicará a)(?=\s)/i,
};

/** Who is excepted in words such as "except for microenterprises". */
function exceptionsIn(words: string, language: Language): readonly (EntityKind | EntitySize)[] {
  const given = words.slice(0, MOST_CHARACTERS);
  const marker = EXCEPTION[language].exec(given);
  if (marker === null) return [];
  const behind = given.slice(marker.index + marker[0].length);
  const who = addresseesOf(`${language === 'en' ? 'except' : 'salvo'} ${behind.split(/[.;:]/)[0] ?? ''}`, language);
  // A kind is excepted where it is who the words are about, and not only part of what they tell.
  const head = addresseesOf(behind.replace(/^\s*(?:for|of|in the case of|para|en el caso de)\s/i, ''), language);
  return who.except.filter((each) => isSize(each) || head.kinds.includes(each));
}

/** What a condition says of sizes: "for microenterprises", "that are not microenterprises". */
function conditionIn(words: string, language: Language): Pick<Addressees, 'except' | 'only'> {
  const about = words.slice(0, MOST_CHARACTERS);
  const begins = CONDITION[language].exec(about);
  if (begins === null) return { except: [], only: [] };
  const { except, only } = addresseesOf(about.slice(begins[0].length), language);
  const not = (language === 'en' ? /\bnot\b/ : /\bno\b/).test(begins[0]);
  return not ? { except: only, only: except.filter(isSize) } : { except: except.filter(isSize), only };
}

const CONDITION: Readonly<Record<Language, RegExp>> = {
  en: /^\s*(?:in the case of|for|if|where|when|that|which|who)\s(?:(?:the |an? )?(?:financial )?(?:entit(?:y|ies)|undertakings?|firms?|it|they)\s)?(?:(?:that |which )?(?:is|are)\s(?:not\s)?)?/i,
  es: /^\s*(?:en el caso de|para|si|cuando|que)\s(?:(?:la |las )?(?:entidad|entidades|empresa|empresas)\s)?(?:(?:que )?(?:no\s)?(?:sea|sean|es|son)\s)?/i,
};

function isSize(each: EntityKind | EntitySize): each is EntitySize {
  return ENTITY_SIZES.some((size) => size === each);
}

const SIGNIFICANT: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:classified as significant|significant (?:(?:credit )?institutions?|issuers?|crypto-asset service providers?|asset-referenced tokens?|e-money tokens?)|systemically important|(?:are|is) identified in accordance)\b/i,
  es: /(?:significativ[oa]s?|importancia sistémica)/i,
};
