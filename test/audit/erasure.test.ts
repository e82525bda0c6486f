import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { eraseUser } from '../../src/audit/erasure.ts';
import { readTrail } from '../../src/audit/trail.ts';
import { type Desk, libraryFile, openDesk } from '../../src/compose.ts';
import type { Language } from '../../src/regulations/act.ts';
import { callContext } from '../asking.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { seeded } from '../seeded.ts';
import { by, openAudit, temporaryFolder } from './sample-audit.ts';
import { verifyFile } from './tampered.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

const OFFICER = by('u-officer', 'c-officer');

/** Tells nothing of the person: conversations are named in the chain. */
const conversationOf = (user: string, tenant = 't-1'): string => `c-${tenant}-${user.length}`;

/** Names of the files in which some bytes stand, whatever the files are. */
function filesWith(words: string, where = folder): readonly string[] {
  return readdirSync(where).flatMap((name) => {
    const path = join(where, name);
    if (statSync(path).isDirectory()) return filesWith(words, path);
    return readFileSync(path).includes(words) ? [path] : [];
  });
}

describe('erasing a person', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk({ dataFolder: folder, checkpointFolder: join(folder, 'copies') }, { starter: false });
    await desk.library.add(inventedAct());
    await desk.follow();
  });
  afterEach(() => desk.close());

  const ask = (user: string, question: string, more: { tenant?: string; language?: Language } = {}) =>
    desk.toolbox.tools.ask_compliance.call(
      { question },
      callContext({ user, tenant: more.tenant ?? 't-1', conversation: conversationOf(user, more.tenant) }),
    );

  it('leaves not a byte of what they wrote in any file, and the chain whole', async () => {
    const secret = 'zymurgical-quandary';
    await ask('u-gone', `Who inspects the vaults of ${secret}?`);
    await desk.toolbox.tools.search_regulations.call(
      { query: `vaults ${secret}` },
      callContext({ user: 'u-gone', conversation: conversationOf('u-gone') }),
    );
    await expect(
      desk.toolbox.tools.get_provision.call(
        { provision: `Article 99 ${secret}` },
        callContext({ user: 'u-gone', conversation: conversationOf('u-gone') }),
      ),
    ).rejects.toThrow();
    await ask('u-stays', 'Who inspects the vaults of the harbour?');
    // In the file or in the log beside it.
    expect(filesWith(secret).length).toBeGreaterThan(0);
    expect(filesWith('User u-gone').length).toBeGreaterThan(0);
    const erased = eraseUser(desk.audit, 'u-gone', undefined, OFFICER);
    expect(erased).toEqual({ actors: [expect.stringMatching(/^p-/)], texts: expect.any(Number) });
    expect(erased.texts).toBeGreaterThan(4);
    for (const words of [secret, 'User u-gone', '"user":"u-gone"']) expect(filesWith(words), words).toEqual([]);
    expect(filesWith('harbour').length).toBeGreaterThan(0);
    expect(verifyFile(libraryFile({ dataFolder: folder }))).toMatchObject({ ok: true, problems: [] });
  });

  it('is a row, by pseudonym; rows of theirs stay without words', async () => {
    await ask('u-gone', 'Who inspects the vaults?');
    const before = desk.audit.store.rows({}, 1_000);
    const { actors } = eraseUser(desk.audit, 'u-gone', 't-1', OFFICER);
    const after = desk.audit.store.rows({}, 1_000);
    expect(after.slice(0, before.length)).toEqual(before);
    const [row] = desk.audit.store.rows({ types: ['erasure'] }, 9);
    expect(row).toMatchObject({ conversation: 'c-officer' });
    expect(JSON.parse(row?.body ?? '')).toEqual({ actor: actors[0] });
    expect(JSON.stringify(after)).not.toContain('u-gone');
    const trail = readTrail(desk.audit.store, { actor: actors[0] ?? '' }, 99);
    expect(trail.length).toBeGreaterThan(2);
    for (const each of trail) expect(each).toMatchObject({ who: actors[0], texts: {} });
    expect(trail.flatMap(({ erased }) => erased)).toEqual(
      expect.arrayContaining(['identity', 'question', 'answer', 'input']),
    );
  });

  it('leaves others as they were, those of the same id in another tenant too where one is named', async () => {
    for (const tenant of ['t-1', 't-2']) await ask('u-gone', `Question in ${tenant}?`, { tenant });
    await ask('u-stays', 'Question that stays?');
    const texts = () => desk.audit.store.texts(1, 10_000).map(({ text }) => text);
    eraseUser(desk.audit, 'u-gone', 't-1', OFFICER);
    expect(texts()).toContain('Question in t-2?');
    expect(texts()).toContain('Question that stays?');
    expect(texts()).not.toContain('Question in t-1?');
    expect(eraseUser(desk.audit, 'u-gone', undefined, OFFICER).actors).toHaveLength(1);
    expect(texts()).not.toContain('Question in t-2?');
    expect(texts()).toContain('Question that stays?');
    expect(verifyFile(libraryFile({ dataFolder: folder })).problems).toEqual([]);
  });

  it('gives them a new pseudonym should they come back', async () => {
    await ask('u-gone', 'Before?');
    const { actors } = eraseUser(desk.audit, 'u-gone', undefined, OFFICER);
    await ask('u-gone', 'After?');
    const [person] = desk.audit.store.people('u-gone');
    expect(person?.actor).toMatch(/^p-/);
    expect(actors).not.toContain(person?.actor);
    const rows = readTrail(desk.audit.store, { conversation: conversationOf('u-gone') }, 99);
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, at) => at + 1));
    expect(new Set(rows.map(({ who }) => who))).toEqual(new Set([...actors, 'User u-gone']));
    expect(eraseUser(desk.audit, 'u-gone', undefined, OFFICER).actors).toEqual([person?.actor]);
    expect(verifyFile(libraryFile({ dataFolder: folder })).problems).toEqual([]);
  });

  it.each([
    ['u-nobody', undefined, /knows nobody by the id "u-nobody"\. Ids are those that sign-in gives/],
    ['User u-1', undefined, /names of people are not ids/],
    ['u-1', 't-9', /by the id "u-1" in t-9\./],
    ["u-1' OR '1'='1", undefined, /knows nobody/],
    ['%', undefined, /knows nobody/],
    ['x'.repeat(500), undefined, /"x{80}"/],
  ])('tells that nobody is known by %j in %j, and leaves no row', async (user, tenant, message) => {
    await ask('u-1', 'Who?');
    const before = desk.audit.store.head();
    expect(() => eraseUser(desk.audit, user, tenant, OFFICER)).toThrow(
      expect.objectContaining({ code: 'not_found', message: expect.stringMatching(message) }),
    );
    expect(desk.audit.store.head()).toEqual(before);
    expect(desk.audit.store.people('u-1')).toHaveLength(1);
  });

  it('can be done twice only to somebody who is known', async () => {
    await ask('u-gone', 'Who?');
    eraseUser(desk.audit, 'u-gone', undefined, OFFICER);
    expect(() => eraseUser(desk.audit, 'u-gone', undefined, OFFICER)).toThrow(/knows nobody/);
    expect(desk.audit.store.rows({ types: ['erasure'] }, 9)).toHaveLength(1);
  });

  it('can erase whoever does it: that row is theirs, and nothing of them is left but the pseudonym', async () => {
    await ask('u-officer', 'My own words?', {});
    const own = { ...OFFICER, conversation: 'c-own' };
    const { actors } = eraseUser(desk.audit, 'u-officer', undefined, own);
    const [row] = desk.audit.store.rows({ types: ['erasure'] }, 9);
    expect(row?.actor).toBe(actors[0]);
    expect(filesWith('My own words')).toEqual([]);
    expect(verifyFile(libraryFile({ dataFolder: folder })).problems).toEqual([]);
  });
});

