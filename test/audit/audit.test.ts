import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditRow } from '../../src/audit/audit-row.ts';
import { readTrail } from '../../src/audit/trail.ts';
import { saltedDigest } from '../../src/core/digests.ts';
import { AppError } from '../../src/core/errors.ts';
import { by, type OpenAudit, openAudit, START, temporaryFolder } from './sample-audit.ts';
import { verifyFile } from './tampered.ts';

let file: string;
let remove: () => void;
let opened: OpenAudit;
beforeEach(() => {
  const temporary = temporaryFolder();
  remove = temporary.remove;
  file = join(temporary.folder, 'audit.sqlite');
  opened = openAudit(file);
});
afterEach(() => {
  opened.close();
  remove();
});

const rows = (): readonly AuditRow[] => opened.audit.store.rows({}, 1_000);
const types = (): readonly string[] => rows().map(({ type }) => type);
const call = (user: string, conversation: string, tenant?: string, input = 'words') =>
  opened.audit.record({ type: 'tool_call', body: {}, personal: { input } }, by(user, conversation, tenant));

describe('rows', () => {
  it('begin with the chain itself, which has an id of its own', () => {
    call('u-1', 'c-1');
    const [first, second] = rows();
    expect(first).toMatchObject({ position: 1, type: 'chain_started', actor: 'system', previous: '0'.repeat(64) });
    expect(JSON.parse(first?.body ?? '')).toEqual({ chain: expect.stringMatching(/^id-/), format: 1 });
    expect(second?.previous).toBe(first?.hash);
    call('u-1', 'c-1');
    expect(types().filter((type) => type === 'chain_started')).toHaveLength(1);
  });

  it('hold nothing personal: what was written stands beside them, under a salted digest', () => {
    const row = call('u-secret', 'c-1', 't-1', 'My very own words');
    const chain = JSON.stringify(rows());
    for (const personal of ['u-secret', 'User u-secret', 'very own words']) expect(chain).not.toContain(personal);
    const [text] = opened.audit.store.texts(row.position, row.position);
    expect(text).toMatchObject({ name: 'input', text: 'My very own words', actor: row.actor });
    expect(text?.salt).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.parse(row.texts)).toEqual({ input: saltedDigest(text?.salt ?? '', 'My very own words') });
    const again = call('u-secret', 'c-1', 't-1', 'My very own words');
    expect(again.texts).not.toBe(row.texts);
  });

  it('are numbered within their conversation, whoever writes between', () => {
    for (const conversation of ['c-1', 'c-2', 'c-1', 'c-3', 'c-2', 'c-1']) call('u-1', conversation);
    const numbers = (conversation: string) =>
      rows()
        .filter((row) => row.conversation === conversation)
        .map(({ sequence }) => sequence);
    expect(numbers('c-1')).toEqual([1, 2, 3, 4]);
    expect(numbers('c-2')).toEqual([1, 2]);
    expect(numbers('c-3')).toEqual([1]);
    expect(verifyFile(file).problems).toEqual([]);
  });

  it('keep passages once, by their digest', () => {
    const passages = ['Keepers shall trim.', 'Keepers shall trim.', 'Lamps shall burn.'];
    opened.audit.record({ type: 'tool_call', body: {}, passages }, by('u-1', 'c-1'));
    const count = opened.database.prepare('SELECT count(*) AS count FROM audit_passages').get();
    expect(count).toEqual({ count: 2 });
  });

  it.each<[string, string]>([
    ['NUL', 'before\0behind'],
    ['half of a surrogate pair', 'before\ud800behind'],
    ['every control character', Array.from({ length: 33 }, (_, code) => String.fromCharCode(code)).join('')],
    ['emoji and accents', 'señor 🏮 Ω'],
    ['quotes and a statement', `'; DROP TABLE audit_rows; -- "`],
    ['nothing', ''],
  ])('can be verified whatever was written: %s', (_, words) => {
    opened.audit.record(
      { type: 'tool_call', body: { words }, personal: { input: words } },
      { ...by('u-1', 'c-1'), user: { id: 'u-1', name: words } },
    );
    opened.audit.record({ type: 'tool_call', body: {} }, { ...by('u-1', 'c-1'), user: { id: 'u-1', name: words } });
    expect(verifyFile(file).problems).toEqual([]);
    expect(types()).toEqual(['chain_started', 'person', 'tool_call', 'tool_call']);
  });

  it('keep the beginning of a text that is too long, and say how long it was', () => {
    const row = call('u-1', 'c-1', 't-1', `${'x'.repeat(19_999)}🏮${'y'.repeat(30_000)}`);
    const [text] = opened.audit.store.texts(row.position, row.position);
    // The cut goes through the lantern: half of it is no character.
    expect(text?.text).toBe(`${'x'.repeat(19_999)}\ufffd`);
    expect(JSON.parse(row.body)).toEqual({ cutTexts: { input: 50_001 } });
    expect(JSON.parse(call('u-1', 'c-1', 't-1', 'z'.repeat(20_000)).body)).toEqual({});
    expect(verifyFile(file).problems).toEqual([]);
  });

  it('are undone with the action that they record, and the action with them', () => {
    call('u-1', 'c-1');
    const before = rows();
    expect(() =>
      opened.audit.within(() => {
        call('u-2', 'c-2');
        opened.audit.store.addPassage('d', 'text');
        throw new AppError('conflict', 'the action failed');
      }),
    ).toThrow('the action failed');
    expect(() =>
      opened.audit.within(() => {
        opened.database.exec("INSERT INTO notes VALUES ('the action', 'done')");
        call('u-1', 'c-1', 't-2');
      }),
    ).toThrow(/another organisation/);
    expect(rows()).toEqual(before);
    expect(opened.audit.store.people('u-2')).toEqual([]);
    expect(opened.database.prepare("SELECT * FROM notes WHERE name = 'the action'").all()).toEqual([]);
  });
});

