/**
 * Fits the numbers of `src/gaps/coverage/gap-model.ts` and says how well gaps are told in texts by other people:
 *
 *     npx tsx test/evals/gaps/model/fit-gap-model.ts
 *
 * on the author's own texts and those for tuning. They are divided by who wrote them; the cues of each part are read by a
 * model that was fitted on the other parts and the sentences, since a model is surer of what it was fitted on.
 */
import { aimsOf } from '../../../../src/gaps/coverage/aims.ts';
import { bearings } from '../../../../src/gaps/coverage/bearing.ts';
import type { CueReader } from '../../../../src/gaps/coverage/cues/cues.ts';
import { GROUNDS, type Ground } from '../../../../src/gaps/coverage/finding.ts';
import { groundsOf, NO_SUPPORT, traitsOf } from '../../../../src/gaps/coverage/gap-model.ts';
import { createHearing } from '../../../../src/gaps/coverage/hearing.ts';
import { readingsOf } from '../../../../src/gaps/coverage/readings.ts';
import { createTermReader } from '../../../../src/gaps/coverage/terms.ts';
import { createLikeness } from '../../../../src/gaps/coverage/words/likeness.ts';
import { workOut } from '../../../../src/gaps/coverage/work-out.ts';
import type { Obligation } from '../../../../src/gaps/obligations/obligation.ts';
import { isWithin } from '../../../../src/regulations/place.ts';
import { gapLaw } from '../gap-law.ts';
import { type GapText, halfFolder, readGapTexts, TUNING } from '../gap-text.ts';
import { askedOf } from '../judge-texts.ts';
import { areaUnderCurve } from '../statistics.ts';
import { variantsOf } from '../variants.ts';
import { cueRows, namedCues } from './cue-rows.ts';
import { descend } from './descend.ts';
import { type CueModel, fitCues } from './fit-cues.ts';
import { readGapSentences } from './gap-sentences.ts';

const TRAITS = Object.keys(traitsOf(NO_SUPPORT)) as (keyof ReturnType<typeof traitsOf>)[];
const SIZE = TRAITS.length + 1 + GROUNDS.length;

/** What one variant of a text shows of each obligation of its provision. */
interface Shown {
  readonly writer: string;
  readonly set: string;
  readonly kind: string;
  readonly duties: readonly { readonly traits: Float64Array; readonly grounds: Float64Array }[];
}

/** Who wrote a text: the letters of its name; the author's own and the first texts for tuning are divided by their numbers. */
export function writerOf({ id }: GapText): string {
  const [name = '', number = '0'] = id.split('-');
  return /^[xy]/.test(name) ? name : `${Number(number) % 4}`;
}

function readerOf({ names, constants, weights }: CueModel): CueReader {
  const places = new Map(names.map((name, at) => [name, at]));
  return (wording, law) => {
    const at = [...namedCues(wording, law)].flatMap((name) => places.get(name) ?? []);
    return weights.map((each, kind) => at.reduce((sum, place) => sum + (each[place] ?? 0), constants[kind] ?? 0));
  };
}

function shownBy(
  texts: readonly { readonly text: GapText; readonly set: string }[],
  cues: CueReader,
  law: ReadonlyMap<string, readonly Obligation[]>,
): readonly Shown[] {
  const reader = createTermReader();
  const likeness = createLikeness();
  const aims = new Map([...law].map(([act, obligations]) => [act, aimsOf(obligations, reader).aims]));
  return texts.flatMap(({ text, set }) => {
    const asked = new Set(askedOf((law.get(text.act) ?? []).filter(({ place }) => isWithin(place, text.provision))));
    const own = (aims.get(text.act) ?? []).filter(({ obligation }) => asked.has(obligation));
    return variantsOf(text).map(({ kind, policy }): Shown => {
      const readings = readingsOf(policy, reader);
      const hearing = createHearing(readings, likeness);
      const duties = [...bearings(own, readings, hearing)].map((borne) => {
        const { support, findings } =
          borne.best.length === 0
            ? { support: NO_SUPPORT, findings: [] }
            : workOut(borne, readings, { reader, hearing, cues });
        const traits = traitsOf(support);
        const grounds = groundsOf(findings);
        return {
          traits: Float64Array.from(TRAITS, (trait) => traits[trait]),
          grounds: Float64Array.from(GROUNDS, (ground) => grounds.get(ground) ?? 0),
        };
      });
      return { writer: writerOf(text), set, kind, duties };
    });
  });
}

