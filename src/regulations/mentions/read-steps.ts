import { SUFFIX } from '../suffixes.ts';
import { bareNumber, type Cursor, inBetween, LONGEST_RANGE } from './cursor.ts';
import { namedSteps } from './named-steps.ts';
import type { Step } from './place-request.ts';

/** The steps from an article down to a place; a list of places is several of them. */
export type Chain = readonly Step[];

const BRACKET = `\\(\\s?([0-9]{1,3}(?:\\s?${SUFFIX}|[a-z]{0,2})|[a-zñ]\\s?${SUFFIX}|[ivxl]{1,8}|[a-zñ]{1,3})\\s?\\)`;

/**
 * Everything written behind a number: "(1)(c)", ".2.b)", ", paragraph 2", "§ 2", ", second subparagraph", ", points (6)
 * and (7)".
 */
export function stepsBehind(cursor: Cursor): readonly Chain[] {
  let chains: Chain[] = [[]];
  const extend = (level: readonly Step[]): void => {
    chains = chains.flatMap((chain) => level.map((step) => [...chain, step])).slice(0, LONGEST_RANGE);
  };
  for (let depth = 0; depth < 8; depth += 1) {
    const bracketed = bracketChains(cursor) ?? bracketsBehindTheAct(cursor);
    if (bracketed !== undefined) {
      chains = chains.flatMap((chain) => bracketed.map((more) => [...chain, ...more])).slice(0, LONGEST_RANGE);
      continue;
    }
    const named = stepsAfterGap(cursor, /\s*,?\s*/) ?? stepsAfterGap(cursor, BEHIND_THE_ACT);
    if (named !== undefined) {
      extend(named);
      continue;
    }
    const dotted = letteredNumber(cursor.take(DOTTED) ?? cursor.take(ORDINAL_POINT) ?? cursor.take(LETTERED));
    if (dotted !== undefined) {
      extend([bracketStep(dotted)]);
      continue;
    }
    if (cursor.take(UNREADABLE) !== undefined) {
      extend([{ readings: [UNREADABLE_STEP] }]);
      break;
    }
    const loose = depth === 0 ? cursor.take(LOOSE) : undefined;
    if (loose?.[1] === undefined) break;
    extend([bracketStep(loose[1])]);
  }
  if (cursor.take(LEFTOVER) !== undefined) extend([{ readings: [UNREADABLE_STEP] }]);
  return chains.length === 1 && chains[0]?.length === 0 ? [] : chains;
}

/** ".4", ".b)", ".a.9º", ".zz", ".b) ter", ".b bis)". */
const DOTTED = new RegExp(
  `\\.(?:\\s?(?=\\d|[a-z]{1,2}\\)))?(?<number>\\d{1,3}(?:\\s?${SUFFIX})?|[a-z](?=\\.\\d)|[a-zñ](?![a-z\\d.])|(?<twin>[a-z])\\k<twin>(?![a-z\\d.])|[a-zñ]{1,2}(?=\\)))(?:[ºª°](?![a-z]))?(?:\\s?(?<suffix>${SUFFIX})(?=\\)))?(?:\\)(?:\\s(?<after>${SUFFIX})\\b)?)?(?![\\d/])`,
);

/** " b bis)", " ñ", " zz)": a letter behind a number; a bare one only where nothing else follows that it could belong to. */
const LETTERED = new RegExp(
  `\\s(?:(?<number>[a-zñ]{1,2})(?:\\s?(?<suffix>${SUFFIX}))?\\)|(?<bare>[b-df-np-xzñ]|a(?=\\s*(?:\\u0001|$)))(?=\\s*(?:$|[,.;?)]|\\u0001|of\\b|de\\b|del\\b)))`,
);

function letteredNumber(match: RegExpExecArray | undefined): string | undefined {
  const { number, bare: alone, suffix, after } = match?.groups ?? {};
  return number === undefined ? alone : `${number}${suffix ?? after ?? ''}`;
}

/** What looks like the number of something but is none that any text has: "(-4)", "(99999)", " 1.5". */
const UNREADABLE =
  /\s?\((?!(?:19|20)\d\d\))(?=[^()\s]*\d|[^()\s]{1,2}\))[^()\s\u0001]{1,40}\)|\s\d+(?:\.\d+)+(?=\s|$|\))/;

/** "29.1.d) 3.º". */
const ORDINAL_POINT = /\s(?<number>\d{1,2})\.?[ºª°](?![a-z])/;

/** "art 42 2 a ley 10/2010": numbers without any mark, where only the act or the end follows. */
const LOOSE = /\s(\d{1,2})(?=(?:\s[a-z])?\s*(?:$|\u0001|[,;?]|of\b|de\b|del\b))/;

/** Letters and digits grown onto a place are part of it, although nobody knows which: "19(4)z", "5½", "19_4". */
const LEFTOVER = /(?<=[a-z0-9)])(?:[a-zñ0-9_/½¼¾²³¹]+|-[a-z]{1,2}(?![a-z]))/;

/** What no text has: a place that cannot be read is never answered with the one above it. */
const UNREADABLE_STEP = 'pnt_0';

function bracketsBehindTheAct(cursor: Cursor): readonly Chain[] | undefined {
  return cursor.attempt(() => (cursor.take(BRACKET_BEHIND_THE_ACT) ? bracketChains(cursor) : undefined));
}

