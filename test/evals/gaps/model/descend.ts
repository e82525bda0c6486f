/** What is to be made small, and its slope at a point; the slope is written into the second list. */
export type Loss = (at: Float64Array, slope: Float64Array) => number;

const REMEMBERED = 8;
const MOST_HALVINGS = 30;
/** The step must bring so much of what the slope promises (Armijo). */
const ENOUGH = 1e-4;

/** Where a smooth loss is least, found from a start by L-BFGS (Nocedal 1980): the same start gives the same place. */
export function descend(loss: Loss, start: Float64Array, { steps = 300, flat = 1e-6 } = {}): Float64Array {
  let at = start.slice();
  let slope = new Float64Array(at.length);
  let value = loss(at, slope);
  const known: { readonly moved: Float64Array; readonly turned: Float64Array; readonly bend: number }[] = [];
  for (let step = 0; step < steps; step += 1) {
    const direction = directionOf(slope, known);
    const promised = dot(direction, slope);
    if (promised > -flat * flat) break;
    let length = known.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(slope, slope))) : 1;
    let next = at;
    let nextSlope = slope;
    let nextValue = value;
    for (let halving = 0; halving < MOST_HALVINGS; halving += 1) {
      next = at.map((each, place) => each + length * (direction[place] ?? 0));
      nextSlope = new Float64Array(at.length);
      nextValue = loss(next, nextSlope);
      if (nextValue <= value + ENOUGH * length * promised) break;
      length /= 2;
    }
    if (!(nextValue < value)) break;
    const moved = next.map((each, place) => each - (at[place] ?? 0));
    const turned = nextSlope.map((each, place) => each - (slope[place] ?? 0));
    const bend = dot(moved, turned);
    if (bend > 0) known.push({ moved, turned, bend });
    if (known.length > REMEMBERED) known.shift();
    const gained = value - nextValue;
    [at, slope, value] = [next, nextSlope, nextValue];
    if (gained < flat * Math.max(1, Math.abs(value))) break;
  }
  return at;
}

function directionOf(
  slope: Float64Array,
  known: readonly { readonly moved: Float64Array; readonly turned: Float64Array; readonly bend: number }[],
): Float64Array {
  const direction = slope.map((each) => -each);
  const shares = known.map(() => 0);
  for (let at = known.length - 1; at >= 0; at -= 1) {
    const each = known[at];
    if (each === undefined) continue;
    shares[at] = dot(each.moved, direction) / each.bend;
    addTo(direction, each.turned, -(shares[at] ?? 0));
  }
  const last = known.at(-1);
  if (last !== undefined) {
    const scale = last.bend / dot(last.turned, last.turned);
    for (let at = 0; at < direction.length; at += 1) direction[at] = (direction[at] ?? 0) * scale;
  }
  for (const [at, each] of known.entries())
    addTo(direction, each.moved, (shares[at] ?? 0) - dot(each.turned, direction) / each.bend);
  return direction;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] as number) * (other[at] as number);
  return sum;
}

function addTo(sum: Float64Array, other: Float64Array, share: number): void {
  for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] as number) + share * (other[at] as number);
}
