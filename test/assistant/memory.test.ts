import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rememberTurns } from '../../src/assistant/memory.ts';
import { eraseUser } from '../../src/audit/erasure.ts';
import { answerOn, by, type OpenAudit, openAudit, passage, temporaryFolder } from '../audit/sample-audit.ts';

let opened: OpenAudit;
let remove: () => void;
beforeEach(() => {
  const folder = temporaryFolder();
  ({ remove } = folder);
  opened = openAudit(join(folder.folder, 'memory.sqlite'));
});
afterEach(() => {
  opened.close();
  remove();
});

const asked = (question: string, user = 'u-1', conversation = 'c-1', tenant = 't-1') =>
  opened.recorder.record(answerOn(question, passage(1), passage(2)), by(user, conversation, tenant));
const remembered = (user = 'u-1', conversation = 'c-1', tenant = 't-1') =>
  rememberTurns(opened.audit.store, by(user, conversation, tenant));

describe('what is remembered of a conversation', () => {
  it('is what was asked and what the answer rested on, the last five turns, oldest first', () => {
    for (let turn = 1; turn <= 7; turn += 1) asked(`Question ${turn}?`);
    const turns = remembered();
    expect(turns.map(({ question }) => question)).toEqual([3, 4, 5, 6, 7].map((turn) => `Question ${turn}?`));
    expect(turns[0]).toEqual({
      question: 'Question 3?',
      status: 'answered',
      acts: ['32031R0077'],
      cited: ['32031R0077#art_1'],
      said: ['Keepers shall trim l …'],
    });
  });

  it('is the question by itself, where it was a follow-up', () => {
    opened.recorder.record({ ...answerOn('And 2?', passage(2)), readAs: 'Article 2 Lantern Act' }, by('u-1', 'c-1'));
    expect(remembered().map(({ question }) => question)).toEqual(['Article 2 Lantern Act']);
  });

  it("is nothing of somebody else's, of another conversation or of another tenant", () => {
    asked('Of the other one?', 'u-2');
    asked('Elsewhere?', 'u-1', 'c-2');
    asked('In another house?', 'u-1', 'c-3', 't-2');
    expect(remembered()).toEqual([]);
    expect(remembered('u-1', 'c-3')).toEqual([]);
    expect(remembered('u-3')).toEqual([]);
    expect(rememberTurns(opened.audit.store, { ...by('u-1', 'c-2'), user: 'unknown' })).toEqual([]);
    expect(remembered('u-2').map(({ question }) => question)).toEqual(['Of the other one?']);
  });

  it('is forgotten when a person is erased', () => {
    asked('What did I ask?');
    eraseUser(opened.audit, 'u-1', undefined, by('u-9', 'c-9'));
    expect(remembered()).toEqual([]);
    asked('And now?');
    expect(remembered().map(({ question }) => question)).toEqual(['And now?']);
  });
});
