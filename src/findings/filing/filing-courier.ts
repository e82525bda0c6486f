import { AppError } from '../../core/errors.ts';
import type { Attempt, Courier, DepartingMessage, Destination, Destinations } from '../../delivery/courier.ts';
import { type Finding, findingHash } from '../finding.ts';
import type { FindingStore } from '../finding-store.ts';
import type { RemediationWorkflow } from '../remediation/workflow.ts';
import { receiptOf } from './filing-receipt.ts';
import type { FindingFiling } from './finding-filing.ts';
import type { GrcPlatform, PlatformRecord } from './grc-platform.ts';
import { FINDING_MESSAGE, FilingBody, STATUS_MESSAGE, WORKFLOW_MESSAGE } from './put-in-filing.ts';

/** The platform of a finding's tenant. */
export interface FilingDestination extends Destination {
  readonly platform: GrcPlatform;
}

/** Where filings go: to the platform of their tenant. */
export function filingDestinations(
  platformOf: (tenant: string) => GrcPlatform | undefined,
): Destinations<FilingDestination> {
  return {
    find: (tenant, conversation) => {
      const platform = platformOf(tenant);
      return platform === undefined ? undefined : { tenant, conversation, platform };
    },
    missing: 'No GRC platform is set up for this tenant: name one in COMPLIANCE_GRC, then try again.',
    departureOf: ({ platform: { name, host } }) => ({ platform: name, host }),
  };
}

export interface FilingCourierOptions {
  readonly store: { readonly own: Pick<FindingStore['own'], 'find'> };
  /** The steps of putting a finding right, for a platform that runs them itself. */
  readonly startWorkflow: (finding: Finding) => RemediationWorkflow;
  /**
   * How long a platform may still be at work on a request that nobody listens to any more, in milliseconds: so long
   * nothing is looked for. What it makes later than that can be made twice.
   */
  readonly settleMs?: number;
}

const SETTLE_MS = 10_000;

/**
 * Brings findings to GRC platforms. A record is made once: where an attempt was made before, it is looked for by its key
 * first, and nothing is made unless the platform said for sure that it has none. State and steps may be told twice.
 */
export function createFilingCourier({
  store,
  startWorkflow,
  settleMs = SETTLE_MS,
}: FilingCourierOptions): Courier<FilingDestination> {
  return {
    settleMs,
    deliver: async (message, { tenant, platform }, signal) => {
      signal.throwIfAborted();
      const body = FilingBody.safeParse(message.body);
      const finding = body.success ? store.own.find(tenant, body.data.finding) : undefined;
      if (!body.success || finding === undefined) return refused('The finding is no longer there.');
      const { filing } = finding;
      if (filing === undefined) return refused(`The finding is not on its way to a platform: it is ${finding.stage}.`);
      if (message.kind === FINDING_MESSAGE) {
        const problem = problemOf(message, body.data.hash, finding, filing, platform);
        return problem === undefined ? await file(message, platform, finding, filing, settleMs, signal) : problem;
      }
      const { record, key } = filing;
      if (record === undefined) return refused('The platform has no record of the finding.');
      // Elsewhere a record of the same id is another one.
      if (isElsewhere(filing, platform)) return refused(`Its record is ${placesOf(filing, platform)}.`);
      if (message.kind === STATUS_MESSAGE)
        // As it is now: what was put in can have been overtaken, and must not come after what overtook it.
        return told(record.id, settleMs, signal, () => platform.setStatus(record.id, finding.status ?? 'open', signal));
      if (message.kind === WORKFLOW_MESSAGE && platform.startWorkflow !== undefined) {
        const { steps } = finding.workflow ?? startWorkflow(finding);
        return told(record.id, settleMs, signal, async () => platform.startWorkflow?.({ key, finding }, steps, signal));
      }
      return refused(`The platform takes no message of the kind ${message.kind}.`);
    },
  };
}

/** Why a finding must not be filed as it is. */
function problemOf(
  { maybeSeen }: DepartingMessage,
  hash: string | undefined,
  finding: Finding,
  filing: FindingFiling,
  platform: GrcPlatform,
): Attempt | undefined {
  // One that did not come through is sent again where a person put its message back, by whatever door.
  if (finding.stage !== 'filing' && finding.stage !== 'undelivered')
    return refused(`The finding is not to be filed: it is ${finding.stage}.`);
  if (finding.hash !== hash || findingHash(finding.content) !== hash)
    return refused('The finding does not say what was approved.');
  if (maybeSeen && isElsewhere(filing, platform))
    return refused(
      `It may be ${placesOf(filing, platform)}. Look for the key ${filing.key} there, or set that platform up again.`,
    );
  return undefined;
}

/** Whether the tenant's platform is another one than the finding was put in for. */
function isElsewhere(filing: FindingFiling, { name, host }: GrcPlatform): boolean {
  return filing.platform !== name || filing.host !== host;
}

function placesOf(filing: FindingFiling, { name, host }: GrcPlatform): string {
  return `with ${filing.platform} at ${filing.host}, and the settings name ${name} at ${host} now`;
}

async function file(
  { attempt, maybeSeen }: DepartingMessage,
  platform: GrcPlatform,
  finding: Finding,
  { key }: FindingFiling,
  settleMs: number,
  signal: AbortSignal,
): Promise<Attempt> {
  const delivered = (record: PlatformRecord): Attempt => ({
    kind: 'delivered',
    id: record.id,
    receipt: receiptOf(platform, record),
  });
  if (attempt > 1 || maybeSeen) {
    let found: PlatformRecord | undefined;
    try {
      found = await platform.lookUp(key, signal);
    } catch (error) {
      signal.throwIfAborted();
      // What cannot be looked for is not made where it may be there. A receiver that has no look-up at all is asked again
      // after an attempt that surely made nothing.
      const hasNone = error instanceof AppError && error.code === 'misconfigured';
      if (maybeSeen || !hasNone) return { kind: 'later', why: reasonOf(error) };
    }
    if (found !== undefined && found.key !== key)
      return { kind: 'later', why: `The platform gave record ${found.id} for a key that it does not carry.` };
    if (found !== undefined) return delivered(found);
  }
  const outcome = await platform.create({ key, finding }, signal);
  if (outcome.kind === 'unknown') return { ...outcome, afterMs: settleMs };
  if (outcome.kind !== 'created') return outcome;
  if (outcome.record.key === key) return delivered(outcome.record);
  // By its key it would never be found: each further attempt would make one more.
  return {
    kind: 'unknown',
    leave: true,
    afterMs: settleMs,
    why: `The platform made record ${outcome.record.number} without our key ${key}. Look at the key field in the settings; give that record the key, or take it away; then try again.`,
  };
}

/** Tells a platform what it may be told twice. */
async function told(id: string, settleMs: number, signal: AbortSignal, telling: () => Promise<void>): Promise<Attempt> {
  try {
    await telling();
    return { kind: 'delivered', id };
  } catch (error) {
    signal.throwIfAborted();
    const why = reasonOf(error);
    if (!(error instanceof AppError) || error.code === 'upstream_unavailable')
      return { kind: 'unknown', why, afterMs: settleMs };
    return error.code === 'not_found' || error.code === 'invalid_input' ? refused(why) : { kind: 'later', why };
  }
}

function refused(why: string): Attempt {
  return { kind: 'refused', why };
}

function reasonOf(error: unknown): string {
  return error instanceof AppError ? error.message : 'It broke off unexpectedly.';
}
