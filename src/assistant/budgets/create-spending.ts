import type { CallContext } from '../../core/call-context.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { NewId } from '../../core/ids.ts';
import type { TokenUse } from '../chat-model.ts';
import { limitSentence, type StandingLimit } from './limit-sentences.ts';
import { type Limit, limitApplies, limitState, measured, periodAt } from './limits.ts';
import { costOf, dearestOf, mostCostAt, type PricedName, type Prices, priceOf } from './prices.ts';
import type { Reservation, Spender, Spending, SpendingStanding } from './spending.ts';
import type { UsageEntry, UsageStore } from './usage-store.ts';

export interface SpendingOptions {
  readonly store: UsageStore;
  /** Absent, no call has a cost, and there can be no limit on cost. */
  readonly prices?: Prices;
  readonly limits: readonly Limit[];
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
  /** The audit's pseudonym of whoever asks. */
  readonly actorOf: (context: CallContext) => string;
  /** Models that will be asked by their own names: where there is a limit on cost, each must have a price. */
  readonly models?: readonly string[];
}

/**
 * What is spent, in a ledger, and held against limits.
 *
 * A reservation counts with all that its call can take until it is settled. One that a crash left is never settled: other
 * processes use the same ledger, and none can tell whether another still waits for its reply. It counts until its period
 * ends, and reports show it as reserved.
 *
 * @throws AppError `misconfigured` for a limit on cost where prices are not set
 */
export function createSpending(options: SpendingOptions): Spending {
  const { store, prices } = options;
  refuseUnpriced(options);
  const names = createModelNames();
  return {
    standing: (by, language) => standingOf(options, by, language),
    question: (by) => {
      store.transaction(() => {
        const actor = options.actorOf(by.context);
        store.add({ ...spentBy(by, actor), ...NOTHING, id: options.newId(), kind: 'question', at: timeOf(options) });
      });
    },
    reserve: (by, expected, deployments) => {
      const places = deployments.map((deployment) => names.of(deployment));
      return store.transaction(() => hold(options, by, expected, places));
    },
    settle: (reservation, taken) => {
      store.transaction(() => {
        const entry = reservedEntry(store, reservation);
        if (taken === undefined) return store.remove(entry.id);
        if (!taken.use.estimated) names.learn(taken.served);
        const use = checkedUse(taken.use);
        const served = names.of(taken.served.deployment, taken.served.model);
        const { cost: _cost, currency: _currency, ...kept } = entry;
        store.replace({ ...kept, ...use, ...served, ...costsOf(use, served, prices), state: 'settled' });
      });
    },
  };
}

/** Which model stands behind a deployment, once it has replied: a deployment's name need not tell. */
function createModelNames() {
  const known = new Map<string, string>();
  return {
    learn: ({ deployment, model }: PricedName): void => {
      known.set(deployment, model);
    },
    /** What is known by no other name than its deployment's goes by the model that replied there before. */
    of: (deployment: string, model = deployment): PricedName => ({
      deployment,
      model: model === deployment ? (known.get(deployment) ?? model) : model,
    }),
  };
}

function standingOf(options: SpendingOptions, by: Spender, language: 'en' | 'es'): SpendingStanding {
  const standings = limitsOn(options, by, options.actorOf(by.context), timeOf(options), options.limits);
  const inState = (state: 'near' | 'passed' | 'exhausted') =>
    standings.filter(({ limit, used }) => limitState(limit, used) === state);
  // Of several the one that is free last: not before that is the model asked again.
  const exhausted = inState('exhausted');
  const last = exhausted.find(({ limit }) => limit.period === 'month') ?? exhausted[0];
  return {
    ...(last === undefined ? {} : { exhausted: limitSentence('exhausted', last, language) }),
    warnings: [
      ...inState('passed').map((each) => limitSentence('passed', each, language)),
      ...inState('near').map((each) => limitSentence('near', each, language)),
    ],
  };
}