describe('people', () => {
  it('stand behind one pseudonym in a tenant, told once', () => {
    const [one, two] = [call('u-1', 'c-1'), call('u-1', 'c-2')];
    const other = call('u-2', 'c-1');
    const elsewhere = call('u-1', 'c-9', 't-2');
    expect(one.actor).toMatch(/^p-/);
    expect(two.actor).toBe(one.actor);
    expect(new Set([one.actor, other.actor, elsewhere.actor]).size).toBe(3);
    expect(types().filter((type) => type === 'person')).toHaveLength(3);
  });

  it('are told again, in front of what they do first, when their name changes', () => {
    const before = call('u-1', 'c-1');
    const after = opened.audit.record(
      { type: 'tool_call', body: {} },
      { ...by('u-1', 'c-1'), user: { id: 'u-1', name: 'Ana Nueva' } },
    );
    expect(after.actor).toBe(before.actor);
    expect(types()).toEqual(['chain_started', 'person', 'tool_call', 'person', 'tool_call']);
    expect(opened.audit.store.person(after.actor)?.name).toBe('Ana Nueva');
    // A door that knows no name takes none away.
    opened.audit.record({ type: 'tool_call', body: {} }, { ...by('u-1', 'c-1'), user: { id: 'u-1' } });
    expect(opened.audit.store.person(after.actor)?.name).toBe('Ana Nueva');
    expect(types()).toHaveLength(6);
    expect(verifyFile(file).problems).toEqual([]);
  });

  it('are none for the program itself, and for somebody who did not sign in', () => {
    const refused = opened.audit.record(
      { type: 'refusal', body: {}, personal: { token: 'x' } },
      { ...by('u-1', 'c-1'), user: 'unknown' },
    );
    expect(refused.actor).toBe('unknown');
    expect(types()).toEqual(['chain_started', 'refusal']);
  });
});

describe('conversations', () => {
  it('belong to the tenant that began them', () => {
    call('u-1', 'c-1');
    const before = rows();
    const refused = () => call('u-1', 'c-1', 't-2');
    expect(refused).toThrow(expect.objectContaining({ code: 'not_permitted' }));
    expect(refused).toThrow('This conversation belongs to another organisation.');
    expect(() => opened.audit.intend({ body: {} }, by('u-1', 'c-1', 't-2'))).toThrow(/another organisation/);
    expect(() => opened.audit.record({ type: 'tool_call', body: {} }, by('u-9', 'system', 't-2'))).toThrow(
      /another organisation/,
    );
    expect(rows()).toEqual(before);
    expect(opened.audit.store.pending()).toEqual([]);
  });
});

describe('the clock', () => {
  const at = (row: AuditRow): number => Date.parse(row.at) - START;

  it.each([
    [1, 'levelled out'],
    [4_000, 'levelled out'],
    [60_000, 'written'],
    [86_400_000, 'written'],
  ])('turned back by %i ms is %s', (back, how) => {
    const before = call('u-1', 'c-1');
    opened.clock.time -= back + 1_000;
    const after = call('u-1', 'c-1');
    expect(at(after) - at(before)).toBe(how === 'written' ? -back : 0);
    expect(verifyFile(file).problems.map(({ kind }) => kind)).toEqual(how === 'written' ? ['clock_rollback'] : []);
  });
});

