import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messageText } from '../../../bot/extension/message-text.ts';
import { PERMISSIONS } from '../../../src/core/permissions.ts';
import { recordAt, recordsAt } from '../../fixtures/teams/json.ts';
import type { Answered, Conversation } from '../../fixtures/teams/teams-api.ts';
import { bodyOf, type RoomsDesk, roomsDesk, wordsOf } from '../card-room/rooms-desk.ts';

let held: RoomsDesk;
let group: Conversation;
beforeAll(async () => {
  held = await roomsDesk();
  group = held.teams.group();
});
afterAll(() => held.close());
afterEach(() => {
  held.passFor = undefined;
  held.permissions = PERMISSIONS;
  expect(held.failures).toEqual([]);
  expect(held.teams.violations).toEqual([]);
});

const HTML =
  '<div><blockquote itemscope itemtype="http://schema.skype.com/Reply"><p>Quoted words of couriers.</p></blockquote><p>Each guild shall <b>record</b> its ledgers.</p><ul><li>The warden may exempt small guilds.</li></ul></div>';
const written = (html = HTML) => ({ html, from: group.members[1] ?? group.person });
const task = (answered: Answered) => recordAt(bodyOf(answered), 'task');
const cardIn = (answered: Answered) => recordAt(recordAt(recordAt(task(answered), 'value'), 'card'), 'content');

describe('checking a message against the law', () => {
  it('shows its statements beside the provisions that bear on them, and that it does not judge', async () => {
    const answered = await group.fetchTask('checkText', written());
    expect([answered.status, task(answered)['type']]).toEqual([200, 'continue']);
    const words = wordsOf(cardIn(answered));
    expect(words).toMatch(/Written by Luis Vega/);
    expect(words).toMatch(/not judged here/);
    expect(words).toMatch(/“Each guild shall record its ledgers\.”[\s\S]*Article \d+[\s\S]*2099-01-01/);
    expect(words).toMatch(/“The warden may exempt small guilds\.”[\s\S]*Article \d+/);
    expect(words).not.toMatch(/couriers\.”/);
    expect(held.rows().at(-1)).toMatchObject({ type: 'tool_call', who: 'Ana Ruiz', body: { tool: 'check_text' } });
  });

  it('speaks Spanish to whoever does', async () => {
    const answered = await group.fetchTask('checkText', written(), { locale: 'es-ES' });
    expect(wordsOf(cardIn(answered))).toMatch(/Aquí no se juzga/);
  });

  it('puts it into the chat, worked out anew, without the button', async () => {
    const opened = await group.fetchTask('checkText', written());
    const [button] = recordsAt(cardIn(opened), 'actions');
    expect(button).toMatchObject({ type: 'Action.Submit' });
    const sent = await group.submitTask('checkText', recordAt(button ?? {}, 'data'), written());
    const answer = recordAt(bodyOf(sent), 'composeExtension');
    expect(answer).toMatchObject({ type: 'result', attachmentLayout: 'list' });
    const [attachment] = recordsAt(answer, 'attachments');
    const card = recordAt(attachment ?? {}, 'content');
    expect(wordsOf(card)).toMatch(/Each guild shall record/);
    expect(card).not.toHaveProperty('actions');
  });

  it('looks at the beginning of a long message, and says so', async () => {
    const html = `<p>${'Each guild shall record its ledgers. '.repeat(400)}</p>`;
    const words = wordsOf(cardIn(await group.fetchTask('checkText', written(html))));
    expect(words).toMatch(/has 14799 characters; only the first 8000/);
    expect(words).toMatch(/Only the first 12 statements/);
  });

  it.each([
    ['a picture alone', '<img src="https://x.example/a.png" alt="words">'],
    ['nothing', ''],
    ['signs', '<p>🙂 !!! 123</p>'],
    ['a script', '<script>guild shall record</script>'],
  ])('says that there is nothing to check: %s', async (_what, html) => {
    const answered = await group.fetchTask('checkText', written(html));
    expect([answered.status, task(answered)]).toEqual([
      200,
      { type: 'message', value: expect.stringMatching(/no words/) },
    ]);
  });

  it('says where to use it when it is begun without a message', async () => {
    expect(task(await group.fetchTask('checkText'))).toMatchObject({
      type: 'message',
      value: expect.stringMatching(/on a message/),
    });
  });

  it('is told where the role does not allow it, and asked to sign in before', async () => {
    held.permissions = [];
    expect(task(await group.fetchTask('checkText', written()))).toMatchObject({
      value: expect.stringMatching(/regulations:read/),
    });
    const body = { task: { type: 'message', value: 'Sign in first.' } };
    held.passFor = async () => ({ status: 200, body });
    expect((await group.fetchTask('checkText', written())).body).toEqual(body);
  });

  it.each([
    ['fetchTask', 'another command', { commandId: 'drop' }],
    ['fetchTask', 'no value', undefined],
    ['fetchTask', 'a body of no form', { commandId: 'checkText', messagePayload: { body: { content: 7 } } }],
    ['submitAction', 'another button', { commandId: 'checkText', data: { send: 'all' } }],
    ['submitAction', 'one thing more', { commandId: 'checkText', data: { send: 'check', text: 'x' } }],
    ['submitAction', 'no data', { commandId: 'checkText' }],
  ])('%s with %s: 400, and on record', async (name, _what, value) => {
    const answered = await group.invoke(`composeExtension/${name}`, value);
    expect([answered.status, task(answered)['type']]).toEqual([400, 'message']);
    expect(held.rows().at(-1)).toMatchObject({ type: 'refusal', body: { what: 'message extension' } });
  });
});

describe('the words of a message', () => {
  const words = (content: string) => messageText({ contentType: 'html', content });

  it.each([
    ['<p>One &amp; two&nbsp;three</p><p>four</p>', 'One & two three\nfour'],
    ['a<br/>b<div>c</div>d', 'a\nb\nc\nd'],
    ['<table><tr><td>x</td><td>y</td></tr></table>', 'x y'],
    ['<p>hi <at id="0">Luis</at></p>', 'hi Luis'],
    ['&lt;b&gt; stays', '<b> stays'],
    ['<style>p{}</style><!-- no --><p>yes</p><iframe>no</iframe><attachment id="1"></attachment>', 'yes'],
    ['<p>un<b>clo</b>sed <i>tags', 'unclosed tags'],
    ['hid\u200bden\u202e', 'hidden'],
    ['<P ONCLICK="x()">A</P>', 'A'],
  ])('%s', async (html, text) => {
    expect(await words(html)).toBe(text);
  });

  it('leaves what is plain as it is', async () => {
    expect(await messageText({ contentType: 'text', content: 'a <b> c\r\nd' })).toBe('a <b> c\nd');
  });

  it('takes apart what is nested without end, in time', async () => {
    const began = performance.now();
    expect(await words(`${'<div><b>'.repeat(25_000)}deep`)).toBe('deep');
    expect(await words('<'.repeat(100_000))).toHaveLength(100_000);
    expect(await words(`${'<p>x'.repeat(40_000)}`)).toHaveLength(79_999);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
