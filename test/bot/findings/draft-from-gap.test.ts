import { afterEach, describe, expect, it } from 'vitest';
import { bodyOf, press, wordsOf } from '../card-room/rooms-desk.ts';
import { checkCard } from '../cards/check-card.ts';
import { carried, rows } from '../gaps/gaps-desk.ts';
import {
  cardOf,
  drafted,
  FILLED,
  type FindingsDesk,
  type FindingsDeskOptions,
  findingsDesk,
  formOf,
  inputsOf,
  latest,
  seenBy,
} from './findings-desk.ts';

let running: FindingsDesk | undefined;
afterEach(async () => {
  const { teams, failures } = running ?? {};
  await running?.close();
  running = undefined;
  expect([teams?.violations ?? [], failures ?? []]).toEqual([[], []]);
});

async function open(options: FindingsDeskOptions = {}) {
  running = await findingsDesk(options);
  return { desk: running, chat: running.teams.chat({ person: running.teams.person('Ana Ruiz') }) };
}

const findings = (what: string) => rows(running!, 'finding').filter(({ body }) => body['what'] === what);

describe('a finding from a gap', () => {
  it.each([
    [
      'en-GB',
      'A finding from a gap',
      /What is wrong[\s\S]*The law demands[\s\S]*What the law says[\s\S]*as adopted on/,
    ],
    ['es-ES', 'Un hallazgo a partir de una carencia', /Qué falla[\s\S]*La ley exige[\s\S]*Lo que dice la norma/],
  ])('%s: a form with what the gap proposes, then the whole finding', async (locale, title, whole) => {
    const { chat } = await open();
    const { card } = await formOf(chat, locale);
    expect(checkCard(card)).toEqual([]);
    expect(wordsOf(card)).toContain(title);
    expect(inputsOf(card)).toMatchObject({
      severity: 'high',
      title: expect.stringContaining('Lamp Act'),
      due: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
    const { message, finding, hash, reply } = await drafted(chat, locale);
    expect(checkCard(message.card)).toEqual([]);
    const said = wordsOf(message.card);
    expect(said).toMatch(whole);
    for (const part of [
      finding,
      FILLED.owner,
      FILLED.plan,
      hash.slice(0, 16),
      'Article 6(1) Lamp Act',
      'within 24 hours',
    ])
      expect(said).toContain(part);
    expect(wordsOf(reply['value'])).toContain(finding);
    expect(findings('drafted')).toMatchObject([{ who: 'Ana Ruiz', body: { finding, hash } }]);
    expect(findings('confirmed')).toEqual([]);
  });

  it.each([
    ['no owner', { owner: ' ' }, /Say who answers for that/],
    ['no plan', { plan: '' }, /Say how it is put right/],
    ['a day that has passed', { due: '2020-01-01' }, /2020-01-01 has passed/],
    ['a day that is none', { due: '2040-02-31' }, /day|date/i],
    ['a day in words', { due: 'tomorrow' }, /“tomorrow” is not a day/],
    ['another severity without a reason', { severity: 'low' }, /needs the reason for its severity/],
    ['a title that is too long', { title: 'x'.repeat(161) }, /161 characters; at most 160/],
  ])('%s is told on the form, with all that was typed', async (_what, filled, told) => {
    const { chat } = await open();
    const { id, data } = await formOf(chat);
    const { body } = await press(chat, { ...data, ...FILLED, severity_reason: '', ...filled }, { replyTo: id });
    const card = bodyOf({ body })['value'];
    expect(checkCard(card)).toEqual([]);
    expect(wordsOf(card)).toMatch(/That could not be drafted/);
    expect(wordsOf(card)).toMatch(told);
    const kept = { ...FILLED, ...filled } as Record<string, string>;
    const shown = inputsOf(card);
    for (const name of ['owner', 'plan', 'severity'])
      if ((kept[name] ?? '').trim() !== '') expect(shown[name]).toBe(kept[name]);
    expect(findings('drafted')).toEqual([]);
    // Mended, the same form drafts.
    const again = carried(card, 'draft_finding')[0];
    const mended = { ...data, ...FILLED, severity_reason: '', ...again };
    expect(bodyOf(await press(chat, mended, { replyTo: id }))['statusCode']).toBe(200);
    expect(findings('drafted')).toHaveLength(1);
  });

  it('says in Spanish what is wrong', async () => {
    const { chat } = await open();
    const { id, data } = await formOf(chat, 'es-ES');
    const late = { ...data, ...FILLED, due: '2020-01-01' };
    const { body } = await press(chat, late, { replyTo: id, locale: 'es-ES' });
    expect(wordsOf(bodyOf({ body })['value'])).toContain('2020-01-01 ya ha pasado');
  });

  it('is drafted once from a form, however often it is sent', async () => {
    const { chat } = await open();
    const { id, data } = await formOf(chat);
    const all = await Promise.all([1, 2, 3].map(() => press(chat, { ...data, ...FILLED }, { replyTo: id })));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(findings('drafted')).toHaveLength(1);
    const later = await press(chat, { ...data, ...FILLED }, { replyTo: id });
    expect(wordsOf(bodyOf(later)['value'])).toMatch(/Drafted: F-[0-9a-f]{16}/);
    expect(findings('drafted')).toHaveLength(1);
  });

  it('tells of others about the same obligation, and leads there', async () => {
    const { chat } = await open();
    const first = await drafted(chat);
    await drafted(chat);
    const second = await latest(chat, /already at the same obligation/);
    expect(wordsOf(second.card)).toContain(first.finding);
    expect(carried(second.card, 'finding').map(({ finding }) => finding)).toContain(first.finding);
  });

  it('shows hostile words as they are, and nothing of them acts', async () => {
    const { chat } = await open();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is tried
    const hostile = '<at>Everyone</at> [x](https://evil.example) {{DATE(2040-06-15T00:00:00Z)}} ${user} **now**';
    const { message } = await drafted(chat, 'en-GB', { ...FILLED, owner: hostile, plan: `${hostile}\n${hostile}` });
    expect(checkCard(message.card)).toEqual([]);
    expect(wordsOf(message.card)).toContain('[x](https://evil.example)');
    expect(JSON.stringify(message.card)).not.toMatch(/"text":"[^"]*(?:<at>|\{\{|\$\{)/);
  });

  it('is not offered without the permission, nor in a room with others', async () => {
    const { chat, desk } = await open({ permissions: () => ['regulations:read', 'gaps:analyse'] });
    const { id, data } = await formOf(chat);
    const { body } = await press(chat, { ...data, ...FILLED }, { replyTo: id });
    expect(body).toMatchObject({ statusCode: 403, value: { message: expect.stringContaining('findings:draft') } });
    const channel = desk.teams.channel();
    await channel.ask('help', { mention: true });
    for (const action of [
      { ...data, ...FILLED },
      { verb: 'findings', skip: 0 },
      { verb: 'finding', finding: 'F-0123456789abcdef' },
      { verb: 'stand_by', finding: 'F-0123456789abcdef', hash: '0'.repeat(64) },
    ])
      expect(JSON.stringify((await press(channel, action)).body)).toContain('in a chat of your own');
    expect(findings('drafted')).toEqual([]);
  });

  it('is not drafted of what the analysis does not have', async () => {
    const { chat } = await open();
    const { id, data } = await formOf(chat);
    const other = { ...data, ...FILLED, obligation: '32031R0077#art_99' };
    expect(bodyOf(await press(chat, other, { replyTo: id }))['statusCode']).toBe(404);
    expect(seenBy(chat, id)).toContain('A finding from a gap');
    expect(cardOf(chat, id)).toBeDefined();
  });
});
