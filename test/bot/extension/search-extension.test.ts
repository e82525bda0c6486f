import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asPreview } from '../../../bot/extension/preview.ts';
import { PERMISSIONS } from '../../../src/core/permissions.ts';
import { inventedAct } from '../../fixtures/invented-act.ts';
import { type Json, recordAt, recordsAt, textAt } from '../../fixtures/teams/json.ts';
import type { Answered, Conversation } from '../../fixtures/teams/teams-api.ts';
import { actOf } from '../../tools/invented-law.ts';
import { bodyOf, type RoomsDesk, roomsDesk, wordsOf } from '../card-room/rooms-desk.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';

let held: RoomsDesk;
let chat: Conversation;
beforeAll(async () => {
  const hostile = actOf('32098R0007', 'Regulation (EU) 2098/7', [
    [
      '1',
      'Links',
      {
        kind: 'text',
        text: 'A keeper of <b>thistles</b> & [burrs](https://evil.example) shall {{DATE(2099-01-01T00:00:00Z)}} <at>Ana</at> count them.',
      },
    ],
  ]);
  held = await roomsDesk({ texts: [inventedAct({ articles: 40 }), hostile] });
  chat = held.teams.chat();
});
afterAll(() => held.close());
afterEach(() => {
  held.passFor = undefined;
  held.permissions = PERMISSIONS;
  expect(held.failures).toEqual([]);
  expect(held.teams.violations).toEqual([]);
});

const search = (query: string, page?: { skip?: number; count?: number }, options = {}) =>
  chat.query('searchProvisions', { query }, page, options);
const answerOf = (answered: Answered) => recordAt(bodyOf(answered), 'composeExtension');
const items = (answered: Answered) => recordsAt(answerOf(answered), 'attachments');
const previewOf = (item: Json) => recordAt(recordAt(item, 'preview'), 'content');
const titles = (answered: Answered) => items(answered).map((item) => textAt(previewOf(item), 'title'));
const carriedBy = (item: Json | undefined) => recordAt(recordAt(previewOf(item ?? {}), 'tap'), 'value');

