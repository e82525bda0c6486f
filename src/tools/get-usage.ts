import { z } from 'zod';
import { usageJson, usageNotes } from '../assistant/budgets/usage-json.ts';
import type { UsageReading } from '../assistant/budgets/usage-report.ts';
import { USAGE_GROUPS } from '../assistant/budgets/usage-store.ts';
import type { Clock } from '../core/clock.ts';
import { isPermitted } from '../core/permissions.ts';
import { defineTool } from './define-tool.ts';
import { cutOutput, notesOutput, type PageSize } from './law-schemas.ts';
import { cutOf, fitting } from './page.ts';

/** What the tool runs on. */
export interface UsageDeps extends PageSize {
  readonly usage: UsageReading;
  readonly clock: Clock;
}

const sums = {
  questions: z.int().min(0).describe('Questions that were asked'),
  calls: z.int().min(0).describe('Calls of models'),
  reserved: z.int().min(0).describe('Of the calls, those not ended yet: counted with the most that they can take'),
  input: z.int().min(0).describe('Tokens that models read'),
  cached: z.int().min(0).describe('Of these, tokens that the service had in its cache'),
  output: z.int().min(0).describe('Tokens that models wrote'),
  costs: z
    .array(
      z.strictObject({
        currency: z.string().describe('ISO 4217'),
        amount: z.string().describe('An exact decimal'),
      }),
    )
    .describe('By currency'),
  unpriced: z.int().min(0).describe('Calls without a price: their cost is not known'),
  estimated: z.int().min(0).describe('Calls whose tokens were reckoned, not told'),
  limits: z
    .array(
      z.strictObject({
        measure: z.enum(['cost', 'tokens', 'requests']).describe('What is limited; requests are calls of models'),
        period: z.string().describe('The month, or the day on which most was used'),
        limit: z.string().describe('How much there may be'),
        used: z.string().describe('How much is used'),
        percent: z.int().min(0).describe('Share that is used, of a hundred'),
        hard: z.boolean().describe('Whether the model is not asked any more once it is reached'),
      }),
    )
    .describe('Limits that are on it'),
};

export const getUsageTool = defineTool({
  name: 'get_usage',
  title: 'Get usage and cost',
  description:
    'Reports what assistants used in a month for chargeback: questions, model calls, tokens, cost and the share of budgets, by department, person, tool, conversation or model. Whoever may not read everything sees their own part, and the remainder as one sum.',
  input: z.strictObject({
    month: z
      .string()
      .regex(/^2\d{3}-(?:0[1-9]|1[0-2])$/, 'a month is written YYYY-MM')
      .optional()
      .describe('The month in UTC, YYYY-MM; by default this one'),
    by: z.enum(USAGE_GROUPS).default('department').describe('What the rows are'),
  }),
  output: z.strictObject({
    month: z.string().describe('The month, UTC'),
    by: z.enum(USAGE_GROUPS).describe('What the rows are'),
    rows: z
      .array(
        z.strictObject({
          key: z.string().describe('What is grouped by; of people a pseudonym, empty for none'),
          name: z.string().describe('For people to read; of somebody who was erased the pseudonym'),
          ...sums,
        }),
      )
      .describe('Whoever used most first'),
    total: z.strictObject(sums).describe('The sum of all rows, those that were cut as well'),
    notes: notesOutput,
    cut: cutOutput,
  }),
  access: { effect: 'read', permission: 'reports:generate' },
  run: async ({ month, by }, { usage, clock, pageCharacters }: UsageDeps, { tenant, user }) => {
    const isPersonal = by === 'user' || by === 'conversation';
    const report = usage.report({
      tenant,
      month: month ?? clock.today().slice(0, 7),
      by,
      ...(isPersonal && !isPermitted(user.permissions, 'audit:read') ? { only: { tenant, user: user.id } } : {}),
    });
    const { rows: all, ...told } = usageJson(report);
    const rows = fitting(
      all.map(({ tenant: _tenant, ...row }) => row),
      pageCharacters,
    );
    const left = all.length - rows.length;
    return {
      output: {
        ...told,
        rows: [...rows],
        notes: [...usageNotes(report)],
        ...cutOf(
          left === 0 ? undefined : `${left} rows that used less are left out; "compliance usage --csv" has all.`,
        ),
      },
    };
  },
});
