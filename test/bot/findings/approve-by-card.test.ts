import { afterEach, describe, expect, it } from 'vitest';
import type { Permission } from '../../../src/core/permissions.ts';
import { bodyOf, press, wordsOf } from '../card-room/rooms-desk.ts';
import { checkCard } from '../cards/check-card.ts';
import { SECRET } from '../gaps/gap-law.ts';
import { carried, rows } from '../gaps/gaps-desk.ts';
import {
  drafted,
  type FindingsDesk,
  type FindingsDeskOptions,
  findingsDesk,
  latest,
  seenBy,
  stoodBy,
} from './findings-desk.ts';

const NAME = 'Compliance';
let running: FindingsDesk | undefined;
afterEach(async () => {
  const { teams, failures } = running ?? {};
  await running?.close();
  running = undefined;
  expect([teams?.violations ?? [], failures ?? []]).toEqual([[], []]);
});

/** Ana drafts; Luis and Eva are with her in the channel in which approvals are asked for. */
async function open(options: FindingsDeskOptions = {}) {
  running = await findingsDesk({ approvals: NAME, ...options });
  const { teams } = running;
  const [ana, luis, eva] = [teams.person('Ana Ruiz'), teams.person('Luis Vega'), teams.person('Eva Sanz')];
  const channel = teams.channel({ people: [luis, eva, ana], installed: false });
  // By its name it is known from when the app was put in.
  await channel.install();
  await running.door.settled();
  return { desk: running, chat: teams.chat({ person: ana }), channel, ana, luis, eva };
}

const did = (what: string) => rows(running!, 'finding').filter(({ body }) => body['what'] === what);
const calls = (outcome: string) =>
  rows(running!, 'tool_call').filter(({ body }) => body['tool'] === 'decide_finding' && body['outcome'] === outcome);

/** A finding that its drafter stands by, and the card that asks for a second person. */
async function asked(options: FindingsDeskOptions = {}, locale = 'en-GB') {
  const all = await open(options);
  const draft = await stoodBy(all.chat, locale);
  await all.desk.tell();
  const message = await latest(
    all.channel,
    locale === 'en-GB' ? /A finding to be approved/ : /Un hallazgo por aprobar/,
  );
  return { ...all, draft, message, of: { finding: draft.finding, hash: draft.hash } };
}

