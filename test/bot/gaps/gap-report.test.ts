import { afterEach, describe, expect, it } from 'vitest';
import { unzip } from '../../../src/adapters/files/zip.ts';
import type { Permission } from '../../../src/core/permissions.ts';
import type { Conversation, ShownMessage } from '../../fixtures/teams/teams-api.ts';
import { press } from '../card-room/rooms-desk.ts';
import type { TeamsDesk } from '../teams-desk.ts';
import { carried, type GapsDeskOptions, gapsDesk, rows } from './gaps-desk.ts';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const LIMITS = { totalBytes: 1e8, fileBytes: 1e8, entries: 1_000, ratio: 2_000 };
let running: TeamsDesk | undefined;
afterEach(async () => {
  const { teams, failures } = running ?? {};
  await running?.close();
  running = undefined;
  expect([teams?.violations ?? [], failures ?? []]).toEqual([[], []]);
});

async function analysed(options: GapsDeskOptions = {}, locale = 'en-GB') {
  running = await gapsDesk(options);
  const chat = running.teams.chat();
  const { id, card } = await chat.ask('gaps Lamp Act', { locale });
  return { chat, id, reports: carried(card, 'gap_report'), desk: running };
}

const offerOf = (chat: Conversation) =>
  chat.waitFor((now) => now.shown().findLast(({ attachments }) => attachments[0]?.['contentType'] === CONSENT));
const contentOf = ({ attachments }: ShownMessage) =>
  attachments[0] as { name: string; content: { description: string } };
const exports = () => rows(running!, 'export').map(({ body }) => [body['form'], body['outcome']]);

describe('the report of a gap analysis', () => {
  it('is offered, and put into the person’s files once they agree', async () => {
    const { chat, id, reports, desk } = await analysed();
    const { body } = await press(chat, reports[0], { replyTo: id });
    expect(body).toMatchObject({ statusCode: 200, value: expect.stringContaining('offered below') });
    const offer = await offerOf(chat);
    expect(contentOf(offer).name).toMatch(/^gap-analysis-\d{4}-\d{2}-\d{2}\.html$/);
    expect((await chat.consent(offer.id, 'accept')).status).toBe(200);
    const page = desk.teams.uploads[0]?.bytes.toString('utf8') ?? '';
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('within 24 hours');
    expect(chat.shown().find((message) => message.id === offer.id)?.text).toContain('is in your files');
    expect(exports()).toEqual([['gap report', 'ok']]);
    const [intent] = rows(desk, 'intent').filter(({ body: told }) => told['form'] === 'gap report');
    expect(intent?.body['run']).toBe(reports[0]?.['run']);
  });

  it('is a workbook as well, and in Spanish', async () => {
    const { chat, id, reports, desk } = await analysed({}, 'es-ES');
    await press(chat, { ...reports[1] }, { replyTo: id, locale: 'es-ES' });
    const offer = await offerOf(chat);
    expect(contentOf(offer)).toMatchObject({
      name: expect.stringMatching(/\.xlsx$/),
      content: { description: expect.stringContaining('Libro de Excel') },
    });
    await chat.consent(offer.id, 'accept', { locale: 'es-ES' });
    const files = unzip(new Uint8Array(desk.teams.uploads[0]?.bytes ?? []), 'workbook', LIMITS, () => true);
    expect([...files.keys()]).toContain('xl/workbook.xml');
    expect(exports()).toEqual([['gap workbook', 'ok']]);
  });

  it('goes nowhere where the person says no, or answers a second time', async () => {
    const { chat, id, reports, desk } = await analysed();
    await press(chat, reports[0], { replyTo: id });
    const offer = await offerOf(chat);
    await chat.consent(offer.id, 'decline');
    expect(exports()).toEqual([['gap report', 'declined']]);
    expect(desk.teams.uploads).toEqual([]);
  });

  it('is not handed over where the permission was taken away meanwhile', async () => {
    let permissions: readonly Permission[] = ['regulations:read', 'gaps:analyse'];
    const { chat, id, reports, desk } = await analysed({ permissions: () => permissions });
    await press(chat, reports[0], { replyTo: id });
    const offer = await offerOf(chat);
    permissions = ['regulations:read'];
    await chat.consent(offer.id, 'accept');
    expect(desk.teams.uploads).toEqual([]);
    expect(chat.shown().find((message) => message.id === offer.id)?.text).toContain('gaps:analyse');
    expect((await press(chat, reports[0], { replyTo: id })).body).toMatchObject({ statusCode: 403 });
  });

  it('is not handed over where a policy was restricted meanwhile', async () => {
    let members: readonly string[] = [];
    const { chat, id, reports, desk } = await analysed({ policies: 'restricted', members: () => members });
    expect(reports).toHaveLength(2);
    members = [chat.person.aadObjectId];
    const { card } = await chat.ask('gaps Lamp Act');
    const [report] = carried(card, 'gap_report');
    await press(chat, report, { replyTo: id });
    const offer = await offerOf(chat);
    members = [];
    await chat.consent(offer.id, 'accept');
    expect(desk.teams.uploads).toEqual([]);
    expect(chat.shown().find((message) => message.id === offer.id)?.text).toContain('you may not see');
    expect(exports()).toEqual([['gap report', 'failed']]);
  });
});
