import { z } from 'zod';
import type { JsonObject } from '../../core/canonical-json.ts';
import { REMEDIATION_STATES } from '../finding.ts';
import { GRC_PLATFORMS } from './finding-filing.ts';
import type { GrcPlatform, PlatformRecord } from './grc-platform.ts';
import { platformWord } from './platform-words.ts';

const Receipt = z.object({
  platform: z.enum(GRC_PLATFORMS),
  host: z.string(),
  /** True where the platform runs the steps itself. */
  tracksWorkflow: z.boolean(),
  id: z.string(),
  number: z.string(),
  url: z.string().optional(),
  /** The platform's word for the record's state, and what it means here. */
  state: z.string(),
  status: z.enum(REMEDIATION_STATES).optional(),
});

/** What a platform said when it had the record, on its way from the courier to the finding. */
export type FilingReceipt = z.infer<typeof Receipt>;

export function receiptOf(
  { name, host, tracksWorkflow }: Pick<GrcPlatform, 'name' | 'host' | 'tracksWorkflow'>,
  { id, number, url, state, status }: PlatformRecord,
): FilingReceipt & JsonObject {
  return {
    ...{ platform: name, host, tracksWorkflow, id },
    number: platformWord(number) || id,
    state: platformWord(state),
    ...(url === undefined ? {} : { url }),
    ...(status === undefined ? {} : { status }),
  };
}

/** Reads a receipt. @throws z.ZodError for what is none: it was made by other hands */
export function readReceipt(receipt: JsonObject | undefined): FilingReceipt {
  return Receipt.parse(receipt);
}
