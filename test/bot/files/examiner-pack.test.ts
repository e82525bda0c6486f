import { afterEach, describe, expect, it } from 'vitest';
import { packAsked } from '../../../bot/files/examiner-pack.ts';
import { unzip } from '../../../src/adapters/files/zip.ts';
import { verifyPack } from '../../../src/audit/verify-pack.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Conversation, ShownMessage } from '../../fixtures/teams/teams-api.ts';
import { ask, botMessages, calm, rows } from './chatting.ts';
import { type FileDesk, type FileDeskOptions, fileDesk } from './file-desk.ts';

const QUESTION = 'What does Article 3 of Regulation (EU) 2099/1 require?';
const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';
const LIMITS = { totalBytes: 1e8, fileBytes: 1e8, entries: 10_000, ratio: 2_000 };

let running: FileDesk | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function open(options: FileDeskOptions = {}) {
  running = await fileDesk(options);
  return running;
}

/** Something was asked and answered, and the pack of that was offered. */
async function offered(options: FileDeskOptions = {}) {
  const desk = await open(options);
  const chat = desk.teams.chat();
  await ask(chat, QUESTION);
  const [offer] = await ask(chat, 'audit pack');
  return { desk, chat, offer: offer as ShownMessage };
}

const attachmentOf = ({ attachments }: ShownMessage, type: string) =>
  attachments.find(({ contentType }) => contentType === type) as
    | { readonly name: string; readonly content: Record<string, never>; readonly contentUrl?: string }
    | undefined;

/** An answer of a client's, with whatever is changed in it. */
const answer = (chat: Conversation, offer: ShownMessage, changed: Record<string, unknown> = {}, options = {}) =>
  chat.invoke(
    'fileConsent/invoke',
    {
      type: 'fileUpload',
      action: 'accept',
      context: attachmentOf(offer, CONSENT)?.content['acceptContext'],
      ...changed,
    },
    { changed: { replyToId: offer.id }, ...options },
  );

const outcomes = (desk: FileDesk) => rows(desk, 'export').map(({ body }) => body['outcome']);