function hold(
  options: SpendingOptions,
  by: Spender,
  expected: Pick<TokenUse, 'input' | 'output'>,
  places: readonly PricedName[],
): Reservation | undefined {
  const { store, prices, limits } = options;
  const held = { input: countOf(expected.input), output: countOf(expected.output) };
  const at = timeOf(options);
  const actor = options.actorOf(by.context);
  const counted = prices === undefined ? 0n : mostCostAt(prices, places, held);
  const need = { requests: 1, tokens: held.input + held.output, counted };
  const hard = limits.filter((limit) => limit.hard);
  const fits = limitsOn(options, by, actor, at, hard).every(
    ({ limit, used }) => used + measured(need, limit.measure) <= limit.most,
  );
  if (!fits) return undefined;
  const id = options.newId();
  store.add({
    ...spentBy(by, actor),
    ...NOTHING,
    ...held,
    ...(prices === undefined ? {} : { cost: counted, counted, currency: prices.currency }),
    id,
    kind: 'call',
    at,
    deployment: places[0]?.deployment ?? '',
    state: 'reserved',
    estimated: true,
  });
  return { id };
}

const NOTHING = {
  model: '',
  deployment: '',
  input: 0,
  cached: 0,
  output: 0,
  counted: 0n,
  state: 'settled',
  estimated: false,
} as const;

function refuseUnpriced({ prices, limits, models = [] }: SpendingOptions): void {
  if (!limits.some(({ measure }) => measure === 'cost')) return;
  if (prices === undefined || prices.models.size === 0)
    throw new AppError(
      'misconfigured',
      'COMPLIANCE_BUDGETS has a limit on cost, and COMPLIANCE_PRICES sets no price. Set the prices of the models that are asked.',
    );
  const unpriced = models.find((model) => priceOf(prices, { deployment: model, model }) === undefined);
  if (unpriced !== undefined)
    throw new AppError(
      'misconfigured',
      `COMPLIANCE_BUDGETS has a limit on cost, and COMPLIANCE_PRICES has no price of ${unpriced}. Set it by that name.`,
    );
}

function timeOf({ clock }: SpendingOptions): string {
  return new Date(clock.now()).toISOString();
}

function spentBy({ context, tool }: Spender, actor: string) {
  const { tenant, conversation, user } = context;
  const { department } = user;
  return { tenant, actor, tool, conversation, ...(department === undefined ? {} : { department }) };
}

/** The limits that are on somebody's use, with what of each is used. */
function limitsOn(
  { store, prices }: SpendingOptions,
  by: Spender,
  actor: string,
  at: string,
  limits: readonly Limit[],
): readonly StandingLimit[] {
  const { tenant, user, conversation } = by.context;
  const spent = spentBy(by, actor);
  const names = { ...spent, user: user.id };
  const keys = { tenant, department: spent.department, user: actor, tool: by.tool, conversation };
  return limits.flatMap((limit) => {
    if (!limitApplies(limit, names)) return [];
    const { of, measure } = limit;
    const name = keys[of] ?? '';
    const period = periodAt(at, limit.period);
    const totals = store.totals({ tenant, of, name, period }, prices?.currency);
    return [{ limit, used: measured(totals, measure), period, name, currency: prices?.currency ?? '' }];
  });
}

function reservedEntry(store: UsageStore, { id }: Reservation): UsageEntry {
  const entry = store.entry(id);
  if (entry?.state === 'reserved') return entry;
  throw new AppError('internal', 'What a call of the model took could not be written down; it is recorded.', {
    detail: entry === undefined ? `no reservation ${id}` : `the reservation ${id} is settled already`,
  });
}

function costsOf(
  use: Omit<TokenUse, 'estimated'>,
  served: PricedName,
  prices: Prices | undefined,
): Pick<UsageEntry, 'cost' | 'counted' | 'currency'> {
  if (prices === undefined) return { counted: 0n };
  const { currency } = prices;
  const price = priceOf(prices, served);
  if (price === undefined) return { counted: costOf(dearestOf(prices), use), currency };
  const cost = costOf(price, use);
  return { cost, counted: cost, currency };
}

/** Tokens as they can be: a service that tells nonsense must not make a ledger that cannot be summed. */
function checkedUse({ input, cached, output, estimated }: TokenUse): TokenUse {
  const read = countOf(input);
  return { input: read, cached: Math.min(read, countOf(cached)), output: countOf(output), estimated };
}

/** More tokens than any model reads at once; sums of many times this still fit the ledger. */
const MOST_TOKENS = 100_000_000;

function countOf(tokens: number): number {
  return Number.isFinite(tokens) ? Math.min(MOST_TOKENS, Math.max(0, Math.ceil(tokens))) : 0;
}
