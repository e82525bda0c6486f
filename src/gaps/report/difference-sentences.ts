import type { Language } from '../../regulations/act.ts';
import type { Assessment, Difference, Lack } from '../coverage/assessment.ts';
import type { GapResult } from '../runs/gap-run.ts';
import { reasonSaid } from './spanish-notes.ts';

/** What is said in one language and the other. */
type Said = Readonly<Record<Language, string>>;

/** Of each difference its name, and how it is told when only one of the texts has words for it. */
const LACKS: Readonly<
  Record<Lack, { readonly name: Said; readonly lawOnly: Said; readonly policyOnly: Said; readonly neither: Said }>
> = {
  action: {
    name: { en: 'what is to be done', es: 'qué debe hacerse' },
    lawOnly: { en: 'the law says {law}, the policy does not', es: 'la ley dice {law}; la política, no' },
    policyOnly: { en: 'the policy says {policy}, the law does not', es: 'la política dice {policy}; la ley, no' },
    neither: {
      en: 'the policy does not say all that the law demands',
      es: 'la política no dice todo lo que la ley exige',
    },
  },
  actor: {
    name: { en: 'who', es: 'quién' },
    lawOnly: {
      en: 'the law says {law}, the policy names nobody',
      es: 'la ley dice {law}; la política no nombra a nadie',
    },
    policyOnly: {
      en: 'the policy says {policy}, the law names nobody',
      es: 'la política dice {policy}; la ley no nombra a nadie',
    },
    neither: { en: 'the policy does not name who must act', es: 'la política no nombra a quien debe actuar' },
  },
  modality: {
    name: { en: 'how binding', es: 'obligatoriedad' },
    lawOnly: {
      en: 'the law says {law}, the policy does not make it binding',
      es: 'la ley dice {law}; la política no lo hace obligatorio',
    },
    policyOnly: {
      en: 'the policy only says {policy}, the law demands it',
      es: 'la política solo dice {policy}; la ley lo exige',
    },
    neither: { en: 'the law demands it, the policy does not', es: 'la ley lo exige; la política, no' },
  },
  deadline: {
    name: { en: 'deadline', es: 'plazo' },
    lawOnly: { en: 'the law says {law}, the policy sets none', es: 'la ley dice {law}; la política no fija ninguno' },
    policyOnly: {
      en: 'the policy says {policy}, the law sets none',
      es: 'la política dice {policy}; la ley no fija ninguno',
    },
    neither: { en: 'the policy does not keep the one of the law', es: 'la política no respeta el de la ley' },
  },
  recipient: {
    name: { en: 'to whom', es: 'a quién' },
    lawOnly: {
      en: 'the law says {law}, the policy names nobody',
      es: 'la ley dice {law}; la política no nombra a nadie',
    },
    policyOnly: {
      en: 'the policy says {policy}, the law names nobody',
      es: 'la política dice {policy}; la ley no nombra a nadie',
    },
    neither: { en: 'the policy does not name who is told', es: 'la política no nombra a quién se informa' },
  },
  condition: {
    name: { en: 'condition', es: 'condición' },
    lawOnly: { en: 'the law says {law}, the policy does not', es: 'la ley dice {law}; la política, no' },
    policyOnly: {
      en: 'the policy asks for {policy}, the law does not',
      es: 'la política pide {policy}; la ley, no',
    },
    neither: { en: 'the policy sets another one than the law', es: 'la política fija una distinta de la de la ley' },
  },
  scope: {
    name: { en: 'scope', es: 'alcance' },
    lawOnly: { en: 'the law holds for {law}, the policy does not', es: 'la ley rige para {law}; la política, no' },
    policyOnly: {
      en: 'the policy holds only for {policy}, the law for all',
      es: 'la política rige solo para {policy}; la ley, para todo',
    },
    neither: {
      en: 'the policy holds for fewer cases than the law',
      es: 'la política rige para menos casos que la ley',
    },
  },
  exception: {
    name: { en: 'exception', es: 'excepción' },
    lawOnly: { en: 'the law allows {law}, the policy does not', es: 'la ley permite {law}; la política, no' },
    policyOnly: {
      en: 'the policy makes one, {policy}, the law does not',
      es: 'la política hace una, {policy}; la ley, no',
    },
    neither: { en: 'the policy makes one that the law does not', es: 'la política hace una que la ley no prevé' },
  },
};

const BOTH: Said = { en: 'the law says {law}, the policy {policy}', es: 'la ley dice {law}; la política, {policy}' };

/** "deadline". */
export function lackName(lack: Lack, language: Language): string {
  return LACKS[lack].name[language];
}

/**
 * One difference as a sentence, with the words of both texts: `deadline: the law says "within 4 hours", the policy
 * "within 24 hours"`.
 */
export function differenceSentence({ kind, law, policy }: Difference, language: Language): string {
  const { name, lawOnly, policyOnly, neither } = LACKS[kind];
  const said = law !== null && policy !== null ? BOTH : law !== null ? lawOnly : policy !== null ? policyOnly : neither;
  const quoted = (words: string | null): string => quotation(words ?? '', language);
  return `${name[language]}: ${said[language].replace(/\{(law|policy)\}/g, (_gap, which) => quoted(which === 'law' ? law : policy))}`;
}

/** Words in the quotation marks of the language around them. */
function quotation(words: string, language: Language): string {
  return language === 'es' ? `«${words}»` : `"${words}"`;
}

const NOWHERE: Said = { en: 'no policy says it', es: 'ninguna política lo dice' };
const NEAREST: Said = {
  en: 'no policy says it; what comes nearest is quoted',
  es: 'ninguna política lo dice; se cita lo más cercano',
};

/**
 * Why an obligation stands as it does: each difference, and what a person or the model said. Empty only where it is covered
 * and nobody said more. What a decision gives as its reason is left to it.
 */
export function whySentences(result: Reasons, language: Language): readonly string[] {
  const { state, evidence } = result.assessment;
  const nowhere = state === 'missing' ? [(evidence.length === 0 ? NOWHERE : NEAREST)[language]] : [];
  return [...nowhere, ...differenceSentences(result, language)];
}

/** As `whySentences`, without saying that no policy says it: for where that stands already. */
export function differenceSentences({ assessment, decision }: Reasons, language: Language): readonly string[] {
  const { differences, reason } = assessment;
  const sentences = differences.map((difference) => differenceSentence(difference, language));
  const given = reason === undefined || reason === decision?.reason ? [] : [reasonSaid(reason, language)];
  return [...new Set([...sentences, ...given])];
}

type Reasons = Pick<GapResult, 'assessment' | 'decision'>;

/** What is lacking: each kind once, in the order in which the differences were found. */
export function lacksOf({ differences }: Pick<Assessment, 'differences'>): readonly Lack[] {
  return [...new Set(differences.map(({ kind }) => kind))];
}
