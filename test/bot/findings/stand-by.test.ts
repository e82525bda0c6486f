import { afterEach, describe, expect, it } from 'vitest';
import { bodyOf, press, wordsOf } from '../card-room/rooms-desk.ts';
import { checkCard } from '../cards/check-card.ts';
import { rows } from '../gaps/gaps-desk.ts';
import {
  drafted,
  type FindingsDesk,
  type FindingsDeskOptions,
  findingsDesk,
  latest,
  seenBy,
  stoodBy,
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

const did = (what: string) => rows(running!, 'finding').filter(({ body }) => body['what'] === what);
const calls = () =>
  rows(running!, 'tool_call')
    .filter(({ body }) => body['tool'] === 'file_finding')
    .map(({ body }) => body['outcome']);

describe('standing by a finding', () => {
  it('is one press on the card that shows it whole, and two calls on record', async () => {
    const { chat } = await open();
    const { message, hash } = await stoodBy(chat);
    expect(seenBy(chat, message.id)).toMatch(/waits for a second person[\s\S]*Stood by: Ana Ruiz/);
    expect(did('confirmed')).toMatchObject([{ who: 'Ana Ruiz', body: { hash, eyes: 2 } }]);
    expect(calls()).toEqual(['needs_confirmation', 'ok']);
  });

  it('nobody else can, and nobody else is told of the draft', async () => {
    const { desk, chat } = await open();
    const { finding, hash, message } = await drafted(chat);
    const other = desk.teams.chat({ person: desk.teams.person('Luis Vega') });
    for (const verb of ['stand_by', 'discard'])
      expect((await press(other, { verb, finding, hash })).body).toMatchObject({ statusCode: 404 });
    const inHers = await press(chat, { verb: 'stand_by', finding, hash }, { from: desk.teams.person('Eva') });
    expect(inHers.body).toMatchObject({ statusCode: 404 });
    expect((await other.ask(`finding ${finding}`)).text).toContain('There is no finding');
    expect(did('confirmed')).toEqual([]);
    expect(seenBy(chat, message.id)).toContain('Stand by it');
  });

  it('not with a draft that has expired, in both languages', async () => {
    let now = Date.parse('2040-06-15T12:00:00.000Z');
    const clock = { now: () => now, today: () => new Date(now).toISOString().slice(0, 10) };
    const { chat } = await open({ desk: { clock } });
    const { finding, hash, message } = await drafted(chat);
    now += 25 * 3_600_000;
    for (const [locale, told] of [
      ['en-GB', 'has expired'],
      ['es-ES', 'caducó'],
    ] as const) {
      const { body } = await press(chat, { verb: 'stand_by', finding, hash }, { replyTo: message.id, locale });
      expect(body).toMatchObject({ statusCode: 409, value: { message: expect.stringContaining(told) } });
    }
    expect(did('confirmed')).toEqual([]);
  });

  it('or not: what was discarded is declined, and nothing is filed', async () => {
    const { chat } = await open();
    const { message, finding } = await drafted(chat);
    await chat.execute(message.id, 'discard');
    expect(seenBy(chat, message.id)).toMatch(/Discarded: F-[\s\S]*Nothing was filed/);
    expect(calls()).toEqual(['needs_confirmation', 'declined']);
    // It is still there to be found until it expires by itself.
    expect(wordsOf((await chat.ask(`finding ${finding}`)).card)).toContain('Stand by it');
  });

  it('a press that comes after it was discarded and stood by is shown how it stands', async () => {
    const { chat } = await open();
    const { message, finding, hash } = await stoodBy(chat);
    const late = await press(chat, { verb: 'discard', finding, hash }, { replyTo: message.id });
    expect(wordsOf(bodyOf(late)['value'] ?? '')).not.toContain('Discarded');
    expect(did('confirmed')).toHaveLength(1);
  });
});

describe('findings in a chat', () => {
  it.each([
    ['findings', 'en-GB', /Findings 1–1 \/ 1/],
    ['hallazgos', 'es-ES', /Hallazgos 1–1 \/ 1/],
  ])('%s lists them (%s), a press away from each', async (word, locale, told) => {
    const { chat } = await open();
    const { finding } = await drafted(chat);
    const shown = await chat.ask(word, { locale });
    expect(wordsOf(shown.card)).toMatch(told);
    expect(checkCard(shown.card)).toEqual([]);
    await chat.execute(shown.id, 'finding', {}, { locale });
    expect(seenBy(chat, shown.id)).toContain(finding);
  });

  it('are paged', { timeout: 60_000 }, async () => {
    const { chat } = await open();
    const { form } = await drafted(chat);
    for (let at = 0; at < 11; at += 1)
      await press(
        chat,
        { ...form.data, form: `f-${at}`, owner: `Owner ${at}`, plan: 'Mend it.' },
        { replyTo: form.id },
      );
    const { id } = await chat.ask('findings');
    expect(seenBy(chat, id)).toContain('Findings 1–10 / 12');
    await chat.execute(id, 'findings');
    expect(seenBy(chat, id)).toContain('Findings 11–12 / 12');
    await chat.execute(id, 'findings');
    expect(seenBy(chat, id)).toContain('Findings 1–10 / 12');
  });

  it.each(['finding', 'show finding', 'hallazgo', ''])('“%s F-…” shows one', async (word) => {
    const { chat } = await open();
    const { finding } = await drafted(chat);
    expect(wordsOf((await chat.ask(`${word} ${finding.toUpperCase()}`.trim())).card)).toContain(finding);
  });

  it('of nobody, none', async () => {
    const { chat } = await open();
    expect(wordsOf((await chat.ask('findings')).card)).toContain('There are no findings');
    expect(wordsOf((await chat.ask('aprobaciones', { locale: 'es-ES' })).card)).toContain('Nada espera');
    expect((await chat.ask('finding F-0123456789abcdef')).text).toContain('“findings” shows');
  });

  it('need the permissions, and help says which', async () => {
    const { chat } = await open({ permissions: () => ['regulations:read'] });
    expect((await chat.ask('findings')).text).toContain('findings:draft');
    expect((await chat.ask('approvals')).text).toContain('findings:approve');
    const help = wordsOf((await chat.ask('help')).card);
    expect(help).toContain('Findings (findings:draft)');
    expect(help).toContain('Approving findings (findings:approve)');
    expect(rows(running!, 'refusal').map(({ body }) => body['what'] ?? body['tool'])).toEqual([
      'list_findings',
      'approve findings',
    ]);
  });

  it('approvals are those of others', async () => {
    const { desk, chat } = await open();
    const { finding } = await stoodBy(chat);
    expect(wordsOf((await chat.ask('approvals')).card)).toContain('Nothing waits');
    const his = desk.teams.chat({ person: desk.teams.person('Luis Vega') });
    expect(wordsOf((await his.ask('approvals')).card)).toContain(finding);
  });

  it.each(['channel', 'group'] as const)('are not shown in a %s', async (kind) => {
    const { desk } = await open();
    const room = desk.teams[kind]();
    for (const word of ['findings', 'approvals', 'finding F-0123456789abcdef']) {
      const { text, card } = await room.ask(word, { mention: true });
      expect(text).toContain('in a chat of your own');
      expect(card).toBeUndefined();
    }
  });
});

describe('what is due', () => {
  it.each([
    ['en-GB', -1, /Due soon[\s\S]*in 1 day/],
    ['es-ES', 0, /Vence hoy/],
    ['en-GB', 3, /Overdue[\s\S]*3 days late/],
  ])('is told where it was drafted (%s, %i)', async (locale, late, told) => {
    let now = Date.parse('2040-06-15T12:00:00.000Z');
    const clock = { now: () => now, today: () => new Date(now).toISOString().slice(0, 10) };
    const { desk, chat } = await open({ eyes: 1, desk: { clock } });
    const { finding } = await stoodBy(chat, locale);
    await desk.file();
    const due = desk.desk.toldFinding(desk.teams.tenant, finding)?.finding.content.due ?? '';
    now = Date.parse(`${due}T12:00:00Z`) + late * 86_400_000;
    const announced = desk.desk.announceDue().filter(({ step }) => step === null);
    expect(announced).toMatchObject([{ finding, due }]);
    await desk.tell();
    const message = await latest(chat, told);
    expect(checkCard(message.card)).toEqual([]);
    expect(wordsOf(message.card)).toContain('Harbour master');
    await chat.execute(message.id, 'finding', {}, { locale });
    expect(seenBy(chat, message.id)).toContain(finding);
  });
});
