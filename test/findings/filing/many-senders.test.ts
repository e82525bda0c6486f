import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { CreateOutcome, GrcPlatform, PlatformRecord } from '../../../src/findings/filing/grc-platform.ts';
import { verifyFile } from '../../audit/tampered.ts';
import { steppedTime } from '../../delivery/stepped-time.ts';
import { filingDesk, keyOf } from './filing-desk.ts';

const FINDINGS = 5;
const SETTLE = 10_000;
const PACE = {
  firstWait: 200,
  longestWait: 2_000,
  attempts: 1_000,
  lookEvery: 500,
  careEvery: 500,
  attemptTime: 3_000,
};

/** How a platform takes a call: when it does it and when it answers, in milliseconds; and whether anybody hears of it. */
interface Taking {
  readonly before: number;
  readonly after: number;
  readonly answers: 'yes' | 'broken' | 'later';
}

/** Something happens: time passes, or a process is killed and another one starts in its stead. */
type Happening = { readonly pass: number } | { readonly kill: 0 | 1 };

const taking: fc.Arbitrary<Taking> = fc.record({
  before: fc.integer({ min: 0, max: 6_000 }),
  after: fc.integer({ min: 0, max: 6_000 }),
  answers: fc.constantFrom('yes' as const, 'yes' as const, 'broken' as const, 'later' as const),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 4_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kill: fc.constantFrom(0 as const, 1 as const) }) },
);

/** A platform that takes its time, and goes on with what it was sent though nobody listens any more. */
function slowPlatform({ timer }: ReturnType<typeof steppedTime>, takings: readonly Taking[]) {
  const records: PlatformRecord[] = [];
  let taken = 0;
  const wait = (milliseconds: number) => new Promise<void>((done) => timer(milliseconds, done));
  const next = (): Taking => takings[taken++] ?? { before: 10, after: 10, answers: 'yes' };
  const make = (key: string): PlatformRecord => {
    const number = `ISS${records.length + 1}`;
    records.push({ id: number, number, key, state: 'New', status: 'open', says: {} });
    return records.at(-1) as PlatformRecord;
  };
  /** As one process reaches it: once that is dead it asks for nothing, and hears nothing. */
  const reachedBy = (isDead: () => boolean): GrcPlatform => {
    const heard = async <T>(answer: T): Promise<T> => (isDead() ? new Promise(() => {}) : answer);
    return {
      ...{ name: 'servicenow', host: 'grc.invented.example', tracksWorkflow: false },
      check: async () => [],
      lookUp: async (key) => {
        await heard(undefined);
        const { before, after, answers } = next();
        await wait(before % 400);
        const found = records.find((each) => each.key === key);
        await wait(after % 400);
        if (answers !== 'yes') throw new AppError('upstream_unavailable', 'It is away.');
        return heard(found);
      },
      create: async ({ key }, signal): Promise<CreateOutcome> => {
        await heard(undefined);
        const { before, after, answers } = next();
        const aborted = new Promise<never>((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
        );
        if (answers === 'later') return heard({ kind: 'later', why: 'Too many requests.', afterMs: 50 });
        const made = wait(before).then(() => make(key));
        const record = await Promise.race([made, aborted]);
        await Promise.race([wait(after), aborted]);
        return heard<CreateOutcome>(
          answers === 'yes' ? { kind: 'created', record } : { kind: 'unknown', why: 'It broke.' },
        );
      },
      read: async () => new Map(),
      setStatus: async () => {},
      close: async () => {},
    };
  };
  return { records, reachedBy };
}

describe('two processes that file from one outbox, killed at any time', () => {
  it('make one record of each finding, however slow the platform is and whatever it answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(taking, { maxLength: 25 }),
        fc.array(happening, { maxLength: 12 }),
        async (takings, story) => {
          const time = steppedTime();
          const platform = slowPlatform(time, takings);
          const desk = filingDesk({ owner: 'desk', time });
          const opened = [desk];
          const living = new Set(['desk']);
          try {
            for (let n = 1; n <= FINDINGS; n += 1) desk.file(n);
            const start = (owner: string): string => {
              const own = filingDesk({ file: desk.path, owner, time });
              opened.push(own);
              living.add(owner);
              const isDead = () => !living.has(owner);
              const within: typeof own.audit.within = (work) => {
                if (isDead()) throw new AppError('conflict', 'Killed.');
                return own.audit.within(work);
              };
              void own
                .senderWith({
                  owner,
                  settleMs: SETTLE,
                  pace: PACE,
                  audit: { ...own.audit, within },
                  timer: (milliseconds, work) => time.timer(milliseconds, () => void (isDead() || work())),
                  lives: (each) => living.has(each),
                  platformOf: () => platform.reachedBy(isDead),
                })
                .run();
              return owner;
            };
            const running = [start('p-0'), start('p-1')];
            for (const [at, each] of story.entries()) {
              if ('pass' in each) await time.pass(each.pass);
              else {
                living.delete(running[each.kill] ?? '');
                running[each.kill] = start(`p-${at + 2}`);
              }
            }
            await time.pass(600_000);
            expect(platform.records.map(({ key }) => key).sort()).toEqual(
              Array.from({ length: FINDINGS }, (_, at) => keyOf(at + 1)),
            );
            for (let n = 1; n <= FINDINGS; n += 1) {
              const { id } = platform.records.find(({ key }) => key === keyOf(n)) as PlatformRecord;
              expect(desk.kept(n)).toMatchObject({ stage: 'filed', filing: { record: { id } } });
            }
            expect(verifyFile(desk.path).problems.filter(({ kind }) => kind !== 'checkpoint_missing')).toEqual([]);
          } finally {
            for (const each of opened.reverse()) each.close();
          }
        },
      ),
      { seed: 10, numRuns: 15, endOnFailure: true },
    );
  }, 240_000);
});
