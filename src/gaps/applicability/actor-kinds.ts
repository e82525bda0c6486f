import type { Language } from '../../regulations/act.ts';
import { grammarOf } from './actor-grammar.ts';
import { headsOf } from './actor-heads.ts';
import { kindsOf } from './actor-terms.ts';
import { type ActorWord, actorWords, type TermMatch, termsAmong } from './actor-words.ts';
import { ENTITY_SIZES, type EntityKind, type EntitySize } from './profile.ts';

/** Whom the words of an actor name. Where nothing is set, the words are not understood. */
export interface Addressees {
  /** What the firms that are named are licensed as; none where it is any firm. */
  readonly kinds: readonly EntityKind[];
  /** Authorities, bodies of the Union and states are named. */
  readonly authority: boolean;
  /** Any firm, or an organ or role within one: "the undertaking", "the management body", "the controller". */
  readonly everyFirm: boolean;
  /** Clients, users and others who are no firms are named. */
  readonly persons: boolean;
  /** Those who are excepted: "other than microenterprises". */
  readonly except: readonly (EntityKind | EntitySize)[];
  /** Only firms of these sizes are meant: "microenterprises". */
  readonly only: readonly EntitySize[];
}

/**
 * Whom an actor, as printed in the law, names: by the terms of the field, in the singular or the plural, with their
 * abbreviations. What stands behind "of" or in a relative clause tells more of who is named before, and names nobody
 * itself; but an organ is that of the firm behind it. Time is linear in the length of the actor.
 */
export function addresseesOf(actor: string, language: Language): Addressees {
  const words = actorWords(actor, language);
  const cut = exceptionAt(words, language);
  const named = headsOf(words.slice(0, cut), language);
  const excepted = cut === words.length ? [] : termsAmong(words.slice(cut), language).flatMap(exceptionsOf);
  const sizes = named.flatMap(sizesOf);
  const excludes = sizes.length > 0 && saysNot(words.slice(0, cut), language);
  return {
    ...addressed(named),
    except: [...new Set([...excepted, ...(excludes ? sizes : [])])],
    only: excludes ? [] : [...new Set(sizes)],
  };
}

/** True where the words name somebody. */
export function isUnderstood({ kinds, authority, everyFirm, persons }: Addressees): boolean {
  return kinds.length > 0 || authority || everyFirm || persons;
}

function addressed(named: readonly TermMatch[]): Pick<Addressees, 'kinds' | 'authority' | 'everyFirm' | 'persons'> {
  const meanings = new Set(named.flatMap((match) => match.meanings));
  const kinds = [...new Set([...meanings].flatMap(kindsOf))];
  const sized = [...meanings].some((meaning) => meaning.startsWith('size_'));
  return {
    kinds,
    authority: meanings.has('authority'),
    everyFirm: meanings.has('every_firm') || meanings.has('organ') || (sized && kinds.length === 0),
    persons: meanings.has('person'),
  };
}

const SMALL_OR_MEDIUM: readonly EntitySize[] = ['micro', 'small', 'medium'];

function sizesOf({ meanings }: TermMatch): readonly EntitySize[] {
  return meanings.flatMap((meaning) => {
    if (meaning === 'size_small_or_medium') return SMALL_OR_MEDIUM;
    return ENTITY_SIZES.filter((size) => meaning === `size_${size}`);
  });
}

/**
 * Who is excepted; where a group is, each of it. Of those with the simplified framework only some of each kind are, so that
 * no kind is excepted as a whole.
 */
function exceptionsOf(match: TermMatch): readonly (EntityKind | EntitySize)[] {
  const whole = match.meanings.filter((meaning) => meaning !== 'simplified_entities');
  return [...whole.flatMap(kindsOf), ...sizesOf(match)];
}

function exceptionAt(words: readonly ActorWord[], language: Language): number {
  const at = words.findIndex((_, index) =>
    grammarOf(language).exceptions.some((marker) =>
      marker.every((word, offset) => words[index + offset]?.stem === word),
    ),
  );
  return at < 0 ? words.length : at;
}

/** "entities that are not microenterprises". */
function saysNot(words: readonly ActorWord[], language: Language): boolean {
  return words.some(({ stem }) => stem === grammarOf(language).not);
}
