import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { GrcPlatform } from '../../src/findings/filing/grc-platform.ts';
import type { FaultRate } from '../peers/grc/fault-plan.ts';
import { filing, type GrcGround } from './grc-platform-ground.ts';

/** Two requests in five fail, in each way that does not take long. */
const FAILING: FaultRate = {
  share: 0.4,
  faults: [
    'drop_before',
    'drop_after',
    'status:500',
    'status:503',
    'status_after:502',
    'html_200',
    'rate_limited',
    'redirect',
  ],
};
const FINDINGS = 25;
const MOST_TRIES = 400;

/** Whoever does what the outcomes say files each finding once, however often the platform fails. */
export function describeUnderFaults(
  name: string,
  open: (seed: number, failing: FaultRate) => Promise<GrcGround>,
): void {
  describe(`GRC platform under faults: ${name}`, () => {
    it.each([1, 2, 3])('files each finding once (seed %i)', async (seed) => {
      const { platform, peer } = await open(seed, FAILING);
      const keys = Array.from({ length: FINDINGS }, (_, at) => `F-${seed}-${at}`);
      const made = new Map<string, string>();
      for (const key of keys) made.set(key, await filed(platform, key));
      const records = peer.records();
      await platform.close();
      await peer.close();
      expect(records.map(({ key }) => key).sort()).toEqual([...keys].sort());
      expect(new Map(records.map(({ key, id }) => [key, id]))).toEqual(made);
    });
  });
}

/** Creates until it is made; what is in doubt is looked up first. Returns the record's id. */
async function filed(platform: GrcPlatform, key: string): Promise<string> {
  let inDoubt = false;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (inDoubt) {
      const found = await lookedUp(platform, key);
      if (found === 'not known') continue;
      if (found !== undefined) return found;
      inDoubt = false;
    }
    const outcome = await platform.create(filing(key));
    if (outcome.kind === 'created') return outcome.record.id;
    expect(outcome.kind).not.toBe('refused');
    inDoubt = outcome.kind === 'unknown';
  }
  return expect.fail(`${key} was not filed in ${MOST_TRIES} tries`);
}

async function lookedUp(platform: GrcPlatform, key: string): Promise<string | undefined | 'not known'> {
  try {
    return (await platform.lookUp(key))?.id;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(['upstream_unavailable', 'rate_limited']).toContain(error.code);
    return 'not known';
  }
}
