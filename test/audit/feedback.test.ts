import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDocumentRecorder } from '../../src/audit/documents.ts';
import { eraseUser } from '../../src/audit/erasure.ts';
import { createFeedbackRecorder } from '../../src/audit/feedback.ts';
import { packReport } from '../../src/audit/pack-report.ts';
import { readTrail } from '../../src/audit/trail.ts';
import type { AppError } from '../../src/core/errors.ts';
import { callContext } from '../asking.ts';
import { answerOn, by, type OpenAudit, openAudit, passage, temporaryFolder } from './sample-audit.ts';
import { verifyFile } from './tampered.ts';

let opened: OpenAudit;
let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  opened = openAudit(join(folder, 'library.sqlite'));
});
afterEach(() => {
  opened.close();
  remove();
});

const context = callContext({ channel: 'teams' });
const trail = () => readTrail(opened.audit.store, { conversation: 'c-1' }, 100);
const problems = () =>
  verifyFile(join(folder, 'library.sqlite')).problems.filter(({ kind }) => kind !== 'checkpoint_missing');
const refused = (work: () => unknown): AppError => {
  try {
    work();
  } catch (error) {
    return error as AppError;
  }
  throw new Error('nothing was refused');
};

describe('what somebody says of an answer', () => {
  const given = () => opened.recorder.record(answerOn('Who trims lamps?', passage(1)), by('u-1', 'c-1')).receipt;

  it('is recorded beside it, their words where they can be erased', () => {
    const { audit } = opened;
    const receipt = given();
    const feedback = createFeedbackRecorder(audit);
    const position = feedback.record({ receipt, reaction: 'dislike', text: '  It is about lanterns. ' }, context);
    feedback.record({ receipt, reaction: 'like', text: ' ' }, context);
    expect(trail().slice(-2)).toMatchObject([
      {
        position,
        type: 'feedback',
        channel: 'teams',
        body: { receipt, reaction: 'dislike' },
        texts: { text: 'It is about lanterns.' },
      },
      { type: 'feedback', body: { receipt, reaction: 'like' }, texts: {}, erased: [] },
    ]);
    expect(JSON.stringify(audit.store.rows({}, 99))).not.toContain('lanterns');
    expect(problems()).toEqual([]);
    eraseUser(audit, 'u-1', undefined, by('u-2', 'c-9'));
    expect(trail().find((row) => row.position === position)).toMatchObject({ texts: {}, erased: ['text'] });
    expect(problems()).toEqual([]);
  });

  it('is refused for an answer of another conversation or tenant, and for none, in the same words', () => {
    const { audit, recorder } = opened;
    const feedback = createFeedbackRecorder(audit);
    const elsewhere = recorder.record(answerOn('Who?', passage(1)), by('u-1', 'c-2')).receipt;
    const foreign = recorder.record(answerOn('Who?', passage(1)), by('u-1', 'c-3', 't-2')).receipt;
    const rows = audit.store.head()?.position;
    const errors = [elsewhere, foreign, 'no such receipt', ''].map((receipt) =>
      refused(() => feedback.record({ receipt, reaction: 'like' }, context)),
    );
    expect(new Set(errors.map(({ code, message }) => `${code}: ${message}`)).size).toBe(1);
    expect([errors[0]?.code, audit.store.head()?.position]).toEqual(['not_found', rows]);
  });

  it.each([
    [{ reaction: 'love' }, /like or dislike/],
    [{ reaction: '__proto__' }, /like or dislike/],
    [{ text: 'x'.repeat(2_001) }, /has 2001 characters; at most 2000/],
  ])('is refused for %j', (wrong, message) => {
    const receipt = given();
    const error = refused(() =>
      createFeedbackRecorder(opened.audit).record({ receipt, reaction: 'like', ...wrong }, context),
    );
    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringMatching(message) });
    expect(
      createFeedbackRecorder(opened.audit).record({ receipt, reaction: 'like', text: 'x'.repeat(2_000) }, context),
    ).toBeGreaterThan(1);
  });
});

describe('a document that somebody sent', () => {
  it('is recorded by its digest; its name where it can be erased', () => {
    const documents = createDocumentRecorder(opened.audit);
    const sha256 = 'a'.repeat(64);
    documents.record(
      { what: 'received', sha256, kind: 'pdf', bytes: 1_234, statements: 5, name: 'Ana’s policy.pdf' },
      context,
    );
    documents.record({ what: 'refused', sha256, bytes: 99 }, context);
    documents.record({ what: 'forgotten', sha256, kind: 'pdf', bytes: 1_234 }, context);
    expect(trail().filter(({ type }) => type === 'document')).toMatchObject([
      {
        body: { what: 'received', sha256, kind: 'pdf', bytes: 1_234, statements: 5 },
        texts: { name: 'Ana’s policy.pdf' },
      },
      { body: { what: 'refused', sha256, bytes: 99 }, texts: {} },
      { body: { what: 'forgotten', sha256, kind: 'pdf', bytes: 1_234 } },
    ]);
    expect(JSON.stringify(opened.audit.store.rows({}, 99))).not.toContain('Ana');
    expect(problems()).toEqual([]);
  });

  it('has a title of its own in an examiner’s report, as messages, subscriptions and feedback have', () => {
    for (const type of ['document', 'policy', 'delivery', 'subscription', 'feedback'] as const)
      opened.audit.record({ type, body: {} }, by('u-1', 'c-1'));
    const report = packReport(
      { conversation: 'c-1', chain: 'x', exportedAt: 'now', people: [] } as never,
      { rows: trail(), receipts: [], passages: new Map() } as never,
    );
    for (const title of [
      'A document that was sent',
      'A policy of the bank’s own',
      'A message on its way',
      'Alerts followed',
      'What was thought of an answer',
    ])
      expect(report).toContain(title);
  });
});
