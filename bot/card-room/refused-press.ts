import type { Audit } from '../../src/audit/audit.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Turn } from '../turn.ts';

/**
 * Records what somebody sent and no card or client of ours sends, or what is another person's: in their own name, by
 * code and reason alone, since nothing in it is trusted. What the tools refuse is on record by their seam.
 */
export function recordRefused(
  what: string,
  error: unknown,
  { person, where, correlation }: Pick<Turn, 'person' | 'where' | 'correlation'>,
  audit: Pick<Audit, 'record'>,
): void {
  if (person === undefined || !(error instanceof AppError)) return;
  const { id, name } = person;
  audit.record(
    {
      type: 'refusal',
      body: { what, code: error.code, ...(error.detail === undefined ? {} : { reason: error.detail.slice(0, 200) }) },
    },
    {
      tenant: where.tenant,
      user: { id, ...(name === undefined ? {} : { name }) },
      conversation: `refused in ${where.tenant}`,
      channel: 'teams',
      correlation,
    },
  );
}
