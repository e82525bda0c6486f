import type { TokenUse } from '../chat-model.ts';

/** What a model costs: millionths of the currency's unit for a million tokens. */
export interface ModelPrice {
  readonly input: bigint;
  /** Of input that the service had in its cache. */
  readonly cached: bigint;
  readonly output: bigint;
}

/** What models cost, by the name of a deployment or of a model, lower case; all in one currency. */
export interface Prices {
  /** ISO 4217, such as `EUR`. */
  readonly currency: string;
  readonly models: ReadonlyMap<string, ModelPrice>;
}

/** Which service's model replied, as far as prices go by it. */
export interface PricedName {
  readonly deployment: string;
  readonly model: string;
}

/**
 * The version that a service adds to a model's name: a date or a number of at least four digits, as in
 * `gpt-4o-2024-08-06`. Any other ending is another model: `gpt-4o-mini` is not `gpt-4o`, nor `gpt-4.1` `gpt-4`.
 */
const VERSION = /^[-@:]\d{4}[\d-]*$/;

/**
 * The price of a deployment, else of the model that the service named: by its own name, or by the longest one that only
 * a version follows.
 *
 * @returns `undefined` where none is set: such a call is told as unpriced, and is never free
 */
export function priceOf({ models }: Prices, { deployment, model }: PricedName): ModelPrice | undefined {
  const own = models.get(deployment.toLowerCase());
  if (own !== undefined) return own;
  const name = model.toLowerCase();
  const [longest] = [...models.keys()]
    .filter((known) => name === known || (name.startsWith(known) && VERSION.test(name.slice(known.length))))
    .sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : models.get(longest);
}

/** The dearest of all prices, each kind of token for itself: what an unknown model is reckoned with against limits. */
export function dearestOf({ models }: Prices): ModelPrice {
  const prices = [...models.values()];
  return {
    input: greatest(prices.map(({ input }) => input)),
    cached: greatest(prices.map(({ cached }) => cached)),
    output: greatest(prices.map(({ output }) => output)),
  };
}

/** The cost in billionths of the unit: summed exactly, then rounded half up once. */
export function costOf(price: ModelPrice, { input, cached, output }: Omit<TokenUse, 'estimated'>): bigint {
  const trillionths =
    BigInt(input - cached) * price.input + BigInt(cached) * price.cached + BigInt(output) * price.output;
  return (trillionths + 500n) / 1_000n;
}

/**
 * What a call costs at most that may go to any of these, whatever of its input is in a cache: a provisioned deployment
 * often costs nothing a call, and the one that it spills over to does.
 */
export function mostCostAt(
  prices: Prices,
  places: readonly PricedName[],
  expected: Pick<TokenUse, 'input' | 'output'>,
): bigint {
  return greatest(places.map((place) => mostCostOf(priceOf(prices, place) ?? dearestOf(prices), expected)));
}

/** What a call costs at most, whatever of its input is in a cache. */
export function mostCostOf(price: ModelPrice, expected: Pick<TokenUse, 'input' | 'output'>): bigint {
  return costOf({ ...price, input: greatest([price.input, price.cached]) }, { ...expected, cached: 0 });
}

function greatest(amounts: readonly bigint[]): bigint {
  // `Math.max` does not take integers of this kind.
  let most = 0n;
  for (const each of amounts) if (each > most) most = each;
  return most;
}