it('reaches texts of every length among many of others, wherever the file has put them', () => {
  const file = join(folder, 'audit.sqlite');
  const { audit, close } = openAudit(file);
  const random = seeded(7);
  const marks: string[] = [];
  for (let made = 0; made < 400; made += 1) {
    const mine = random() < 0.5;
    const length = Math.floor(random() ** 3 * 12_000);
    const mark = `${mine ? 'gone' : 'stays'}-mark-${made}-`;
    if (mine) marks.push(mark);
    audit.record(
      { type: 'tool_call', body: {}, personal: { input: `${mark}${'x'.repeat(length)}${mark}` } },
      by(mine ? 'u-gone' : 'u-stays', `c-${mine ? 1 : 2}`),
    );
  }
  expect(marks.filter((mark) => filesWith(mark).length === 0)).toEqual([]);
  const { texts } = eraseUser(audit, 'u-gone', undefined, OFFICER);
  expect(texts).toBe(marks.length + 1);
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  expect(bytes.filter((content) => content.includes('gone-mark-'))).toEqual([]);
  expect(marks.filter((mark) => bytes.some((content) => content.includes(mark)))).toEqual([]);
  expect(bytes.some((content) => content.includes('stays-mark-'))).toBe(true);
  close();
  expect(verifyFile(file)).toMatchObject({ ok: true });
});

it('says so where another process keeps the log from being emptied, and makes it good when asked again', () => {
  const file = join(folder, 'audit.sqlite');
  const { audit, database, close } = openAudit(file);
  audit.record({ type: 'tool_call', body: {}, personal: { input: 'zymurgical words' } }, by('u-gone', 'c-1'));
  const reader = openDatabase(file);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM audit_rows').get();
  database.exec('PRAGMA busy_timeout = 20');
  const erase = () => eraseUser(audit, 'u-gone', undefined, OFFICER);
  expect(erase).toThrow(
    expect.objectContaining({ code: 'conflict', message: expect.stringMatching(/still in the log.*erase again/) }),
  );
  // The erasure stands all the same.
  expect(audit.store.people('u-gone')).toEqual([]);
  expect(filesWith('zymurgical')).toEqual([`${file}-wal`]);
  reader.exec('COMMIT');
  expect(erase).toThrow(expect.objectContaining({ code: 'not_found' }));
  expect(filesWith('zymurgical')).toEqual([]);
  expect(verifyFile(file).problems).toEqual([]);
  reader.close();
  close();
});

it('is not kept from it by somebody who verified before', () => {
  const file = join(folder, 'audit.sqlite');
  const { audit, database, close } = openAudit(file);
  audit.record({ type: 'tool_call', body: {}, personal: { input: 'zymurgical words' } }, by('u-gone', 'c-1'));
  for (let time = 0; time < 5; time += 1) expect(verifyFile(file).ok).toBe(true);
  database.exec('PRAGMA busy_timeout = 20');
  eraseUser(audit, 'u-gone', undefined, OFFICER);
  expect(filesWith('zymurgical')).toEqual([]);
  close();
});
