import type { Language } from '../../regulations/act.ts';
import type { ConflictKind } from '../conflicts/conflict.ts';
import type { Assessment, CoverageState, Difference, Lack } from '../coverage/assessment.ts';
import type { Modality } from '../norms/norm.ts';
import type { GapResult, Verdict } from '../runs/gap-run.ts';

/** What is said in one language and the other. */
type Said = Readonly<Record<Language, string>>;

const STATES: Readonly<
  Record<CoverageState, { readonly name: Said; readonly several: Said; readonly letter: Said; readonly means: Said }>
> = {
  covered: {
    name: { en: 'Covered', es: 'Cubierta' },
    several: { en: 'covered', es: 'cubiertas' },
    letter: { en: 'C', es: 'C' },
    means: { en: 'a policy says all that the law demands', es: 'una política dice todo lo que la ley exige' },
  },
  partial: {
    name: { en: 'Partly covered', es: 'Cubierta en parte' },
    several: { en: 'partly covered', es: 'cubiertas en parte' },
    letter: { en: 'P', es: 'P' },
    means: {
      en: 'a policy speaks of it, and leaves something out or says less',
      es: 'una política lo trata, pero omite algo o dice menos',
    },
  },
  contradicted: {
    name: { en: 'Contradicted', es: 'Contradicha' },
    several: { en: 'contradicted', es: 'contradichas' },
    letter: { en: 'X', es: 'X' },
    means: {
      en: 'a policy says something that the law does not allow',
      es: 'una política dice algo que la ley no permite',
    },
  },
  missing: {
    name: { en: 'Missing', es: 'Sin cubrir' },
    several: { en: 'missing', es: 'sin cubrir' },
    letter: { en: 'M', es: 'S' },
    means: { en: 'no policy says it', es: 'ninguna política lo dice' },
  },
  not_applicable: {
    name: { en: 'Not applicable', es: 'No aplicable' },
    several: { en: 'not applicable', es: 'no aplicables' },
    letter: { en: 'N', es: 'N' },
    means: { en: 'it does not bind this firm', es: 'no obliga a esta entidad' },
  },
};

/** From the one to be looked at first to the one that needs nobody. */
export const WORST_FIRST: readonly CoverageState[] = [
  'contradicted',
  'missing',
  'partial',
  'covered',
  'not_applicable',
];

/** What still has to be done something about. */
export function isGap(state: CoverageState): boolean {
  return state === 'contradicted' || state === 'missing' || state === 'partial';
}

/** "Partly covered". */
export function stateName(state: CoverageState, language: Language): string {
  return STATES[state].name[language];
}

/** "8 contradicted". */
export function stateCount(count: number, state: CoverageState, language: Language): string {
  const { name, several } = STATES[state];
  return `${count} ${count === 1 ? name[language].toLowerCase() : several[language]}`;
}

/** One letter for where there is no room for more; a legend must stand beside it. */
export function stateLetter(state: CoverageState, language: Language): string {
  return STATES[state].letter[language];
}

/** What the state means, as a clause: "no policy says it". */
export function stateMeaning(state: CoverageState, language: Language): string {
  return STATES[state].means[language];
}

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
export function quotation(words: string, language: Language): string {
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
  return [...new Set([...sentences, ...(reason === undefined || reason === decision?.reason ? [] : [reason])])];
}

type Reasons = Pick<GapResult, 'assessment' | 'decision'>;

/** What is lacking: each kind once, in the order in which the differences were found. */
export function lacksOf({ differences }: Pick<Assessment, 'differences'>): readonly Lack[] {
  return [...new Set(differences.map(({ kind }) => kind))];
}

const DOUBTFUL: Said = { en: 'doubtful, read both texts', es: 'dudoso, lea ambos textos' };
const SURE: readonly (readonly [least: number, said: Said])[] = [
  [0.9, { en: 'very likely right', es: 'muy probablemente cierto' }],
  [0.75, { en: 'likely right', es: 'probablemente cierto' }],
  [0.5, { en: 'more likely right than wrong', es: 'más probablemente cierto que no' }],
];

/** How far something can be relied on: "likely right (82 %)". */
export function confidenceSaid(confidence: number, language: Language): string {
  const shown = Math.round(confidence * 100) / 100;
  const said = SURE.find(([least]) => shown >= least)?.[1] ?? DOUBTFUL;
  return `${said[language]} (${percent(confidence)})`;
}

const BY_PERSON: Said = { en: 'decided by a person', es: 'decidido por una persona' };

/** How far a state can be relied on; where a person decided there is nothing to reckon. */
export function certaintySaid({ confidence, by }: Pick<Assessment, 'confidence' | 'by'>, language: Language): string {
  return by === 'person' ? BY_PERSON[language] : confidenceSaid(confidence, language);
}

/** A share of one as people read it; between 0 and 1 neither end is claimed that is not reached. */
export function percent(share: number): string {
  const rounded = Math.round(Math.min(1, Math.max(0, share)) * 100);
  if (rounded === 100 && share < 1) return '99 %';
  if (rounded === 0 && share > 0) return '1 %';
  return `${rounded} %`;
}

const MODALITIES: Readonly<Record<Modality, Said>> = {
  must: { en: 'must', es: 'debe' },
  must_not: { en: 'must not', es: 'no debe' },
  may: { en: 'may', es: 'puede' },
  should: { en: 'should', es: 'debería' },
};

export function modalityName(modality: Modality, language: Language): string {
  return MODALITIES[modality][language];
}

const VERDICTS: Readonly<Record<Verdict, Said>> = {
  accepted: { en: 'It is a gap', es: 'Es una carencia' },
  rejected: { en: 'It is no gap', es: 'No es una carencia' },
  not_applicable: { en: 'It does not apply', es: 'No es aplicable' },
};

/** What a person decided, as a sentence without its end. */
export function verdictName(verdict: Verdict, language: Language): string {
  return VERDICTS[verdict][language];
}

const CONFLICTS: Readonly<Record<ConflictKind, Said>> = {
  deadline: { en: 'different deadlines', es: 'plazos distintos' },
  frequency: { en: 'different frequencies', es: 'periodicidades distintas' },
  retention: { en: 'different retention periods', es: 'plazos de conservación distintos' },
  owner: { en: 'different owners', es: 'responsables distintos' },
  recipient: { en: 'different recipients', es: 'destinatarios distintos' },
  modality: { en: 'one demands what another forbids', es: 'una exige lo que otra prohíbe' },
};

export function conflictName(kind: ConflictKind, language: Language): string {
  return CONFLICTS[kind][language];
}