describe('what leaves the process', () => {
  const intend = () =>
    opened.audit.intend({ body: { host: 'models.example' }, personal: { prompt: 'words' } }, by('u-1', 'c-1'));

  it('has a row before and a row after', () => {
    const intent = intend();
    expect(types()).toEqual(['chain_started', 'person', 'intent']);
    expect(opened.audit.store.pending()).toEqual([{ position: intent.position, owner: 'host|1|0' }]);
    const outcome = opened.audit.settle(intent, {
      type: 'outcome',
      body: { outcome: 'ok', intent: 99 },
      personal: { answer: 'text' },
    });
    expect(outcome).toMatchObject({ type: 'outcome', conversation: 'c-1', sequence: 3 });
    expect(JSON.parse(outcome.body)).toEqual({ outcome: 'ok', intent: intent.position });
    expect(opened.audit.store.pending()).toEqual([]);
  });

  it('counts as unknown once its process is gone, and not while it lives', () => {
    const intent = intend();
    const settled = intend();
    opened.audit.settle(settled, { type: 'outcome', body: { outcome: 'ok' } });
    const other = openAudit(file, { owner: 'host|2|0', ids: 'other' });
    expect(other.audit.closeOrphans(() => true)).toBe(0);
    expect(rows()).toHaveLength(5);
    const asked: string[] = [];
    const closed = other.audit.closeOrphans((owner) => {
      asked.push(owner);
      return false;
    });
    expect(closed).toBe(1);
    expect(new Set(asked)).toEqual(new Set(['host|1|0']));
    const last = rows().at(-1);
    expect(last).toMatchObject({ type: 'outcome', actor: 'system', conversation: 'c-1', tenant: 't-1', sequence: 5 });
    expect(JSON.parse(last?.body ?? '')).toEqual({
      intent: intent.position,
      outcome: 'unknown',
      message: 'The process ended before the outcome was known.',
    });
    expect(other.audit.closeOrphans(() => false)).toBe(0);
    expect(verifyFile(file).problems).toEqual([]);
    other.close();
  });

  it('closes those of processes that are gone alone', () => {
    intend();
    const other = openAudit(file, { owner: 'host|2|0', ids: 'other' });
    const theirs = other.audit.intend({ body: {} }, by('u-2', 'c-2'));
    const third = openAudit(file, { owner: 'host|3|0', ids: 'third' });
    expect(third.audit.closeOrphans((owner) => owner === 'host|2|0')).toBe(1);
    expect(opened.audit.store.pending()).toEqual([{ position: theirs.position, owner: 'host|2|0' }]);
    other.close();
    third.close();
  });
});

describe('the trail', () => {
  it('shows rows as people read them, names and texts with them', () => {
    call('u-1', 'c-1', 't-1', 'Who trims?');
    const [, , row] = readTrail(opened.audit.store, {}, 10);
    expect(row).toMatchObject({
      position: 3,
      type: 'tool_call',
      who: 'User u-1',
      user: 'u-1',
      texts: { input: 'Who trims?' },
      erased: [],
    });
    opened.audit.record({ type: 'refusal', body: {} }, { ...by('u-1', 'c-1'), user: 'unknown' });
    expect(readTrail(opened.audit.store, { types: ['refusal'] }, 10)).toMatchObject([{ who: 'unknown', texts: {} }]);
  });
});

describe('the pseudonym of whoever acts', () => {
  it('is that of their rows, whichever came first', () => {
    const first = opened.audit.actorOf(by('u-1', 'c-1'));
    expect(types()).toEqual(['chain_started', 'person']);
    expect(opened.audit.actorOf(by('u-1', 'c-2'))).toBe(first);
    expect(call('u-1', 'c-1').actor).toBe(first);
    expect(types()).toEqual(['chain_started', 'person', 'tool_call']);
    const { actor } = call('u-2', 'c-3');
    expect(opened.audit.actorOf(by('u-2', 'c-3'))).toBe(actor);
    expect(opened.audit.actorOf({ ...by('u-1', 'c-1'), user: 'system' })).toBe('system');
    expect(opened.audit.store.person(first)).toMatchObject({ user: 'u-1', name: 'User u-1', tenant: 't-1' });
    expect(verifyFile(file)).toMatchObject({ ok: true, problems: [] });
  });

  it('is another one in another tenant, and none where the conversation is another tenant’s', () => {
    const here = opened.audit.actorOf(by('u-1', 'c-1'));
    expect(opened.audit.actorOf(by('u-1', 'c-2', 't-2'))).not.toBe(here);
    for (const user of ['u-1', 'u-new'])
      expect(() => opened.audit.actorOf(by(user, 'c-1', 't-2'))).toThrow(
        expect.objectContaining({ code: 'not_permitted' }),
      );
    expect(opened.audit.store.people('u-new')).toEqual([]);
  });

  it('is not kept where what it was asked for comes to nothing', () => {
    const failing = () =>
      opened.audit.within(() => {
        opened.audit.actorOf(by('u-1', 'c-1'));
        throw new Error('after all');
      });
    expect(failing).toThrow('after all');
    expect(rows()).toEqual([]);
    expect(opened.audit.store.people('u-1')).toEqual([]);
  });
});
