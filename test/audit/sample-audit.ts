import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCheckpointFiles } from '../../src/adapters/files/checkpoint-files.ts';
import { createSqliteAuditStore } from '../../src/adapters/sqlite/audit-store.ts';
import { openDatabase, type SqliteDatabase } from '../../src/adapters/sqlite/database.ts';
import { type AnswerRecorder, createAnswerRecorder } from '../../src/audit/answers.ts';
import { type Audit, createAudit, type Recorded, systemContext } from '../../src/audit/audit.ts';
import { createSigner, readPublicKey, type Signer } from '../../src/audit/checkpoint.ts';
import { type Checkpoints, createCheckpoints } from '../../src/audit/checkpoints.ts';
import { eraseUser } from '../../src/audit/erasure.ts';
import type { Clock } from '../../src/core/clock.ts';
import { sha256 } from '../../src/core/digests.ts';
import type { ReadPassage } from '../../src/regulations/read-passage.ts';

export const START = Date.parse('2031-04-05T06:07:08.000Z');

/** A clock that a test sets; it goes on by `step` milliseconds with each look. */
export function settableClock(step = 1_000): Clock & { time: number } {
  const clock = {
    time: START,
    now: () => {
      clock.time += step;
      return clock.time;
    },
    today: () => new Date(clock.time).toISOString().slice(0, 10),
  };
  return clock;
}

/** Ids that tell in which order they were made. */
function numberedIds(prefix: string): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `${prefix}-${made}`;
  };
}

/** A new Ed25519 key: the private one as it is set, and what checks it. */
export function newKey() {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const signer = createSigner(pem);
  return { pem, signer, publicKey: readPublicKey(signer.publicKey, 'the test’s key') };
}

export interface OpenAudit {
  readonly audit: Audit;
  readonly database: SqliteDatabase;
  readonly clock: ReturnType<typeof settableClock>;
  readonly recorder: AnswerRecorder;
  readonly checkpoints: Checkpoints;
  readonly close: () => void;
}

/** The audit over a file, with ids and times that can be told beforehand. */
export function openAudit(
  file: string,
  options: { readonly signer?: Signer; readonly copies?: string; readonly owner?: string; readonly ids?: string } = {},
): OpenAudit {
  const { signer, copies, owner = 'host|1|0', ids = 'id' } = options;
  const database = openDatabase(file);
  const clock = settableClock();
  const newId = numberedIds(ids);
  const audit = createAudit({ store: createSqliteAuditStore(database), clock, newId, owner });
  const signing = signer === undefined ? {} : { signer };
  return {
    audit,
    database,
    clock,
    recorder: createAnswerRecorder(audit, { newId, ...signing }),
    checkpoints: createCheckpoints(audit, {
      clock,
      ...signing,
      ...(copies === undefined ? {} : { copies: createCheckpointFiles(copies) }),
    }),
    close: () => database.close(),
  };
}

/** A folder that goes at the end. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-audit-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function by(user: string, conversation: string, tenant = 't-1'): Recorded {
  return { tenant, user: { id: user, name: `User ${user}` }, conversation, channel: 'teams', correlation: 'r-1' };
}

/** A provision of invented law, as it was read. */
export function passage(number: number, words = `Keepers shall trim lamp ${number} before dusk.`): ReadPassage {
  return {
    id: `32031R0077#art_${number}`,
    act: '32031R0077',
    place: `art_${number}`,
    label: `Article ${number}, Lantern Act`,
    version: { date: '2031-03-03', source: 'official' },
    versionKey: 'v-1',
    language: 'en',
    hash: sha256(words),
    text: words,
  };
}

/** An answer of one sentence, which cites the first of the passages read. */
export function answerOn(question: string, ...passages: readonly [ReadPassage, ...ReadPassage[]]) {
  const [cited] = passages;
  const quote = cited.text.slice(0, 20);
  return {
    question,
    asked: {},
    status: 'answered' as const,
    sentences: [{ text: `${quote} …`, citations: [{ id: cited.id, quote, version: cited.version }] }],
    notes: ['Invented.'],
    searched: { acts: [cited.act], terms: ['lamp'] },
    passages,
  };
}

/** Rows of the sample, and those of which its checkpoints were taken. */
export const SAMPLE_ROWS = 48;
export const SAMPLE_MARKS = [12, 24, 36, SAMPLE_ROWS] as const;
/** Whose texts were erased: in row 30 of the sample. */
export const ERASED_USER = 'u-gone';

/**
 * An audit in which everything happens that can: two tenants, four people one of whom was erased, answers with receipts,
 * intents and outcomes, rows of the program and of somebody unknown. A checkpoint after every twelfth row.
 */
export function writeSample(file: string, options: { readonly signer?: Signer; readonly copies?: string } = {}): void {
  const opened = openAudit(file, options);
  const { audit, recorder, checkpoints } = opened;
  const people = [by('u-ana', 'c-1'), by('u-ben', 'c-2', 't-2'), by('u-cid', 'c-3')] as const;
  const count = (): number => audit.store.head()?.position ?? 0;
  audit.record(
    { type: 'tool_call', body: { tool: 'ask' }, personal: { input: 'lamps of the one who goes' } },
    by(ERASED_USER, 'c-4'),
  );
  recorder.record(answerOn('Who trims which lamp?', passage(1), passage(2)), by(ERASED_USER, 'c-4'));
  for (let round = 0; count() < SAMPLE_ROWS; round += 1) {
    const who = people[round % people.length] ?? people[0];
    if (count() === 29) eraseUser(audit, ERASED_USER, undefined, by('u-cid', 'c-3'));
    else if (round % 7 === 1) recorder.record(answerOn(`Question ${round}?`, passage(round), passage(1)), who);
    else if (round % 7 === 2) audit.record({ type: 'configuration', body: { round } }, systemContext('r-0'));
    else if (round % 7 === 3)
      audit.record({ type: 'refusal', body: { round }, personal: { token: 'none' } }, { ...who, user: 'unknown' });
    else if (round % 7 === 4 && SAMPLE_MARKS.every((mark) => mark !== count() + 1))
      audit.settle(audit.intend({ body: { host: 'models.example' } }, who), {
        type: 'outcome',
        body: { outcome: 'ok' },
      });
    else
      audit.record(
        { type: 'tool_call', body: { round, outcome: 'ok' }, personal: { input: `input ${round}`, more: 'né' } },
        who,
      );
    if (SAMPLE_MARKS.some((mark) => mark === count())) checkpoints.take();
  }
  // The file alone, without a log beside it, is what the tests copy.
  audit.store.scrub();
  opened.close();
}