describe('the examiner pack', () => {
  it('is offered, put into the person’s files once they agree, and holds what an examiner can check', async () => {
    const { desk, chat, offer } = await offered();
    const consent = attachmentOf(offer, CONSENT);
    expect(consent?.name).toMatch(/^audit-pack-teams-[0-9a-f]{32}\.zip$/);
    expect(consent?.content['sizeInBytes']).toBeGreaterThan(1_000);
    expect((await chat.consent(offer.id, 'accept')).status).toBe(200);
    expect(desk.teams.uploads).toHaveLength(1);
    const [upload] = desk.teams.uploads;
    expect(upload?.headers['content-range']).toBe(`bytes 0-${(upload?.bytes.length ?? 0) - 1}/${upload?.bytes.length}`);
    const pack = unzip(new Uint8Array(upload?.bytes ?? []), 'pack', LIMITS, () => true);
    expect(verifyPack(pack, [])).toMatchObject({ ok: true });
    expect(new TextDecoder().decode(pack.get('report.html'))).toContain('2099/1');
    const info = botMessages(chat).find((message) => attachmentOf(message, INFO) !== undefined);
    expect(attachmentOf(info as ShownMessage, INFO)).toMatchObject({
      name: consent?.name,
      content: { uniqueId: expect.any(String), fileType: 'zip' },
    });
    // The card can be pressed no more.
    const replaced = chat.shown().find(({ id }) => id === offer.id);
    expect(replaced?.text).toContain('is in your files');
    expect(outcomes(desk)).toEqual(['ok']);
    const [intent] = rows(desk, 'intent').filter(({ body }) => body['what'] === 'export');
    expect(intent?.body).toMatchObject({ form: 'examiner pack', host: new URL(desk.teams.url).host });
    calm(desk);
  });

  it('takes nothing out where the person says no', async () => {
    const { desk, chat, offer } = await offered();
    expect((await chat.consent(offer.id, 'decline')).status).toBe(200);
    expect(chat.shown().find(({ id }) => id === offer.id)?.text).toContain('Nothing was taken out');
    expect(desk.teams.uploads).toEqual([]);
    expect(outcomes(desk)).toEqual(['declined']);
    calm(desk);
  });

  it('is put there once, however often it is agreed to, one behind the other or at once', async () => {
    const { desk, chat, offer } = await offered();
    const results = await Promise.all([chat.consent(offer.id, 'accept'), chat.consent(offer.id, 'accept')]);
    expect(results.map(({ status }) => status)).toEqual([200, 200]);
    await chat.invoke('fileConsent/invoke', {
      action: 'decline',
      context: attachmentOf(offer, CONSENT)?.content['acceptContext'],
    });
    expect(desk.teams.uploads).toHaveLength(1);
    expect(outcomes(desk)).toEqual(['ok']);
  });

  it('is asked for in Spanish as well', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const [offer] = await ask(chat, 'Paquete de auditoría', 1, { locale: 'es-ES' });
    // The conversation has no row yet: there is nothing to be packed.
    expect(offer?.text).toContain('no conoce esa conversación');
    await ask(chat, QUESTION);
    const [again] = await ask(chat, 'paquete de auditoría', 1, { locale: 'es-ES' });
    expect(attachmentOf(again as ShownMessage, CONSENT)?.content['description']).toContain('Paquete para el auditor');
  });

  it('can be of another conversation of the same organisation, and of no other organisation’s', async () => {
    const { desk, chat } = await offered();
    const own = rows(desk, 'answer')[0]?.conversation ?? '';
    await ask(chat, 'new topic');
    const [offer] = await ask(chat, `audit pack ${own}`);
    expect(attachmentOf(offer as ShownMessage, CONSENT)?.name).toContain(own);
    const stranger = desk.teams.chat({
      person: desk.teams.person('Eva', { tenant: 'b0b0b0b0-0000-4000-8000-000000000000' }),
    });
    for (const id of [own, 'teams-unknown']) {
      const [said] = await ask(stranger, `audit pack ${id}`);
      expect(said?.text).toBe('The audit of your organisation knows no such conversation.');
    }
  });

  it('is for whoever may administer the audit; that somebody else asked is recorded', async () => {
    const desk = await open();
    desk.permissions = ['regulations:read', 'audit:read'];
    const chat = desk.teams.chat();
    const [said] = await ask(chat, 'audit pack');
    expect(said?.text).toContain('admin:audit');
    expect(rows(desk, 'refusal')[0]?.body).toEqual({ what: 'export', needs: 'admin:audit' });
    calm(desk);
  });

  it('is not handed over where the permission was taken away meanwhile', async () => {
    const { desk, chat, offer } = await offered();
    desk.permissions = ['regulations:read'];
    expect((await chat.consent(offer.id, 'accept')).status).toBe(200);
    expect(desk.teams.uploads).toEqual([]);
    expect(chat.shown().find(({ id }) => id === offer.id)?.text).toContain('admin:audit');
  });

  it('is handed over in a chat of one’s own alone', async () => {
    const desk = await open();
    const room = desk.teams.channel();
    const [said] = await ask(room, 'audit pack', 1, { mention: true });
    expect(said?.text).toContain('in a chat of your own');
    const { status } = await room.invoke('fileConsent/invoke', { action: 'decline', context: { pack: 'x' } });
    expect(status).toBe(400);
    calm(desk);
  });

  it('is offered for a quarter of an hour', async () => {
    const { desk, chat, offer } = await offered();
    desk.time += 15 * 60_000 + 1_000;
    expect((await chat.consent(offer.id, 'accept')).status).toBe(200);
    expect(desk.teams.uploads).toEqual([]);
    expect(chat.shown().find(({ id }) => id === offer.id)?.text).toContain('This offer has ended');
  });
});

