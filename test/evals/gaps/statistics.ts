import { seeded } from '../../seeded.ts';

/**
 * The area under the ROC curve: the chance that one that has a gap is scored above one that has none; ties are half
 * (Mann-Whitney). `NaN` where one side is empty.
 */
export function areaUnderCurve(without: readonly number[], having: readonly number[]): number {
  let above = 0;
  for (const low of without) for (const high of having) above += high > low ? 1 : high === low ? 0.5 : 0;
  return above / (without.length * having.length);
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % interval of a figure over groups, by the percentile bootstrap: groups are drawn again as wholes, since what is
 * in one group is alike. The same seed gives the same interval.
 */
export function bootstrapInterval<Group>(
  groups: readonly Group[],
  figure: (drawn: readonly Group[]) => number,
  { draws = 2_000, seed = 9 }: { readonly draws?: number; readonly seed?: number } = {},
): Interval {
  const random = seeded(seed);
  const figures: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = groups.flatMap(() => groups[Math.floor(random() * groups.length)] ?? []);
    const found = figure(drawn as readonly Group[]);
    if (Number.isFinite(found)) figures.push(found);
  }
  figures.sort((a, b) => a - b);
  const at = (share: number): number => figures[Math.round(share * (figures.length - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}

/** What was said to be how likely, and whether it was so. */
export interface Forecast {
  readonly chance: number;
  readonly true: boolean;
  /** How much it counts; 1 where not told. */
  readonly weight?: number;
}

export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly forecasts: number;
  /** Means over the bin. */
  readonly said: number;
  readonly was: number;
}

/** The mean squared error of chances (Brier, 1950): 0 is perfect, always saying one half gives 0.25. */
export function brierScore(forecasts: readonly Forecast[]): number {
  const error = ({ chance, true: was }: Forecast): number => (chance - (was ? 1 : 0)) ** 2;
  return meanOf(forecasts, error);
}

/** Forecasts by how likely they were said to be, in bins of one width; empty bins are left out. */
export function reliability(forecasts: readonly Forecast[], bins = 5): readonly ReliabilityBin[] {
  return Array.from({ length: bins }, (_, bin) => {
    const within = forecasts.filter(({ chance }) => Math.min(Math.floor(chance * bins), bins - 1) === bin);
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      forecasts: within.length,
      said: meanOf(within, ({ chance }) => chance),
      was: meanOf(within, ({ true: was }) => (was ? 1 : 0)),
    };
  }).filter(({ forecasts: count }) => count > 0);
}

/** Counts the sides alike, as if half of the forecasts were true. */
export function balanced(forecasts: readonly Forecast[]): readonly Forecast[] {
  const trues = forecasts.filter((each) => each.true).length;
  return forecasts.map((each) => ({ ...each, weight: 1 / (each.true ? trues : forecasts.length - trues) }));
}

function meanOf(forecasts: readonly Forecast[], value: (forecast: Forecast) => number): number {
  const weights = forecasts.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return forecasts.reduce((sum, each) => sum + (each.weight ?? 1) * value(each), 0) / weights;
}