describe('approval by card', () => {
  it.each(['en-GB', 'es-ES'])('%s: a second person approves what is shown whole, and it is filed', async (locale) => {
    const { desk, chat, channel, luis, eva, message, of } = await asked({}, locale);
    expect(checkCard(message.card)).toEqual([]);
    expect(wordsOf(message.card)).toContain('within 24 hours');
    expect(wordsOf(message.card)).toContain(of.hash.slice(0, 16));
    expect(seenBy(chat, (await latest(chat, /Harbour master/)).id)).toMatch(/waits for a second|espera a una segunda/);
    await channel.execute(message.id, 'approve', {}, { from: luis, locale });
    for (const eyes of [luis, eva])
      expect(seenBy(channel, message.id, eyes)).toMatch(/(Approved by|Aprobado por) Luis Vega · 20/);
    expect(did('approved')).toMatchObject([{ who: 'Luis Vega', body: { eyes: 2, hash: of.hash } }]);
    expect([calls('needs_confirmation').length, calls('ok').length]).toEqual([1, 1]);
    await desk.file();
    expect(desk.peer.records()).toHaveLength(1);
    await desk.tell();
    const news = await latest(chat, /Your finding was filed|Su hallazgo se ha registrado/);
    expect(checkCard(news.card)).toEqual([]);
    expect(wordsOf(news.card)).toContain(of.finding);
    const approved = await latest(chat, /Your finding was approved|Su hallazgo se ha aprobado/);
    expect(wordsOf(approved.card)).toContain('Luis Vega');
    await chat.execute(news.id, 'finding', {}, { locale });
    expect(seenBy(chat, news.id)).toMatch(/(Record|Registro): \S+ · generic/);
  });

  it('is asked for in the channel alone, and once', async () => {
    const { desk, channel, message } = await asked();
    await desk.tell();
    expect(channel.shown().filter(({ card }) => /A finding to be approved/.test(wordsOf(card)))).toHaveLength(1);
    expect(carried(message.card, 'approve')).toHaveLength(1);
  });

  it('is refused with a reason, which its drafter is told', async () => {
    const { desk, chat, channel, luis, eva, message, of } = await asked();
    for (const reason of ['', ' x ', 'y'.repeat(2_001)]) {
      const { body } = await press(channel, { verb: 'refuse', ...of, reason }, { from: luis, replyTo: message.id });
      expect(body).toMatchObject({ statusCode: 400, value: { message: expect.stringContaining('why it is refused') } });
    }
    expect(did('refused')).toEqual([]);
    await channel.execute(message.id, 'refuse', { reason: 'The <at>owner</at> has left.' }, { from: luis });
    expect(seenBy(channel, message.id, eva)).toMatch(/Refused by Luis Vega/);
    await desk.tell();
    const news = await latest(chat, /Your finding was refused/);
    expect(wordsOf(news.card)).toContain('The <at>owner</at> has left.');
    expect(JSON.stringify(news.card)).not.toMatch(/"text":"[^"]*<at>/);
    await desk.file();
    expect(desk.peer.records()).toEqual([]);
  });

  it('not by its drafter, nor by whoever may not approve', async () => {
    let permissions: Record<string, readonly Permission[]> = {};
    const all: readonly Permission[] = ['regulations:read', 'gaps:analyse', 'findings:draft', 'findings:approve'];
    const { channel, ana, luis, message, of } = await asked({ permissions: (person) => permissions[person] ?? all });
    const own = await press(channel, { verb: 'approve', ...of }, { from: ana, replyTo: message.id });
    expect(own.body).toMatchObject({ statusCode: 403, value: { message: expect.stringContaining('is your own') } });
    permissions = { [luis.aadObjectId]: ['regulations:read'] };
    const other = await press(channel, { verb: 'approve', ...of }, { from: luis, replyTo: message.id });
    expect(other.body).toMatchObject({ statusCode: 403 });
    expect(JSON.stringify(other.body)).toContain('findings:approve');
    expect([did('approved'), did('filing')]).toEqual([[], []]);
    expect(seenBy(channel, message.id)).toContain('A finding to be approved');
  });

  it('once: of presses at the same time one counts, and a late one is told how it ended', async () => {
    const { desk, channel, luis, eva, message, of } = await asked();
    const press2 = (from: typeof luis, action: object) => press(channel, action, { from, replyTo: message.id });
    const pressed = await Promise.all([
      press2(luis, { verb: 'approve', ...of }),
      press2(luis, { verb: 'approve', ...of }),
      press2(eva, { verb: 'refuse', ...of, reason: 'Not this one.' }),
    ]);
    expect(did('approved').length + did('refused').length).toBe(1);
    const how = did('approved').length === 1 ? /Approved by Luis Vega/ : /Refused by Eva Sanz/;
    for (const { body } of pressed) expect(wordsOf(bodyOf({ body })['value'])).toMatch(how);
    const late = await press2(eva, { verb: 'approve', ...of });
    expect(wordsOf(bodyOf(late)['value'])).toMatch(how);
    await desk.file();
    expect(desk.peer.records().length).toBe(did('approved').length);
  });

  it('not of other words than were shown', async () => {
    const { channel, luis, message, of } = await asked();
    const stale = { verb: 'approve', finding: of.finding, hash: 'f'.repeat(64) };
    const { body } = await press(channel, stale, { from: luis, replyTo: message.id });
    expect(body).toMatchObject({ statusCode: 409, value: { message: expect.stringContaining('not what was shown') } });
    const es = await press(channel, stale, { from: luis, replyTo: message.id, locale: 'es-ES' });
    expect(JSON.stringify(es.body)).toContain('no es lo que se mostró');
    expect(did('approved')).toEqual([]);
  });

  it('not once its time is over', async () => {
    let now = Date.parse('2040-06-15T12:00:00.000Z');
    const clock = { now: () => now, today: () => new Date(now).toISOString().slice(0, 10) };
    const { channel, luis, message, of } = await asked({ desk: { clock } });
    now += 15 * 86_400_000;
    const { body } = await press(channel, { verb: 'approve', ...of }, { from: luis, replyTo: message.id });
    expect(body).toMatchObject({ statusCode: 409, value: { message: expect.stringContaining('has expired') } });
    expect(did('approved')).toEqual([]);
  });

  it('not from another tenant, which learns nothing', async () => {
    const { desk, of } = await asked();
    const stranger = desk.teams.chat({ tenant: '7a7a7a7a-0000-4000-8000-000000000007' });
    const { status, body } = await press(stranger, { verb: 'approve', ...of });
    expect(status).toBe(403);
    expect(JSON.stringify(body)).not.toContain('Lamp');
    expect(did('approved')).toEqual([]);
  });

  it('waits where no platform is set up, and says so', async () => {
    const { chat, luis, desk } = await open({ platform: false });
    const { finding, hash } = await stoodBy(chat);
    const his = desk.teams.chat({ person: luis });
    const shown = await his.ask('approvals');
    expect(wordsOf(shown.card)).toContain(finding);
    const { body } = await press(his, { verb: 'approve', finding, hash }, { replyTo: shown.id });
    expect(JSON.stringify(body)).toContain('no GRC platform yet');
    expect(did('approved')).toEqual([]);
  });
});