describe('searching from the compose box', () => {
  it('lists provisions, each with its preview and its card, and the call is on record', async () => {
    const answered = await search('guild shall record ledgers', { count: 10 });
    expect(answered.status).toBe(200);
    expect(answerOf(answered)).toMatchObject({ type: 'result', attachmentLayout: 'list' });
    const hits = items(answered).filter(({ contentType }) => contentType === CARD);
    expect(hits.length).toBeGreaterThan(3);
    expect(titles(answered)).not.toContain('To know');
    for (const hit of hits) {
      expect(textAt(previewOf(hit), 'title')).toMatch(/^Article \d+/);
      expect(textAt(previewOf(hit), 'text')).toMatch(/^official text of 2099-01-01 · /);
      expect(carriedBy(hit)).toEqual({ id: expect.stringMatching(/^32099R0001#art_/) });
      expect(wordsOf(recordAt(hit, 'content'))).toMatch(/2099-01-01/);
    }
    expect(held.rows().at(-1)).toMatchObject({
      type: 'tool_call',
      body: { tool: 'search_regulations', outcome: 'ok' },
    });
  });

  it('pages, without a result twice, until there are none', async () => {
    const first = await search('guild shall', { skip: 0, count: 10 });
    const second = await search('guild shall', { skip: 10, count: 10 });
    const ids = [first, second].flatMap((each) => items(each).map((item) => carriedBy(item)['id'])).filter(Boolean);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(15);
    for (const skip of [150, 201, 100_000]) {
      const behind = await search('guild shall', { skip, count: 10 });
      expect(answerOf(behind)).toMatchObject({ type: 'result' });
      if (skip > 150) expect(items(behind)).toEqual([]);
    }
    expect(items(await search('guild shall', { skip: 0, count: 1_000 })).length).toBeLessThanOrEqual(26);
  });

  it('offers things to try and the acts that are held, before anything is typed', async () => {
    for (const parameters of [{ initialRun: 'true' }, { query: '  ' }, {}]) {
      const answered = await chat.query('searchProvisions', parameters as Record<string, string>);
      const shown = titles(answered);
      expect(shown.filter((title) => title.startsWith('Search for'))).toHaveLength(5);
      expect(shown.filter((title) => title.startsWith('Held:'))).toHaveLength(2);
      expect(shown.join()).toMatch(/Held: .*2099\/1.*official text of 2099-01-01/);
    }
    const spanish = await chat.query('searchProvisions', { initialRun: 'true' }, {}, { locale: 'es-MX' });
    expect(titles(spanish)[0]).toMatch(/^Buscar «/);
  });

  it('says what was searched where nothing is found, and names a place that there is not', async () => {
    const nothing = await search('Article 900 Regulation (EU) 2099/1');
    expect(JSON.stringify(answerOf(nothing))).toMatch(/Article 900/);
    const missing = await search('Article 900 Regulation (EU) 2099/1 ledgers');
    expect(JSON.stringify(answerOf(missing))).toMatch(/900/);
  });

  it('says in Spanish what is not held, with nothing of the terminal', async () => {
    const answered = await search('artículo 42 de la Ley 10/2010', undefined, { locale: 'es-ES' });
    const said = JSON.stringify(answerOf(answered));
    expect(said).toContain('no está entre las normas disponibles');
    expect(said).not.toContain('compliance library');
  });

  it('says that a search found nothing but what is spelled alike', async () => {
    const answered = await search('zzqx legders');
    const text = JSON.stringify(answerOf(answered));
    expect(text).toMatch(/spelled like|Nothing found/);
  });

  it('shows the signs of the law and no markup', async () => {
    const answered = await search('thistles burrs');
    const [hit] = items(answered).filter((item) => carriedBy(item)['id'] === '32098R0007#art_1');
    const { text } = previewOf(hit ?? {});
    expect(String(text).replaceAll('\u200b', '')).toContain('<b>thistles</b> & [burrs](https://evil.example)');
    expect(text).not.toMatch(/<[a-z/]|\]\(|\{\{|https:\//);
  });

  it.each([
    ['no value', undefined],
    ['another command', { commandId: 'drop', parameters: [], queryOptions: { skip: 0, count: 25 } }],
    ['parameters of no form', { commandId: 'searchProvisions', parameters: { query: 'x' } }],
    ['a query that is no text', { commandId: 'searchProvisions', parameters: [{ name: 'query', value: { $ne: '' } }] }],
    [
      'a page before the first',
      { commandId: 'searchProvisions', parameters: [], queryOptions: { skip: -1, count: 25 } },
    ],
    [
      'a page of half a result',
      { commandId: 'searchProvisions', parameters: [], queryOptions: { skip: 0, count: 0.5 } },
    ],
    [
      'a thousand parameters',
      { commandId: 'searchProvisions', parameters: Array(1_000).fill({ name: 'query', value: 'x' }) },
    ],
  ])('%s: 400 with the reason, and on record', async (_what, value) => {
    const answered = await chat.invoke('composeExtension/query', value);
    expect([answered.status, answerOf(answered)['type']]).toEqual([400, 'message']);
    expect(held.rows().at(-1)).toMatchObject({ type: 'refusal', body: { what: 'message extension' } });
  });

  it('says that a query is too long', async () => {
    const answered = await search('x'.repeat(1_001));
    expect([answered.status, answerOf(answered)]).toEqual([
      200,
      { type: 'message', text: expect.stringMatching(/has 1001 characters; at most 1000/) },
    ]);
  });
});

describe('choosing what was found', () => {
  it('gives the whole provision with its context, read anew', async () => {
    const list = items(await search('Article 2 Regulation (EU) 2099/1'));
    const item = list.find((each) => carriedBy(each)['id'] !== undefined);
    const chosen = await chat.selectItem(carriedBy(item));
    const [shown] = items(chosen);
    expect(shown?.['contentType']).toBe(CARD);
    expect(wordsOf(recordAt(shown ?? {}, 'content'))).toMatch(/Article 2[\s\S]*couriers/);
    expect(
      held
        .rows()
        .slice(-2)
        .map(({ body }) => body['tool']),
    ).toEqual(['get_provision', 'list_regulations']);
  });

  it('gives it as it stood on a day', async () => {
    const chosen = await chat.selectItem({ id: '32099R0001#art_2', asOf: '2099-03-01' });
    expect(wordsOf(recordAt(items(chosen)[0] ?? {}, 'content'))).toMatch(/2099-03-01/);
  });

  it('gives what there is to try, and an act', async () => {
    const list = items(await chat.query('searchProvisions', { initialRun: 'true' }));
    expect(items(await chat.selectItem(carriedBy(list[0])))[0]?.['contentType']).toBe(CARD);
    const act = await chat.selectItem({ act: '32099R0001' });
    expect(wordsOf(recordAt(items(act)[0] ?? {}, 'content'))).toMatch(/2099\/1/);
  });

  it.each([
    ['nothing', undefined, 400],
    ['more than was given', { id: '32099R0001#art_2', tenant: 'x' }, 400],
    ['no id', { id: 7 }, 400],
    ['a path', { id: '../../x' }, 200],
    ['a place that there is not', { id: '32099R0001#art_900' }, 200],
    ['a day that there is not', { id: '32099R0001#art_2', asOf: '2099-02-31' }, 200],
    ['an act of no form', { act: '<b>' }, 400],
  ])('%s: a message, %s', async (_what, value, status) => {
    const answered = await chat.selectItem(value);
    expect([answered.status, answerOf(answered)['type']]).toEqual([status, 'message']);
  });
});

describe('who searches', () => {
  it('is asked to sign in, and nothing is searched', async () => {
    const body = {
      composeExtension: {
        type: 'silentAuth',
        suggestedActions: { actions: [{ type: 'openUrl', title: 'Sign in', value: 'https://desk.example/start' }] },
      },
    };
    held.passFor = async () => ({ status: 200, body });
    const before = held.rows().length;
    expect(await search('ledgers')).toMatchObject({ status: 200, body });
    expect(held.rows()).toHaveLength(before);
  });

  it('is told where their role does not allow it', async () => {
    held.permissions = [];
    const answered = await search('ledgers');
    expect([answered.status, answerOf(answered)]).toEqual([
      200,
      { type: 'message', text: expect.stringMatching(/regulations:read/) },
    ]);
  });

  it('searches beside any conversation without being part of it', async () => {
    const { chats } = held.desk.conversations;
    const group = held.teams.group();
    await group.query('searchProvisions', { query: 'ledgers' });
    expect(chats.read({ tenant: held.teams.tenant, conversation: group.id, name: 'chat' })).toBeUndefined();
    const [first] = held.rows().slice(-1);
    await group.query('searchProvisions', { query: 'ledgers' }, {}, { from: group.members[1] ?? chat.person });
    expect(held.rows().at(-1)?.conversation).not.toBe(first?.conversation);
  });

  it('is answered in time, whatever takes long', async () => {
    const slow = await roomsDesk({ deadline: 20 });
    const own = slow.teams.chat();
    slow.passFor = async (turn) => {
      const user = { id: turn.person?.id ?? '', permissions: new Set(PERMISSIONS) };
      return { tenant: turn.where.tenant, caller: user, roles: [] };
    };
    const hold = slow.desk.toolbox.tools.search_regulations;
    Object.assign(hold, { call: () => new Promise(() => undefined) });
    const answered = await own.query('searchProvisions', { query: 'ledgers' });
    expect(answerOf(answered)).toMatchObject({
      type: 'message',
      text: expect.stringMatching(/longer than Teams waits/),
    });
    expect(answered.took).toBeLessThan(4_000);
    await slow.close();
  });
});

describe('stored text in a preview', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '&lt;b&gt;',
    '[x](javascript:alert(1))',
    ['$', '{data} {{TIME(2099-01-01T00:00:00Z)}}'].join(''),
    '<at>Ana</at>',
    'a < b & c > d',
  ])('%s stays what it is, and does nothing', (text) => {
    const shown = asPreview(text, 300);
    expect(shown.replaceAll('\u200b', '')).toBe(text);
    expect(shown).not.toMatch(/<[a-z/!?]|&[a-z#]|\]\(|\$\{|\{\{|javascript:/i);
  });
});
