import { inspect } from 'node:util';
import { afterEach, expect } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { CreateOutcome, PlatformRecord } from '../../src/findings/filing/grc-platform.ts';
import { filing, type GrcGround, type GrcVariant } from './grc-platform-ground.ts';

export const KEY = 'F-0123456789abcdef-000000000001';
export const OTHER = 'F-0123456789abcdef-000000000002';

/** One ground a test, closed behind it; what was told in the test held against its secrets. */
export interface GrcTrial {
  opened(variant?: GrcVariant): Promise<GrcGround>;
  create(ground: GrcGround, key?: string): Promise<CreateOutcome>;
  /** The record of a filing that has to come through. */
  created(ground: GrcGround, key?: string): Promise<PlatformRecord>;
  /** What work throws that has to fail. */
  failure(work: Promise<unknown>): Promise<AppError>;
  /** Something that people or logs get to see. */
  tell(said: unknown): void;
}

/** To be called where tests are described. */
export function grcTrial(open: (variant: GrcVariant) => Promise<GrcGround>): GrcTrial {
  let ground: GrcGround | undefined;
  let told: unknown[] = [];
  afterEach(async () => {
    const closing = ground;
    ground = undefined;
    const all = inspect(told, { depth: 12, maxStringLength: null, maxArrayLength: null });
    told = [];
    await closing?.platform.close();
    await closing?.peer.close();
    for (const secret of closing?.secrets ?? []) expect(all).not.toContain(secret);
  });
  const create = async ({ platform }: GrcGround, key = KEY): Promise<CreateOutcome> => {
    const outcome = await platform.create(filing(key));
    told.push(outcome);
    if (outcome.kind !== 'created') expect(outcome.why).toMatch(/\p{L}{3}/u);
    return outcome;
  };
  return {
    create,
    opened: async (variant = 'plain') => {
      ground = await open(variant);
      return ground;
    },
    created: async (over, key) => {
      const outcome = await create(over, key);
      expect(outcome).toMatchObject({ kind: 'created' });
      return (outcome as { readonly record: PlatformRecord }).record;
    },
    failure: async (work) => {
      const error = await work.then(
        (value) => expect.fail(`nothing was thrown, but given: ${inspect(value)}`),
        (thrown: unknown) => thrown,
      );
      told.push(error);
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).message).toMatch(/\p{L}{3}/u);
      return error as AppError;
    },
    tell: (said) => {
      told.push(said);
    },
  };
}

/** The keys of all records that are not strangers'. */
export function keysOf({ peer }: GrcGround): readonly string[] {
  return peer.records().map(({ key }) => key);
}

/** Where the peer was asked for a session or a token, in order. */
export function signIns({ peer }: GrcGround): readonly string[] {
  return peer.requests().flatMap(({ kind, path }) => (kind === 'sign_in' ? [path] : []));
}
