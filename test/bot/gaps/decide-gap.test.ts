import { afterEach, describe, expect, it } from 'vitest';
import type { Permission } from '../../../src/core/permissions.ts';
import type { Conversation } from '../../fixtures/teams/teams-api.ts';
import { bodyOf, press, wordsOf } from '../card-room/rooms-desk.ts';
import type { TeamsDesk } from '../teams-desk.ts';
import { carried, type GapsDeskOptions, gapsDesk, rows, seen, words } from './gaps-desk.ts';

const REASON = 'The harbour rules of procedure, section 3, say it.';
let running: TeamsDesk | undefined;
afterEach(async () => {
  const { teams, failures } = running ?? {};
  await running?.close();
  running = undefined;
  expect([teams?.violations ?? [], failures ?? []]).toEqual([[], []]);
});

/** A gap of the analysis, in full. */
async function detailed(options: GapsDeskOptions = {}, locale = 'en-GB') {
  running = await gapsDesk(options);
  const chat = running.teams.chat({ person: running.teams.person('Ana Ruiz') });
  const { id } = await chat.ask(locale === 'en-GB' ? 'gaps Lamp Act' : 'carencias Lamp Act', { locale });
  await chat.execute(id, 'gap', {}, { locale });
  const decided = carried(chat.shown().find((message) => message.id === id)?.card, 'decide_gap');
  return { chat, id, decided, desk: running };
}

/** The message that asks to confirm. */
const waiting = (chat: Conversation) =>
  chat.waitFor((now) => now.shown().findLast(({ card }) => /Confirm\n|Confirmar\n/.test(`${wordsOf(card)}\n`)));

const decisions = () => rows(running!, 'gap_analysis').filter(({ body }) => body['what'] === 'decided');

describe('a decision on a gap', () => {
  it.each([
    ['accepted', 'It is a gap'],
    ['rejected', 'It is no gap'],
    ['not_applicable', 'It does not apply to us'],
  ])('%s: is shown to be confirmed, and written once it is', async (verdict, title) => {
    const { chat, id, decided } = await detailed();
    const data = decided.find((each) => each['verdict'] === verdict);
    const pressed = await press(chat, { ...data, reason: REASON }, { replyTo: id });
    expect(bodyOf(pressed)['value']).toContain('Nothing is written yet');
    const message = await waiting(chat);
    expect(words(message)).toContain(title);
    expect(words(message)).toContain(`Your reason: ${REASON}`);
    expect(decisions()).toEqual([]);
    await chat.execute(message.id, 'confirm');
    expect(seen(chat, message.id)).toMatch(/Done[\s\S]*verdict: /);
    expect(decisions()).toMatchObject([{ body: { verdict, obligation: data?.['obligation'] }, who: 'Ana Ruiz' }]);
    const again = await chat.ask('gaps Lamp Act');
    if (verdict === 'accepted') expect(words(again)).toMatch(/Decided by Ana Ruiz: It is a gap/);
    else expect(words(again)).toMatch(/, 1 closed/);
  });

  it('is not written where the person does not want it after all', async () => {
    const { chat, id, decided } = await detailed();
    await press(chat, { ...decided[0], reason: REASON }, { replyTo: id });
    const message = await waiting(chat);
    await chat.execute(message.id, 'decline');
    expect(seen(chat, message.id)).toContain('nothing was written');
    expect(decisions()).toEqual([]);
  });

  it.each([
    ['en-GB', undefined, /Write why you decide so/],
    ['en-GB', '  ', /Write why you decide so/],
    ['es-ES', 'x'.repeat(451), /Escriba por qué lo decide así/],
  ])('needs a reason (%s, %j)', async (locale, reason, told) => {
    const { chat, id, decided } = await detailed({}, locale);
    const { body } = await press(chat, { ...decided[0], reason }, { replyTo: id, locale });
    expect(body).toMatchObject({ statusCode: 400, value: { message: expect.stringMatching(told) } });
    expect(decisions()).toEqual([]);
  });

  it('nobody else can confirm it', async () => {
    const { chat, id, decided, desk } = await detailed();
    await press(chat, { ...decided[0], reason: REASON }, { replyTo: id });
    const message = await waiting(chat);
    const [confirm] = carried(message.card, 'confirm');
    const { body } = await press(chat, confirm, { from: desk.teams.person('Luis'), replyTo: message.id });
    expect(body).toMatchObject({ statusCode: 403 });
    expect(decisions()).toEqual([]);
    await chat.execute(message.id, 'confirm');
    expect(decisions()).toHaveLength(1);
  });

  it('is not written once its time is over', async () => {
    let now = Date.parse('2040-06-15T12:00:00.000Z');
    const clock = { now: () => now, today: () => new Date(now).toISOString().slice(0, 10) };
    const { chat, id, decided } = await detailed({ desk: { clock } });
    await press(chat, { ...decided[0], reason: REASON }, { replyTo: id });
    const message = await waiting(chat);
    now += 60 * 60_000;
    await chat.execute(message.id, 'confirm');
    expect(seen(chat, message.id)).toContain('Expired');
    expect(decisions()).toEqual([]);
  });

  it('is refused once the role does not allow it any more, at the press and at the confirmation', async () => {
    let permissions: readonly Permission[] = ['regulations:read', 'gaps:analyse'];
    const { chat, id, decided } = await detailed({ permissions: () => permissions });
    await press(chat, { ...decided[0], reason: REASON }, { replyTo: id });
    const message = await waiting(chat);
    permissions = ['regulations:read'];
    const again = await press(chat, { ...decided[0], reason: REASON }, { replyTo: id });
    expect(again.body).toMatchObject({ statusCode: 403 });
    await chat.execute(message.id, 'confirm');
    expect(seen(chat, message.id)).toMatch(/Failed[\s\S]*gaps:analyse/);
    expect(decisions()).toEqual([]);
  });

  it('on something that the analysis does not have is none', async () => {
    const { chat, id, decided } = await detailed();
    const made = { ...decided[0], obligation: '32031R0077#art_99', reason: REASON };
    expect((await press(chat, made, { replyTo: id })).body).toMatchObject({ statusCode: 404 });
    const strange = { ...decided[0], obligation: "x'; DROP TABLE", reason: REASON };
    expect((await press(chat, strange, { replyTo: id })).body).toMatchObject({ statusCode: 400 });
  });
});
