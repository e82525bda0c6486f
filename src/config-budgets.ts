import { z } from 'zod';
import { LIMITED, type Limit, MEASURES, PERIODS } from './assistant/budgets/limits.ts';
import { AMOUNT_DECIMALS, SET_DECIMALS, scaledDecimal } from './assistant/budgets/money.ts';
import type { Prices } from './assistant/budgets/prices.ts';
import { guid, json } from './config-forms.ts';
import type { Departments } from './core/access.ts';
import { AppError } from './core/errors.ts';
import { cleanText } from './core/text.ts';

/** What the use of models costs, who pays for it, and how much of it there may be. */
export interface BudgetConfig {
  readonly prices?: Prices;
  readonly limits?: readonly Limit[];
  /** Departments by tenant and group. */
  readonly departments?: Departments;
  /** Of whoever uses the terminal, and `serve --local`. */
  readonly localDepartment?: string;
}

/** Greater ones are a slip of the hand: a million of the unit for a million tokens. */
const DEAREST = 1_000_000;
const LONGEST_NAME = 100;

const price = z
  .number()
  .min(0)
  .max(DEAREST)
  .transform((value, context) => {
    const scaled = scaledDecimal(value, SET_DECIMALS);
    if (scaled !== undefined) return scaled;
    context.addIssue('expected a price for a million tokens, with at most six decimals');
    return z.NEVER;
  });

const modelPrice = z
  .strictObject({ input: price, cached: price.optional(), output: price })
  // What is not set as cheaper is as dear as the rest of the input.
  .transform(({ input, cached = input, output }) => ({ input, cached, output }));

const prices = z
  .strictObject({
    currency: z.string().regex(/^[A-Z]{3}$/, 'expected a currency such as EUR'),
    models: z.record(z.string().trim().min(1).max(LONGEST_NAME), modelPrice),
  })
  .transform(({ currency, models }, context) => {
    const byName = new Map<string, z.output<typeof modelPrice>>();
    for (const [name, each] of Object.entries(models)) {
      if (byName.has(name.toLowerCase()))
        context.addIssue({ code: 'custom', path: ['models', name], message: 'the same name is there twice' });
      byName.set(name.toLowerCase(), each);
    }
    return { currency, models: byName };
  });

const department = z.string().transform(cleanText).pipe(z.string().min(1).max(LONGEST_NAME));

const limit = z
  .strictObject({
    of: z.enum(LIMITED),
    name: z.string().trim().min(1).max(200).optional(),
    tenant: z.string().trim().toLowerCase().min(1).max(LONGEST_NAME).optional(),
    measure: z.enum(MEASURES),
    period: z.enum(PERIODS),
    limit: z.number().min(0),
    hard: z.boolean(),
  })
  .transform(({ limit: value, name, tenant, ...rest }, context): Limit => {
    const isCost = rest.measure === 'cost';
    const scaled = scaledDecimal(value, isCost ? SET_DECIMALS : 0);
    if (scaled === undefined) {
      const message = isCost ? 'expected an amount with at most six decimals' : 'expected a whole number';
      context.addIssue({ code: 'custom', path: ['limit'], message });
      return z.NEVER;
    }
    return {
      ...rest,
      ...(name === undefined ? {} : { name: nameOf(rest.of, name) }),
      ...(tenant === undefined ? {} : { tenant }),
      most: isCost ? scaled * 10n ** BigInt(AMOUNT_DECIMALS - SET_DECIMALS) : scaled,
    };
  });

/** Names as they are where they are compared: ids are lower case, departments cleaned as theirs are. */
function nameOf(of: Limit['of'], name: string): string {
  if (of === 'department') return cleanText(name);
  // The id of a user on this machine is a name, which keeps its case.
  return guid.safeParse(name).data ?? (of === 'tenant' ? name.toLowerCase() : name);
}

/** As in the README. */
const EXAMPLES = {
  prices: '{"currency": "EUR", "models": {"gpt-4o": {"input": 2.5, "cached": 1.25, "output": 10}}}',
  budgets:
    '[{"of": "department", "name": "Treasury", "measure": "cost", "period": "month", "limit": 500, "hard": true}]',
  departments: '{"<tenant id>": {"<group id>": "Treasury"}}',
};