describe('a finding that quotes a policy kept to a group', () => {
  it('is shown in a channel without its words, and decided on in a chat of one’s own', async () => {
    let inside: readonly string[] = [];
    const { desk, chat, channel, ana, luis, eva } = await open({ policies: 'restricted', members: () => inside });
    inside = [ana.aadObjectId, luis.aadObjectId];
    const { id } = await chat.ask('gaps Lamp Act');
    const details = carried(chat.shown().find((each) => each.id === id)?.card, 'gap');
    const at = details.findIndex(({ obligation }) => String(obligation).includes('art_2'));
    await press(chat, details[at], { replyTo: id });
    const form = await press(chat, { ...details[at], verb: 'finding_form' }, { replyTo: id });
    const [data] = carried(bodyOf(form)['value'], 'draft_finding');
    const title = 'Lamps are looked at too rarely';
    await press(chat, { ...data, title, owner: 'Harbour master', plan: `Not: ${SECRET}` }, { replyTo: id });
    const message = await latest(chat, /Stand by it/);
    expect(wordsOf(message.card)).toContain(SECRET);
    await chat.execute(message.id, 'stand_by');
    await desk.tell();
    const brief = await latest(channel, /A finding to be approved/);
    const said = JSON.stringify(brief.activity);
    expect(said).toContain(title);
    expect(said).toContain('Harbour master');
    for (const words of ['every five years', 'inspect every lamp']) expect(said).not.toContain(words);
    expect(wordsOf(brief.card)).toContain('write “approvals”');
    expect(carried(brief.card, 'approve')).toEqual([]);
    const of = carried(message.card, 'stand_by')[0];
    // Whoever may not see the policy learns of no finding, whatever they press.
    const { body } = await press(channel, { ...of, verb: 'approve' }, { from: eva, replyTo: brief.id });
    expect(body).toMatchObject({ statusCode: 404 });
    expect(wordsOf((await desk.teams.chat({ person: eva }).ask('approvals')).card)).toContain('Nothing waits');
    const his = desk.teams.chat({ person: luis });
    const listed = await his.ask('approvals');
    await his.execute(listed.id, 'finding');
    expect(seenBy(his, listed.id)).toContain(SECRET);
    await his.execute(listed.id, 'approve');
    expect(seenBy(his, listed.id)).toMatch(/Approved by Luis Vega/);
    expect(did('approved')).toHaveLength(1);
  });
});

describe('one pair of eyes', () => {
  it('is filed on its drafter’s own word, which is shown and recorded', async () => {
    const { desk, chat } = await open({ eyes: 1 });
    const { message } = await stoodBy(chat);
    expect(seenBy(chat, message.id)).toMatch(/on its way to the platform[\s\S]*One pair of eyes/);
    await desk.file();
    await chat.execute(message.id, 'finding');
    expect(seenBy(chat, message.id)).toMatch(/filed, open[\s\S]*Record: /);
    expect(desk.peer.records()).toHaveLength(1);
  });

  it('is tried once more by nobody who presses twice', async () => {
    const { desk, chat } = await open({ eyes: 1 });
    const { message, finding, hash } = await drafted(chat);
    const all = await Promise.all(
      [1, 2, 3].map(() => press(chat, { verb: 'stand_by', finding, hash }, { replyTo: message.id })),
    );
    for (const { body } of all) expect(wordsOf(bodyOf({ body })['value'])).toMatch(/on its way/);
    await desk.file();
    expect(desk.peer.records()).toHaveLength(1);
    expect(did('confirmed')).toHaveLength(1);
  });
});