describe('an answer to an offer that is not what it should be', () => {
  const upload = (more: object = {}) => ({
    uploadInfo: {
      contentUrl: 'https://x.sharepoint.com/a.zip',
      uploadUrl: 'https://x.sharepoint.com/up',
      name: 'a.zip',
      uniqueId: 'u',
      fileType: 'zip',
      ...more,
    },
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'accept'],
    ['no context', { action: 'accept', ...upload() }],
    ['another action', { action: 'open', context: { pack: 'x' } }],
    ['no place', { action: 'accept', context: { pack: 'x' } }],
    [
      'a place that is no address',
      { action: 'accept', context: { pack: 'x' }, ...upload({ uploadUrl: 'file:///tmp/x' }) },
    ],
    ['an id of another form', { action: 'decline', context: { pack: '../x' } }],
    ['an id without end', { action: 'decline', context: { pack: 'x'.repeat(1_000) } }],
  ])('with %s is refused as such', async (_what, value) => {
    const desk = await open();
    const { status, body } = await desk.teams.chat().invoke('fileConsent/invoke', value);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'invalid_input' } });
    expect(rows(desk, 'export')).toEqual([]);
  });

  it('of somebody else takes nothing, and leaves the offer to whom it was made', async () => {
    const { desk, chat, offer } = await offered();
    const luis = desk.teams.person('Luis Vega');
    const { status } = await answer(chat, offer, upload(), { from: luis });
    expect(status).toBe(403);
    expect(desk.teams.uploads).toEqual([]);
    await chat.consent(offer.id, 'accept');
    expect(desk.teams.uploads).toHaveLength(1);
  });

  it('of another chat knows of no offer', async () => {
    const { desk, offer } = await offered();
    const other = desk.teams.chat({ person: desk.teams.person('Luis Vega') });
    const { status } = await answer(other, offer, upload());
    expect(status).toBe(200);
    expect(botMessages(other)[0]?.text).toContain('This offer has ended');
    expect(desk.teams.uploads).toEqual([]);
  });

  it.each([
    ['the file', { uploadUrl: 'https://collector.invalid/up' }],
    ['the card', { contentUrl: 'https://collector.invalid/a.zip' }],
    ['the file, by a private address', { uploadUrl: 'https://10.0.0.1/up' }],
    ['the file, by a host that only looks alike', { uploadUrl: 'https://sharepoint.com.collector.invalid/up' }],
  ])('that would lead %s elsewhere sends nothing, and is recorded', async (_what, place) => {
    const { desk, chat, offer } = await offered({ local: false });
    const { status } = await answer(chat, offer, upload(place));
    expect(status).toBe(200);
    expect(chat.shown().find(({ id }) => id === offer.id)?.text).toContain('none where Teams keeps files');
    expect(rows(desk, 'refusal')[0]?.body).toEqual({ what: 'place for a file', code: 'invalid_input' });
    expect(rows(desk, 'export')).toEqual([]);
  });

  it('whose place does not take it is told, and how it ended is recorded', async () => {
    const { desk, chat, offer } = await offered();
    const { status } = await answer(
      chat,
      offer,
      upload({ uploadUrl: `${desk.teams.url}/uploads/none`, contentUrl: `${desk.teams.url}/a` }),
    );
    expect(status).toBe(200);
    expect(chat.shown().find(({ id }) => id === offer.id)?.text).toContain('did not take it');
    expect(outcomes(desk)).toEqual(['failed']);
  });

  it('is told calmly where the packing breaks', async () => {
    let broken = false;
    const { desk, chat, offer } = await offered({
      files: (files) => ({
        ...files,
        packConversation: async (conversation) => {
          if (broken) throw new AppError('internal', 'secret wording');
          return files.packConversation(conversation);
        },
      }),
    });
    broken = true;
    expect((await chat.consent(offer.id, 'accept')).status).toBe(200);
    const told = chat.shown().find(({ id }) => id === offer.id)?.text;
    expect(told).toContain('was not put into your files');
    expect(told).not.toContain('secret wording');
    expect(outcomes(desk)).toEqual(['failed']);
  });
});

describe('what asks for a pack', () => {
  it.each([
    ['audit pack', ''],
    ['Examiner pack!', ''],
    ['paquete de auditoría teams-1a2B', 'teams-1a2B'],
    ['what is an audit pack?', undefined],
    ['audit pack'.padEnd(400, '!'), undefined],
  ])('%s', (text, asked) => {
    expect(packAsked(text)).toBe(asked);
  });

  it('is no long text, and that is seen at once: everybody else would wait', () => {
    const begun = performance.now();
    for (const sign of ['!', '.', '?']) expect(packAsked(`${sign.repeat(99_999)}a`)).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

describe('a pack that is too large for Teams', () => {
  it('is not offered, and it is told how to get it', async () => {
    const desk = await open({
      files: (files) => ({
        ...files,
        packConversation: async () => ({ bytes: new Uint8Array(21 * 1_048_576), files: 1 }),
      }),
    });
    const chat = desk.teams.chat();
    await ask(chat, QUESTION);
    const [said] = await ask(chat, 'audit pack');
    expect(said?.text).toMatch(/21\.0 MB.*compliance audit export --conversation teams-[0-9a-f]+/);
  });
});
