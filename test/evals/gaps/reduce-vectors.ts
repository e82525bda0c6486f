/** A vector a row, all of one length. */
export type Rows = readonly Float64Array[];

/** Turns of Jacobi's method after which a symmetric matrix of a few hundred rows is diagonal to the last digit. */
const MOST_SWEEPS = 60;
const NEAR_NOTHING = 1e-22;

/** The vector as long as 1; one of nothing stays. */
export function normalised(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** The vectors added up, each as heavy as its weight, and as long as 1; a weight that is missing is 1. */
export function blended(vectors: Rows, dimensions: number, weights: readonly number[] = []): Float64Array {
  const sum = new Float64Array(dimensions);
  vectors.forEach((vector, place) => {
    const weight = weights[place] ?? 1;
    for (let at = 0; at < dimensions; at += 1) sum[at] = sum[at]! + weight * vector[at]!;
  });
  return normalised(sum);
}

/** The rows without what all have in common. */
export function centred(rows: Rows): Rows {
  const dimensions = rows[0]?.length ?? 0;
  const mean = new Float64Array(dimensions);
  for (const row of rows) for (let at = 0; at < dimensions; at += 1) mean[at] = mean[at]! + row[at]! / rows.length;
  return rows.map((row) => row.map((value, at) => value - mean[at]!));
}

function covarianceOf(rows: Rows, dimensions: number): Float64Array[] {
  const matrix = Array.from({ length: dimensions }, () => new Float64Array(dimensions));
  for (const row of rows)
    for (let i = 0; i < dimensions; i += 1) {
      const line = matrix[i]!;
      const value = row[i]!;
      for (let j = 0; j < dimensions; j += 1) line[j] = line[j]! + value * row[j]!;
    }
  return matrix.map((line) => line.map((value) => value / rows.length));
}

/** The directions of a symmetric matrix, the one with most variance first; by Jacobi's method, so that it is repeatable. */
export function directionsOf(symmetric: Rows): readonly Float64Array[] {
  const size = symmetric.length;
  const matrix = symmetric.map((row) => Float64Array.from(row));
  const vectors = symmetric.map((_, at) =>
    Float64Array.from({ length: size }, (_value, other) => Number(at === other)),
  );
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let beside = 0;
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) beside += matrix[p]![q]! ** 2;
    if (beside < NEAR_NOTHING) break;
    for (let p = 0; p < size; p += 1) for (let q = p + 1; q < size; q += 1) turn(matrix, vectors, p, q);
  }
  return vectors
    .map((vector, at) => ({ vector, variance: matrix[at]![at]! }))
    .sort((one, other) => other.variance - one.variance)
    .map(({ vector }) => vector);
}

/** Turns rows and columns p and q of the matrix so that nothing is left where they cross; the rows of `vectors` follow. */
function turn(matrix: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  const crossing = matrix[p]![q]!;
  if (crossing === 0) return;
  const angle = (matrix[q]![q]! - matrix[p]![p]!) / (2 * crossing);
  const tangent = (angle < 0 ? -1 : 1) / (Math.abs(angle) + Math.sqrt(angle * angle + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (const row of matrix) {
    const [atP, atQ] = [row[p]!, row[q]!];
    row[p] = cosine * atP - sine * atQ;
    row[q] = sine * atP + cosine * atQ;
  }
  for (const rows of [matrix, vectors]) {
    const [rowP, rowQ] = [rows[p]!, rows[q]!];
    for (let at = 0; at < rowP.length; at += 1) {
      const [ofP, ofQ] = [rowP[at]!, rowQ[at]!];
      rowP[at] = cosine * ofP - sine * ofQ;
      rowQ[at] = sine * ofP + cosine * ofQ;
    }
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}

/**
 * The rows in fewer dimensions, each as long as 1: along their widest directions, but for the first of these ("all but the
 * top", Mu and Viswanath 2018), which tell what sort of word it is or how frequent, not what it means.
 */
export function reduced(rows: Rows, options: { readonly common: number; readonly dimensions: number }): Rows {
  const directions = directionsOf(covarianceOf(rows, rows[0]?.length ?? 0)).slice(
    options.common,
    options.common + options.dimensions,
  );
  return rows.map((row) => normalised(Float64Array.from(directions, (direction) => dot(row, direction))));
}

/** A vector in whole numbers of a byte, as fine as a byte allows: its largest value becomes 127 or -127. */
export function quantised(vector: Float64Array): Int8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Int8Array.from(vector, (value) => (largest === 0 ? 0 : Math.round((value / largest) * 127)));
}
