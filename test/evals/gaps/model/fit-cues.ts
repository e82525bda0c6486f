import { CUE_KINDS, type CueKind } from '../../../../src/gaps/coverage/cues/cues.ts';
import type { CueRow } from './cue-rows.ts';
import { descend } from './descend.ts';

/** A model of cues: for each kind a constant, and the weight of each cue. */
export interface CueModel {
  readonly names: readonly string[];
  /** In the order of `CUE_KINDS`. */
  readonly constants: readonly number[];
  /** By kind, a weight for each name. */
  readonly weights: readonly Float64Array[];
}

/** What is met in one row alone tells nothing. */
const LEAST_ROWS = 2;
/** How much the rows count against the weights' being small. */
const STRENGTH = 0.7;
/** A statement on something else is as little a gap as one that covers, and is met less where statements are compared. */
const BESIDE = 0.5;

/**
 * How common words stand around the law's words tells exceptions and narrow scopes. Of the other kinds it tells no more than
 * that such statements repeat the law's words oftener.
 */
const BY_OUTLINE: ReadonlySet<CueKind> = new Set<CueKind>(['excepted', 'narrowed']);
const OUTLINE = /^..:A:/;

/** Fits the model: logistic regression of each kind against all that has no gap, the sides counted alike. */
export function fitCues(rows: readonly CueRow[], keep = Number.POSITIVE_INFINITY): CueModel {
  const counts = new Map<string, number>();
  for (const { cues } of rows) for (const name of cues) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].flatMap(([name, count]) => (count >= LEAST_ROWS ? [name] : [])).sort();
  const model = fitted(rows, names);
  if (names.length <= keep) return model;
  // Those stay that move most rows furthest.
  const reach = (at: number): number =>
    Math.max(...model.weights.map((weights) => Math.abs(weights[at] ?? 0))) *
    Math.sqrt(counts.get(names[at] ?? '') ?? 0);
  const kept = names
    .map((name, at) => ({ name, reach: reach(at) }))
    .sort((a, b) => b.reach - a.reach || (a.name < b.name ? -1 : 1))
    .slice(0, keep)
    .map(({ name }) => name)
    .sort();
  return fitted(rows, kept);
}

function fitted(rows: readonly CueRow[], names: readonly string[]): CueModel {
  const places = new Map(names.map((name, at) => [name, at]));
  const read = rows.map(({ kind, cues }) => ({
    kind,
    at: Int32Array.from([...cues].flatMap((name) => places.get(name) ?? [])),
  }));
  const outline = Uint8Array.from(names, (name) => (OUTLINE.test(name) ? 1 : 0));
  const without = read.map(({ kind, at }) => ({ kind, at: at.filter((place) => outline[place] === 0) }));
  const found = CUE_KINDS.map((kind) => fitOne(BY_OUTLINE.has(kind) ? read : without, kind, names.length));
  return {
    names,
    constants: found.map((weights) => weights[names.length] ?? 0),
    weights: found.map((weights) => weights.subarray(0, names.length)),
  };
}

function fitOne(
  rows: readonly { readonly kind: CueRow['kind']; readonly at: Int32Array }[],
  kind: CueKind,
  size: number,
): Float64Array {
  const without = rows.filter((row) => row.kind === 'covering' || row.kind === 'beside');
  const having = rows.filter((row) => row.kind === kind);
  const weightOf = (row: (typeof rows)[number]): number => (row.kind === 'beside' ? BESIDE : 1);
  const share = without.reduce((sum, row) => sum + weightOf(row), 0) / Math.max(1, having.length);
  const all = [
    ...without.map((row) => ({ at: row.at, weight: weightOf(row), sign: -1 })),
    ...having.map(({ at }) => ({ at, weight: share, sign: 1 })),
  ];
  return descend(
    (point, slope) => {
      let loss = 0;
      for (let at = 0; at <= size; at += 1) {
        const each = point[at] ?? 0;
        loss += (each * each) / 2;
        slope[at] = each;
      }
      for (const { at, weight, sign } of all) {
        let odds = point[size] ?? 0;
        for (const place of at) odds += point[place] ?? 0;
        const margin = sign * odds;
        loss +=
          STRENGTH * weight * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
        const pull = (-sign * STRENGTH * weight) / (1 + Math.exp(margin));
        for (const place of at) slope[place] = (slope[place] ?? 0) + pull;
        slope[size] = (slope[size] ?? 0) + pull;
      }
      return loss;
    },
    new Float64Array(size + 1),
  );
}
