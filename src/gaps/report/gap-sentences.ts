import type { Language } from '../../regulations/act.ts';
import type { ConflictKind } from '../conflicts/conflict.ts';
import type { Assessment, CoverageState } from '../coverage/assessment.ts';
import type { Modality } from '../norms/norm.ts';
import type { Verdict } from '../runs/gap-run.ts';

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
