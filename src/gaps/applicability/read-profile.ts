import { AppError } from '../../core/errors.ts';
import { foldText } from '../../core/text.ts';
import { LANGUAGES, type Language } from '../../regulations/act.ts';
import { nearNames } from '../../regulations/mentions/near-names.ts';
import { kindsOf } from './actor-terms.ts';
import { actorWords, termsAmong } from './actor-words.ts';
import { KIND_NAMES } from './kind-names.ts';
import { ENTITY_KINDS, ENTITY_SIZES, type EntityKind, type EntityProfile, type EntitySize } from './profile.ts';

/** Far longer than any profile. */
const MOST_CHARACTERS = 400;

/** Words for sizes, folded, beside the names of `ENTITY_SIZES` and the terms of the law. */
const SIZE_WORDS: Readonly<Record<string, EntitySize>> = {
  pequena: 'small',
  pequeno: 'small',
  mediana: 'medium',
  mediano: 'medium',
  'medium sized': 'medium',
  grande: 'large',
  big: 'large',
};

/**
 * Reads a profile as somebody writes it: kinds by their names (`credit_institution`), the terms of the law or their
 * abbreviations in English or Spanish ("bank", "CASP", "entidad de pago"), and at most one size, separated by commas, colons,
 * semicolons, plus signs, "and" or "y": "bank, casp, large", "payment institution: small".
 *
 * @throws AppError `invalid_input` for what is none, with the nearest and all that are known; where no kind is named, or
 * several sizes
 */
export function readProfile(text: string): EntityProfile {
  const kinds = new Set<EntityKind>();
  const sizes = new Set<EntitySize>();
  if (text.length > MOST_CHARACTERS) throw refused(`A profile is not longer than ${MOST_CHARACTERS} characters.`);
  for (const part of partsOf(text)) {
    const size = sizeNamed(part);
    const kind = size === undefined ? kindNamed(part) : undefined;
    if (size !== undefined) sizes.add(size);
    else if (kind !== undefined) kinds.add(kind);
    else if (!readTogether(part, kinds, sizes)) throw unknownPart(part);
  }
  const [size, another] = sizes;
  if (another !== undefined) throw refused(`A profile has one size, and not ${[...sizes].join(' and ')}.`);
  if (kinds.size === 0)
    throw refused('Say what the firm is licensed as, for example "credit_institution" or "bank, large".');
  return { kinds: [...kinds], ...(size === undefined ? {} : { size }) };
}

function partsOf(text: string): readonly string[] {
  return text
    .split(/[,;:+/&\n]|\s(?:and|y|e)\s/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `a_small-payment institution`: blanks alone between words, folded. */
function plain(part: string): string {
  return foldText(part)
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

function sizeNamed(part: string): EntitySize | undefined {
  const words = plain(part).replace(/^size /, '');
  const named = ENTITY_SIZES.find((size) => size === words);
  if (named !== undefined) return named;
  if (Object.hasOwn(SIZE_WORDS, words)) return SIZE_WORDS[words];
  return inEachLanguage(part, (meaning) => ENTITY_SIZES.find((size) => meaning === `size_${size}`));
}

function kindNamed(part: string): EntityKind | undefined {
  const words = plain(part).replace(/^an? /, '');
  const named = ENTITY_KINDS.find((kind) =>
    [kind, KIND_NAMES[kind].en, KIND_NAMES[kind].es].some((name) => plain(name) === words),
  );
  if (named !== undefined) return named;
  return inEachLanguage(part, (meaning) => {
    const kinds = kindsOf(meaning);
    return kinds.length === 1 ? kinds[0] : undefined;
  });
}

type Meaning = Parameters<typeof kindsOf>[0];

/** What the whole of the words means as a term of one of the languages, in whatever case they are typed. */
function inEachLanguage<T>(part: string, read: (meaning: Meaning) => T | undefined): T | undefined {
  for (const language of LANGUAGES) {
    for (const written of [part, part.toUpperCase()]) {
      const found = wholeTerm(written.replaceAll('_', ' '), language)
        .map(read)
        .find((each) => each !== undefined);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function wholeTerm(part: string, language: Language): readonly Meaning[] {
  const words = actorWords(part, language);
  const [term] = termsAmong(words, language);
  return term !== undefined && term.start === 0 && term.end === words.length ? term.meanings : [];
}

/** "small payment institution", "entidad de pago pequeña": a size and a kind without a sign between them. */
function readTogether(part: string, kinds: Set<EntityKind>, sizes: Set<EntitySize>): boolean {
  const words = part.split(/[\s_]+/);
  const splits = [
    [words[0] ?? '', words.slice(1).join(' ')],
    [words.at(-1) ?? '', words.slice(0, -1).join(' ')],
  ] as const;
  for (const [first, rest] of splits) {
    const size = sizeNamed(first);
    const kind = size === undefined ? undefined : kindNamed(rest);
    if (size === undefined || kind === undefined) continue;
    sizes.add(size);
    kinds.add(kind);
    return true;
  }
  return false;
}

/** Every kind and size under each of its names, as they are compared. */
const NAMES: ReadonlyMap<string, EntityKind | EntitySize> = new Map([
  ...ENTITY_SIZES.map((size) => [size, size] as const),
  ...ENTITY_KINDS.flatMap((kind) =>
    [kind, KIND_NAMES[kind].en, KIND_NAMES[kind].es].map((name) => [plain(name), kind] as const),
  ),
]);

/** The nearest by their letters, else those whose names hold the words that were given; at most three. */
function nearest(part: string): readonly (EntityKind | EntitySize)[] {
  const words = plain(part);
  const names = [...NAMES.keys()];
  const near = nearNames(words, names);
  const found = near.length > 0 ? near : names.filter((name) => words.length > 2 && name.includes(words));
  return [...new Set(found.flatMap((name) => NAMES.get(name) ?? []))].slice(0, 3);
}

function unknownPart(part: string): AppError {
  const near = nearest(part);
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  return refused(`"${part.slice(0, 80)}" is no kind of firm that is known, and no size.${meant}`, near);
}

function refused(message: string, suggestions: readonly string[] = []): AppError {
  return new AppError(
    'invalid_input',
    `${message} Kinds: ${ENTITY_KINDS.join(', ')}. Sizes: ${ENTITY_SIZES.join(', ')}.`,
    { suggestions: suggestions.length > 0 ? suggestions : ENTITY_KINDS },
  );
}