/** "Article 33 of the GDPR, paragraph 1": the act, blanked out by the caller, may stand in between. */
const BEHIND_THE_ACT = /\s*,?\s*(?:(?:of|de|del)\s+)?(?:the\s+|la\s+|el\s+)?\u0001+\s*,?\s*\(?(?=[a-z0-9§(])/;
const BRACKET_BEHIND_THE_ACT = /\s*(?:(?:of|de|del)\s+)?(?:the\s+|la\s+|el\s+)?\u0001+\s*(?=\()/;

function stepsAfterGap(cursor: Cursor, gap: RegExp): readonly Step[] | undefined {
  return cursor.attempt(() => {
    const level = cursor.take(gap) ? namedSteps(cursor) : [];
    return level.length > 0 ? level : undefined;
  });
}

const BEHIND_BRACKET = new RegExp(`\\s?(${SUFFIX})`);
const BRACKET_BEHIND = new RegExp(`\\s?${BRACKET}`);
const BRACKET_NEXT = new RegExp(`\\s?(,\\s?(?:and|or|y|o)?|and|or|y|o|&|to|a|al|through|[-–—])\\s?${BRACKET}`);

/**
 * Brackets one behind another, and lists of them: "(1)(a), (2)(b) and (3)" are three places. A bracket behind a comma
 * stands at the level of the last one of its sort: a number beside numbers, a letter beside letters.
 */
function bracketChains(cursor: Cursor): readonly Chain[] | undefined {
  const chains: (readonly string[])[] = [];
  let chain: readonly string[] = [];
  for (;;) {
    const below = cursor.take(BRACKET_BEHIND);
    if (below?.[1] !== undefined) {
      if (chain.length >= 5) break;
      // "(b) bis": the ending may stand behind the bracket.
      const ending = cursor.take(BEHIND_BRACKET)?.[1] ?? '';
      chain = [...chain, `${bareNumber(below[1])}${ending}`];
      continue;
    }
    const beside = chain.length === 0 ? undefined : bracketBeside(cursor, chain);
    if (beside === undefined || chains.length >= LONGEST_RANGE) break;
    chains.push(chain, ...beside.skipped);
    chain = beside.chain;
  }
  return chain.length === 0 ? undefined : [...chains, chain].map((numbers) => numbers.map(bracketStep));
}

function bracketBeside(
  cursor: Cursor,
  chain: readonly string[],
): { readonly chain: readonly string[]; readonly skipped: readonly (readonly string[])[] } | undefined {
  return cursor.attempt(() => {
    const next = cursor.take(BRACKET_NEXT);
    if (next?.[2] === undefined) return undefined;
    const number = bareNumber(next[2]);
    const level = chain.findLastIndex((_, at) => sameSort(chain, at, number));
    if (level < 0) return undefined;
    const above = chain.slice(0, level);
    const isRange = /^(?:to|a|al|through|[-–—])$/.test(next[1] ?? '');
    const skipped = isRange && level === chain.length - 1 ? inBetween(chain[level] ?? '', number) : [];
    return { chain: [...above, number], skipped: skipped.map((each) => [...above, each]) };
  });
}

type Sort = 'number' | 'roman' | 'letter' | 'either';

function sortOf(number: string): Sort {
  if (/^\d/.test(number)) return 'number';
  if (/^[ivxl]$/.test(number)) return 'either';
  return /^[ivxl]+$/.test(number) ? 'roman' : 'letter';
}

/** Numbers beside numbers, Roman beside Roman, letters beside letters; an "i" below a letter is Roman. */
function sameSort(chain: readonly string[], level: number, number: string): boolean {
  const own = sortOf(chain[level] ?? '');
  const above = sortOf(chain[level - 1] ?? '0');
  const there = own === 'either' ? (above === 'letter' ? 'roman' : 'letter') : own;
  const wanted = sortOf(number);
  return there === wanted || (wanted === 'either' && there !== 'number');
}

function bracketStep(printed: string): Step {
  const number = bareNumber(printed);
  return { readings: /^\d/.test(number) ? [`par_${number}`, `pnt_${number}`] : [`pnt_${number}`] };
}

const OF = /\s*,?\s*(?:of|de|del|in|en)\s+(?:the\s+|la\s+|el\s+|los\s+|las\s+)?/;

/** "point (j), Article 9(2)". */
const COMMA_BEFORE_HEAD =
  /\s*,\s*(?=art|norma|annex|anexo|recital|considerando|disp|paragraph|apartado|the\s|el\s|la\s|(?:first|second|third|last)\s)/;

/** "point (b) of the first subparagraph of paragraph 1 of" Article 5: read inside out, so turned round. */
export function stepsInFront(cursor: Cursor): readonly Chain[] {
  const levels: (readonly Step[])[] = [];
  for (let depth = 0; depth < 5; depth += 1) {
    const read = cursor.attempt(() => {
      cursor.take(/the\s+|el\s+|la\s+|las\s+|los\s+/);
      const level = namedSteps(cursor);
      const deeper = level.length === 1 ? deeperBrackets(cursor) : [];
      const joined = level.length > 0 && (cursor.take(OF) ?? cursor.take(COMMA_BEFORE_HEAD));
      return joined ? [level, ...deeper] : undefined;
    });
    if (read === undefined) break;
    levels.unshift(...read);
  }
  let chains: Chain[] = levels.length === 0 ? [] : [[]];
  for (const level of levels) chains = chains.flatMap((chain) => level.map((step) => [...chain, step]));
  return chains;
}

/** "point (a)(i) of": the brackets behind a point lead further down. */
function deeperBrackets(cursor: Cursor): readonly (readonly Step[])[] {
  const levels: (readonly Step[])[] = [];
  for (;;) {
    const bracket = levels.length >= 4 ? undefined : cursor.take(BRACKET_BEHIND);
    if (bracket?.[1] === undefined) return levels;
    levels.push([bracketStep(bracket[1])]);
  }
}