const sure = (odds: number): number => 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, odds))));

/** The chance of a gap of the duty for which it is highest, and that duty's parts. */
function worst(at: Float64Array, { duties }: Shown): { gap: number; none: number; short: number; duty: number } {
  let most = { gap: 0, none: 0, short: 0, duty: -1 };
  for (const [duty, { traits, grounds }] of duties.entries()) {
    let noneOdds = 0;
    for (let trait = 0; trait < traits.length; trait += 1) noneOdds += (at[trait] ?? 0) * (traits[trait] ?? 0);
    let shortOdds = at[TRAITS.length] ?? 0;
    for (let ground = 0; ground < grounds.length; ground += 1)
      shortOdds += weightAt(at, ground) * (grounds[ground] ?? 0);
    const [none, short] = [sure(noneOdds), sure(shortOdds)];
    const gap = 1 - (1 - none) * (1 - short);
    if (gap > most.gap) most = { gap, none, short, duty };
  }
  return most;
}

/** No ground speaks against a gap: its weight is a square. */
function weightAt(at: Float64Array, ground: number): number {
  const root = at[TRAITS.length + 1 + ground] ?? 0;
  return root * root;
}

/**
 * What is thought before anything is seen, and how firmly: of support; of each ground, by how plainly such words say that
 * something falls short. The texts have too few of most grounds to tell it by themselves.
 */
const BEFORE: Readonly<Record<string, number>> = { ahead: -6, recall: -4, act: -1 };
const SHORT_BEFORE = -3;
const GROUND_BEFORE: Readonly<Record<Ground, number>> = {
  weak_norm: 4.2,
  weak_verb: 3.5,
  hedge: 3.5,
  denied: 2.8,
  denied_widely: 1.4,
  opposite: 2.8,
  allowed: 4.2,
  laxer: 4.2,
  time_absent: 3,
  time_unlike: 2.8,
  prompt_absent: 2.8,
  afterwards: 2.8,
  slow: 2.8,
  recipient_wrong: 1.75,
  recipient_mention: 2.1,
  recipient_absent: 1.4,
  not_board: 3.5,
  excepted: 4.2,
  left_out: 3.5,
  only: 3.5,
  over: 4.2,
  qualified: 2.1,
  worded_weakly: 3,
  worded_as_exception: 3,
  worded_narrowly: 3,
  worded_against: 3,
  worded_late: 3,
  worded_to_others: 3,
};
const FIRMNESS = { constants: 0.0001, traits: 0.001, grounds: 0.003 } as const;

/** Chances from which there might be said to be a gap. */
const BOUNDS = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6] as const;
const SETS: Readonly<Record<string, number>> = { own: 1, tuning: 2, fresh: 3 };

function startAt(): Float64Array {
  const at = new Float64Array(SIZE);
  for (const [place, trait] of TRAITS.entries()) at[place] = BEFORE[trait] ?? 0;
  at[TRAITS.length] = SHORT_BEFORE;
  for (const [place, ground] of GROUNDS.entries()) at[TRAITS.length + 1 + place] = Math.sqrt(GROUND_BEFORE[ground]);
  return at;
}

/** How far a place is from what was thought before, into the loss and its slope. */
function heldBack(at: Float64Array, start: Float64Array, slope: Float64Array): number {
  let loss = 0;
  for (let place = 0; place < SIZE; place += 1) {
    const [value, before] = [at[place] ?? 0, start[place] ?? 0];
    if (place > TRAITS.length) {
      const from = value * value - before * before;
      loss += FIRMNESS.grounds * from * from;
      slope[place] = 4 * FIRMNESS.grounds * from * value;
      continue;
    }
    const firm = place === 0 || place === TRAITS.length ? FIRMNESS.constants : FIRMNESS.traits;
    loss += firm * (value - before) ** 2;
    slope[place] = 2 * firm * (value - before);
  }
  return loss;
}