/** The settings by their names; parts of the environment's form. */
export const budgetSettings = {
  COMPLIANCE_PRICES: json(prices, EXAMPLES.prices).optional(),
  COMPLIANCE_BUDGETS: json(z.array(limit), EXAMPLES.budgets).optional(),
  COMPLIANCE_DEPARTMENTS: json(z.record(guid, z.record(guid, department)), EXAMPLES.departments).optional(),
  COMPLIANCE_DEPARTMENT: department.optional(),
};

type Settings = z.output<z.ZodObject<typeof budgetSettings>> & {
  readonly ENTRA_TENANTS?: readonly string[] | undefined;
};

/**
 * The settings as the program uses them.
 *
 * @throws AppError `misconfigured` for settings that cannot work together
 */
export function budgetsOf(settings: Settings): BudgetConfig {
  const { COMPLIANCE_PRICES, COMPLIANCE_BUDGETS, COMPLIANCE_DEPARTMENTS, COMPLIANCE_DEPARTMENT } = settings;
  // Where nobody signs in there are no tenants to be told apart.
  const tenants = settings.ENTRA_TENANTS?.map((tenant) => tenant.toLowerCase());
  const stranger = Object.keys(COMPLIANCE_DEPARTMENTS ?? {}).find((tenant) => tenants?.includes(tenant) === false);
  if (stranger !== undefined)
    throw new AppError(
      'misconfigured',
      `COMPLIANCE_DEPARTMENTS names the tenant ${stranger}, which ENTRA_TENANTS does not admit.`,
    );
  checkLimits(settings);
  return {
    ...(COMPLIANCE_PRICES === undefined ? {} : { prices: COMPLIANCE_PRICES }),
    ...(COMPLIANCE_BUDGETS === undefined ? {} : { limits: COMPLIANCE_BUDGETS }),
    ...(COMPLIANCE_DEPARTMENTS === undefined ? {} : { departments: COMPLIANCE_DEPARTMENTS }),
    ...(COMPLIANCE_DEPARTMENT === undefined ? {} : { localDepartment: COMPLIANCE_DEPARTMENT }),
  };
}

/** Where people sign in, others' tenants use nothing; the terminal has one of its own. */
function checkTenants(limits: readonly Limit[], admitted: readonly string[] | undefined): void {
  if (admitted === undefined) return;
  const known = new Set(['local', ...admitted.map((each) => each.toLowerCase())]);
  const tenantsOf = ({ of, name, tenant }: Limit) => [tenant, of === 'tenant' ? name : undefined];
  for (const [at, limit] of limits.entries()) {
    const stranger = tenantsOf(limit).find((each) => each !== undefined && !known.has(each));
    if (stranger !== undefined)
      throw new AppError(
        'misconfigured',
        `COMPLIANCE_BUDGETS.${at} is a limit on the tenant ${stranger}, which ENTRA_TENANTS does not admit.`,
      );
  }
}

/** A limit that could never be reached looks like one that holds. */
function checkLimits(settings: Settings): void {
  const limits = settings.COMPLIANCE_BUDGETS ?? [];
  const costly = limits.findIndex(({ measure }) => measure === 'cost');
  if (costly >= 0 && (settings.COMPLIANCE_PRICES?.models.size ?? 0) === 0)
    throw new AppError(
      'misconfigured',
      `COMPLIANCE_BUDGETS.${costly} is a limit on cost, and COMPLIANCE_PRICES sets no price. Set the prices of the models that are asked.`,
    );
  checkTenants(limits, settings.ENTRA_TENANTS);
  const byGroup = Object.values(settings.COMPLIANCE_DEPARTMENTS ?? {}).flatMap((groups) => Object.values(groups));
  const known = new Set([...byGroup, settings.COMPLIANCE_DEPARTMENT].filter((each) => each !== undefined));
  const unknown = limits.findIndex(
    ({ of, name }) => of === 'department' && (name === undefined ? known.size === 0 : !known.has(name)),
  );
  if (unknown >= 0)
    throw new AppError(
      'misconfigured',
      `COMPLIANCE_BUDGETS.${unknown} is a limit on a department that nobody is in: ${limits[unknown]?.name ?? 'there are none'}. Departments are named by COMPLIANCE_DEPARTMENTS, or here by COMPLIANCE_DEPARTMENT.`,
    );
}
