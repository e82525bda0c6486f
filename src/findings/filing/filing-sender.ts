import type { Ended } from '../../delivery/ended.ts';
import type { OutboxParts } from '../../delivery/put-in.ts';
import { createSendRates } from '../../delivery/send-rates.ts';
import { createSender, type Sender, type SenderOptions, type SendPace } from '../../delivery/sender.ts';
import { createDepartsHook, type FiledParts } from './filed.ts';
import {
  createFilingCourier,
  type FilingCourierOptions,
  type FilingDestination,
  filingDestinations,
} from './filing-courier.ts';
import type { GrcPlatform } from './grc-platform.ts';
import { FILING_KINDS } from './put-in-filing.ts';

export interface FilingSenderOptions
  extends OutboxParts,
    Omit<FilingCourierOptions, 'store'>,
    Pick<FiledParts, 'store'>,
    Pick<SenderOptions<FilingDestination>, 'timer' | 'random' | 'owner' | 'lives'> {
  readonly platformOf: (tenant: string) => GrcPlatform | undefined;
  /** As `createFiledHook` makes it. */
  readonly ended: Ended;
  readonly pace?: Partial<SendPace>;
}

/**
 * Twenty-four attempts are spread over about half a day: a platform is away for hours when it is updated, and settings are
 * put right in working hours. One attempt signs in, looks and makes, each with an adapter's own patience.
 */
const FILING_PACE: Partial<SendPace> = {
  atOnce: 8,
  attempts: 24,
  firstWait: 5_000,
  longestWait: 3_600_000,
  attemptTime: 150_000,
};

/** What brings findings from the outbox to the platforms of their tenants: one in a process, beside those of channels. */
export function createFilingSender({
  platformOf,
  pace,
  store,
  startWorkflow,
  settleMs,
  ...parts
}: FilingSenderOptions): Sender {
  return createSender<FilingDestination>({
    ...parts,
    kinds: FILING_KINDS,
    destinations: filingDestinations(platformOf),
    departs: createDepartsHook({ store, audit: parts.audit }),
    courier: createFilingCourier({ store, startWorkflow, ...(settleMs === undefined ? {} : { settleMs }) }),
    rates: createSendRates({ conversation: [], overall: [] }),
    pace: { ...FILING_PACE, ...pace },
  });
}
