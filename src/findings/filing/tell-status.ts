import { z } from 'zod';
import type { JsonObject } from '../../core/canonical-json.ts';
import { AppError } from '../../core/errors.ts';
import { type Finding, REMEDIATION_STATES, type RemediationState } from '../finding.ts';
import { mayPush } from '../syncing/platform-differences.ts';
import type { FindingFiling } from './finding-filing.ts';
import type { GrcPlatform, PlatformRecord } from './grc-platform.ts';

const Told = z.object({ status: z.enum(REMEDIATION_STATES), agreed: z.enum(REMEDIATION_STATES) });

/** What a platform was told: our state, and the one in which both agreed when it was. */
export type ToldStatus = z.infer<typeof Told>;

/** What courier and finding pass on of it. @throws z.ZodError for what was made by other hands */
export function readTold(receipt: JsonObject | undefined): ToldStatus {
  return Told.parse(receipt);
}

/**
 * Has a record follow our state, as that is now. The record is read first: what the platform changed since both agreed is
 * not written over, and where it says the same already nothing is written.
 *
 * @param attempted the state that an attempt before may have written, where there was one
 * @throws AppError as the platform does; `conflict` where the platform went another way; `not_found` where the record is
 * not shown
 */
export async function tellStatus(
  platform: GrcPlatform,
  finding: Finding,
  attempted: RemediationState | undefined,
  signal: AbortSignal,
): Promise<ToldStatus> {
  const { status = 'open', agreed = 'open', filing } = finding;
  const told = { status, agreed };
  const id = filing?.record?.id ?? '';
  if (platform.unread === true) {
    // What it says comes by webhook alone: what came stands in the finding.
    if (finding.conflicts.some(({ field, decided }) => field === 'status' && decided === undefined))
      throw otherWay(filing);
  } else {
    const record = recordOf(filing, await platform.read([id], signal));
    if (record.status === status) return told;
    const isOwnWord = attempted !== undefined && record.status === attempted;
    if (!isOwnWord && !mayPush(finding, record)) throw otherWay(filing, record.state);
  }
  await platform.setStatus(id, status, signal);
  return told;
}

function recordOf(filing: FindingFiling | undefined, records: ReadonlyMap<string, PlatformRecord>): PlatformRecord {
  const record = records.get(filing?.record?.id ?? '');
  // One that carries another key is another one's.
  if (record !== undefined && record.key === filing?.key) return record;
  throw new AppError(
    'not_found',
    `The platform does not show record ${filing?.record?.number ?? ''} with our key any more, so its state was left alone.`,
  );
}

function otherWay(filing: FindingFiling | undefined, state?: string): AppError {
  const where = state === undefined ? 'to another state' : `to "${state}"`;
  return new AppError(
    'conflict',
    `People at the platform moved record ${filing?.record?.number ?? ''} ${where} meanwhile, and that is not written over. Read it with "compliance findings sync", then decide which side counts.`,
  );
}
