import type { Language } from '../../regulations/act.ts';
import { stemOf } from './actor-words.ts';

/** Words of grammar in and around actors, as they are compared. */
export interface Grammar {
  readonly and: ReadonlySet<string>;
  /** What stands behind one of these tells more of what stands before. */
  readonly links: ReadonlySet<string>;
  readonly of: string;
  /** With these a thing is a firm's: "reports submitted by financial entities". */
  readonly owners: ReadonlySet<string>;
  /** Parts of an authority that act for it. Any other thing of its own may be for a firm to obtain. */
  readonly parts: ReadonlySet<string>;
  /** What stands behind one of these is what is before: "entities that are microenterprises". */
  readonly be: ReadonlySet<string>;
  readonly not: string;
  /** Words that begin an exception. */
  readonly exceptions: readonly (readonly string[])[];
}

const GRAMMAR: Readonly<Record<Language, Grammar>> = {
  en: {
    and: wordSet(', and or well', 'en'),
    links: wordSet(
      'of by for to in on from with under at that which who whom whose between against within without into through upon where when if (',
      'en',
    ),
    of: 'of',
    owners: wordSet('of by', 'en'),
    parts: wordSet('chair chairperson member official representative staff director head', 'en'),
    be: wordSet('are is be qualify', 'en'),
    not: 'not',
    exceptions: phrases('other than | except | excluding | exception | apart from', 'en'),
  },
  es: {
    and: wordSet(', y e o u como', 'es'),
    links: wordSet(
      'de por para a en con sin sobre ante que quien cuyo cuya entre segun mediante contra hasta desde tras conforme cuando si donde (',
      'es',
    ),
    of: 'de',
    owners: wordSet('de por', 'es'),
    parts: wordSet('presidente presidencia director titular secretaria personal miembro funcionario', 'es'),
    be: wordSet('es son sea sean tengan', 'es'),
    not: 'no',
    exceptions: phrases(
      'salvo | excepto | excepcion | distinta de | distinto de | diferente de | que no sean | que no sea | excluida | excluido',
      'es',
    ),
  },
};

export function grammarOf(language: Language): Grammar {
  return GRAMMAR[language];
}

function wordSet(words: string, language: Language): ReadonlySet<string> {
  return new Set(words.split(' ').map((word) => stemOf(word, language)));
}

function phrases(list: string, language: Language): readonly (readonly string[])[] {
  return list.split(' | ').map((phrase) => phrase.split(' ').map((word) => stemOf(word, language)));
}
