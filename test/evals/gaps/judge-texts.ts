import { appliesTo } from '../../../src/gaps/applicability/applies-to.ts';
import type { Assessment, CoverageState, Lack } from '../../../src/gaps/coverage/assessment.ts';
import { createScorer } from '../../../src/gaps/coverage/scorer.ts';
import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import { isWithin } from '../../../src/regulations/place.ts';
import { createBaseline } from './baseline.ts';
import type { GapText } from './gap-text.ts';
import { type Variant, variantsOf } from './variants.ts';

/** How one variant of a text was judged: all obligations of its provision together. */
export interface JudgedVariant {
  readonly text: string;
  readonly act: string;
  readonly kind: Variant['kind'];
  /** The highest chance of a gap among the provision's obligations, and their mean. */
  readonly gap: number;
  readonly meanGap: number;
  /** Of the baseline, likewise the highest and the mean. */
  readonly unlike: number;
  readonly meanUnlike: number;
  /** Of the obligation that is shown first: the worst of those that are not covered, else covered. */
  readonly state: CoverageState;
  /** How sure it was of that state. */
  readonly confidence: number;
  /** Of all obligations of the provision. */
  readonly lacks: readonly Lack[];
}

export interface JudgedText {
  readonly text: string;
  readonly act: string;
  readonly provision: string;
  /** How many obligations the product reads out of the provision; with none, no gap can be found. */
  readonly obligations: number;
  readonly variants: readonly JudgedVariant[];
}

/** Judges each variant of each text, alone, against all obligations of its act. */
export function judgeTexts(
  texts: readonly GapText[],
  law: ReadonlyMap<string, readonly Obligation[]>,
): readonly JudgedText[] {
  return [...new Set(texts.map(({ act }) => act))].flatMap((act) => {
    const obligations = law.get(act) ?? [];
    const scorer = createScorer(obligations);
    const of = texts.filter((text) => text.act === act);
    const baseline = createBaseline(obligations, of[0]?.language ?? 'en');
    return of.map((text): JudgedText => {
      const asked = askedOf(obligations.filter(({ place }) => isWithin(place, text.provision)));
      const variants = variantsOf(text).map(({ kind, policy }): JudgedVariant => {
        const works = [scorer.work(policy, new Set(asked))];
        const assessments = asked.map((obligation) => scorer.assess(obligation, works));
        const unlike = asked.map((obligation) => baseline.gap(obligation, policy));
        const gaps = assessments.map(({ gap }) => gap);
        const { state, confidence } = shownFirst(assessments) ?? { state: 'covered', confidence: 1 };
        return {
          text: text.id,
          act,
          kind,
          gap: Math.max(0, ...gaps),
          meanGap: mean(gaps),
          unlike: Math.max(0, ...unlike),
          meanUnlike: mean(unlike),
          state,
          confidence,
          lacks: [...new Set(assessments.flatMap(({ differences }) => differences.map((each) => each.kind)))],
        };
      });
      return { text: text.id, act, provision: text.provision, obligations: asked.length, variants };
    });
  });
}

/** Those of a provision's obligations that an analysis compares: what binds no firm is none of them, where anything does. */
export function askedOf(within: readonly Obligation[]): readonly Obligation[] {
  const applying = within.filter((obligation) => appliesTo(obligation, undefined).applies);
  return applying.length === 0 ? within : applying;
}

function shownFirst(assessments: readonly Assessment[]): Assessment | undefined {
  const worst = (list: readonly Assessment[]): Assessment | undefined => [...list].sort((a, b) => b.gap - a.gap)[0];
  return worst(assessments.filter(({ state }) => state !== 'covered')) ?? worst(assessments);
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