function fitted(shown: readonly Shown[]): Float64Array {
  const start = startAt();
  const share = new Map<string, number>();
  const group = ({ set, kind }: Shown): string => `${set} ${kind === 'covered'}`;
  for (const each of shown) share.set(group(each), (share.get(group(each)) ?? 0) + 1);
  const total = [...new Set(shown.map(({ set }) => set))].reduce((sum, set) => sum + 2 * (SETS[set] ?? 1), 0);
  return descend((at, slope) => {
    let loss = heldBack(at, start, slope);
    for (const each of shown) {
      const { gap, none, short, duty } = worst(at, each);
      const found = each.duties[duty];
      if (found === undefined) continue;
      const weight = (SETS[each.set] ?? 1) / (share.get(group(each)) ?? 1) / total;
      const held = Math.min(1 - 1e-6, Math.max(1e-6, gap));
      const is = each.kind === 'covered' ? 0 : 1;
      loss -= weight * (is === 1 ? Math.log(held) : Math.log(1 - held));
      const pull = weight * (is === 1 ? -1 / held : 1 / (1 - held));
      const byNone = pull * none * (1 - none) * (1 - short);
      const byShort = pull * short * (1 - short) * (1 - none);
      for (const [trait, value] of found.traits.entries()) slope[trait] = (slope[trait] ?? 0) + byNone * value;
      slope[TRAITS.length] = (slope[TRAITS.length] ?? 0) + byShort;
      for (const [ground, value] of found.grounds.entries()) {
        const place = TRAITS.length + 1 + ground;
        slope[place] = (slope[place] ?? 0) + byShort * value * 2 * (at[place] ?? 0);
      }
    }
    return loss;
  }, start);
}

function detection(judged: readonly { readonly shown: Shown; readonly gap: number }[]): number {
  const gaps = (covered: boolean): readonly number[] =>
    judged.filter(({ shown }) => (shown.kind === 'covered') === covered).map(({ gap }) => gap);
  return areaUnderCurve(gaps(true), gaps(false));
}

async function main(): Promise<void> {
  const law = await gapLaw();
  const texts = [
    ...readGapTexts(halfFolder('own')).map((text) => ({ text, set: 'own' })),
    ...readGapTexts(TUNING).map((text) => ({ text, set: /^[xy]/.test(text.id) ? 'fresh' : 'tuning' })),
  ];
  const sentences = readGapSentences();
  const writers = [...new Set(texts.map(({ text }) => writerOf(text)))];
  const shown = writers.flatMap((writer) => {
    const others = texts.filter(({ text }) => writerOf(text) !== writer).map(({ text }) => text);
    const cues = readerOf(fitCues(cueRows(others, sentences, law)));
    return shownBy(
      texts.filter(({ text }) => writerOf(text) === writer),
      cues,
      law,
    );
  });
  const judged = writers.flatMap((writer) => {
    const at = fitted(shown.filter((each) => each.writer !== writer));
    return shown.filter((each) => each.writer === writer).map((each) => ({ shown: each, gap: worst(at, each).gap }));
  });
  for (const set of [...Object.keys(SETS)])
    process.stdout.write(
      `${set}: AUC ${detection(judged.filter(({ shown: { set: its } }) => its === set)).toFixed(3)}\n`,
    );
  for (const bound of BOUNDS) {
    const others = judged.filter(({ shown: { set } }) => set !== 'own');
    const above = (covered: boolean): string => {
      const of = others.filter(({ shown: { kind } }) => (kind === 'covered') === covered);
      return (of.filter(({ gap }) => gap >= bound).length / of.length).toFixed(2);
    };
    process.stdout.write(`from ${bound}: ${above(false)} of gaps, ${above(true)} of covered\n`);
  }
  const at = fitted(shown);
  const said = (value: number): string => value.toFixed(2);
  process.stdout.write(`${TRAITS.map((trait, place) => `${trait}: ${said(at[place] ?? 0)}`).join(', ')}\n`);
  process.stdout.write(`short: ${said(at[TRAITS.length] ?? 0)}\n`);
  for (const [place, ground] of GROUNDS.entries())
    process.stdout.write(`${ground satisfies Ground}: ${said(weightAt(at, place))},\n`);
}

if (process.argv[1] === import.meta.filename) await main();
