import { COVERAGE_STATES, type CoverageState, type Lack } from '../../../src/gaps/coverage/assessment.ts';
import { GAP_KINDS, type GapKind } from './gap-text.ts';
import type { JudgedText, JudgedVariant } from './judge-texts.ts';
import {
  areaUnderCurve,
  balanced,
  bootstrapInterval,
  brierScore,
  type Forecast,
  type Interval,
  type ReliabilityBin,
  reliability,
} from './statistics.ts';

/** What a compliance officer would say of each kind: the right state, and the differences that name it. */
const RIGHT: Readonly<Record<GapKind, { readonly state: CoverageState; readonly lacks: readonly Lack[] }>> = {
  removed: { state: 'missing', lacks: [] },
  title_only: { state: 'missing', lacks: [] },
  weakened_modality: { state: 'partial', lacks: ['modality'] },
  longer_deadline: { state: 'contradicted', lacks: ['deadline'] },
  wrong_recipient: { state: 'contradicted', lacks: ['recipient'] },
  narrower_scope: { state: 'partial', lacks: ['scope', 'condition'] },
  added_exception: { state: 'partial', lacks: ['exception'] },
  contradicted: { state: 'contradicted', lacks: [] },
};

export type States = Readonly<Record<CoverageState, number>>;

export interface KindFigures {
  readonly kind: GapKind;
  readonly variants: number;
  /** Against all covered texts; of the highest gap, and of the baseline. */
  readonly auc: number;
  readonly baseline: number;
  /** Found is what is not said to be covered. Precision is against the covered form of the same texts. */
  readonly precision: number;
  readonly recall: number;
  readonly states: States;
  /** Share with the state that is right. */
  readonly rightState: number;
  /** Share whose difference was named, and the share of the same texts, covered, of which the same was said wrongly. */
  readonly named: number | null;
  readonly namedWrongly: number | null;
}

export interface GapFigures {
  readonly texts: number;
  readonly variants: number;
  /** Texts out of whose provision no obligation was read: none of their gaps can be found. */
  readonly unread: readonly string[];
  /** Covered texts against all that have a gap; by the highest and the mean gap, and within each text alone. */
  readonly auc: number;
  readonly interval: Interval;
  readonly meanAuc: number;
  readonly withinText: number;
  readonly baseline: {
    readonly auc: number;
    readonly interval: Interval;
    readonly meanAuc: number;
    readonly withinText: number;
  };
  readonly acts: readonly {
    readonly act: string;
    readonly texts: number;
    readonly auc: number;
    readonly baseline: number;
  }[];
  readonly kinds: readonly KindFigures[];
  readonly covered: States;
  /** Of the covered texts, said to be covered. */
  readonly specificity: number;
  readonly gap: { readonly brier: number; readonly balanced: number; readonly bins: readonly ReliabilityBin[] };
  readonly confidence: { readonly brier: number; readonly bins: readonly ReliabilityBin[]; readonly right: number };
}

type Score = (variant: JudgedVariant) => number;

const byGap: Score = ({ gap }) => gap;
const byMeanGap: Score = ({ meanGap }) => meanGap;
const byUnlike: Score = ({ unlike }) => unlike;
const byMeanUnlike: Score = ({ meanUnlike }) => meanUnlike;

export function figuresOf(judged: readonly JudgedText[]): GapFigures {
  const all = judged.flatMap(({ variants }) => variants);
  const covered = all.filter(({ kind }) => kind === 'covered');
  return {
    texts: judged.length,
    variants: all.length,
    unread: judged.filter(({ obligations }) => obligations === 0).map(({ text }) => text),
    auc: detection(judged, byGap),
    interval: bootstrapInterval(judged, (drawn) => detection(drawn, byGap)),
    meanAuc: detection(judged, byMeanGap),
    withinText: within(judged, byGap),
    baseline: {
      auc: detection(judged, byUnlike),
      interval: bootstrapInterval(judged, (drawn) => detection(drawn, byUnlike)),
      meanAuc: detection(judged, byMeanUnlike),
      withinText: within(judged, byUnlike),
    },
    acts: [...new Set(judged.map(({ act }) => act))].map((act) => {
      const of = judged.filter((each) => each.act === act);
      return { act, texts: of.length, auc: detection(of, byGap), baseline: detection(of, byUnlike) };
    }),
    kinds: GAP_KINDS.map((kind) => kindFigures(kind, judged)).filter(({ variants }) => variants > 0),
    covered: statesOf(covered),
    specificity: share(covered, ({ state }) => state === 'covered'),
    ...calibrationOf(all),
  };
}

function calibrationOf(all: readonly JudgedVariant[]): Pick<GapFigures, 'gap' | 'confidence'> {
  const gaps = all.map(({ kind, gap }): Forecast => ({ chance: gap, true: kind !== 'covered' }));
  const states = all.map((each): Forecast => ({ chance: each.confidence, true: isRight(each) }));
  return {
    gap: { brier: brierScore(gaps), balanced: brierScore(balanced(gaps)), bins: reliability(gaps) },
    confidence: { brier: brierScore(states), bins: reliability(states), right: share(all, isRight) },
  };
}

function isRight({ kind, state }: JudgedVariant): boolean {
  return state === (kind === 'covered' ? 'covered' : RIGHT[kind].state);
}

/** Covered variants against all the others, over all texts. */
function detection(judged: readonly JudgedText[], score: Score): number {
  const all = judged.flatMap(({ variants }) => variants);
  return areaUnderCurve(
    all.filter(({ kind }) => kind === 'covered').map(score),
    all.filter(({ kind }) => kind !== 'covered').map(score),
  );
}

/** The same within each text alone, averaged: how well a gap is told from its own text without it. */
function within(judged: readonly JudgedText[], score: Score): number {
  return judged.reduce((sum, text) => sum + detection([text], score), 0) / judged.length;
}

function kindFigures(kind: GapKind, judged: readonly JudgedText[]): KindFigures {
  const variants = judged.flatMap((text) => text.variants.filter((each) => each.kind === kind));
  const texts = new Set(variants.map(({ text }) => text));
  const covered = judged.flatMap((text) => text.variants.filter((each) => each.kind === 'covered'));
  const same = covered.filter(({ text }) => texts.has(text));
  const found = variants.filter(({ state }) => state !== 'covered').length;
  const wrongly = same.filter(({ state }) => state !== 'covered').length;
  const { lacks, state: right } = RIGHT[kind];
  const names = (each: JudgedVariant): boolean => each.lacks.some((lack) => lacks.includes(lack));
  return {
    kind,
    variants: variants.length,
    auc: areaUnderCurve(covered.map(byGap), variants.map(byGap)),
    baseline: areaUnderCurve(covered.map(byUnlike), variants.map(byUnlike)),
    precision: found / (found + wrongly),
    recall: found / variants.length,
    states: statesOf(variants),
    rightState: share(variants, ({ state }) => state === right),
    named: lacks.length === 0 ? null : share(variants, names),
    namedWrongly: lacks.length === 0 ? null : share(same, names),
  };
}

function statesOf(variants: readonly JudgedVariant[]): States {
  const count = (state: CoverageState): number => variants.filter((each) => each.state === state).length;
  return Object.fromEntries(COVERAGE_STATES.map((state) => [state, count(state)])) as Record<CoverageState, number>;
}

function share(variants: readonly JudgedVariant[], is: (variant: JudgedVariant) => boolean): number {
  return variants.filter(is).length / variants.length;
}
