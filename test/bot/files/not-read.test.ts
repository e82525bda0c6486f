import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { ask, botMessages, bytesOf, calm, POLICY, rows, send } from './chatting.ts';
import { type FileDesk, type FileDeskOptions, fileDesk } from './file-desk.ts';

let running: FileDesk | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function open(options: FileDeskOptions = {}) {
  running = await fileDesk(options);
  return running;
}

describe('what is not read', () => {
  it.each([
    ['a picture', 'Scan.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), /picture/],
    ['nothing', 'Empty.txt', '', /empty/],
    ['a program', 'policy.pdf', new Uint8Array([0x4d, 0x5a, 0, 1, 2, 3]), /program/],
  ])('%s is refused with the reason, recorded, and not kept', async (_what, name, content, reason) => {
    const desk = await open();
    const chat = desk.teams.chat();
    const [said] = await send(desk, chat, [[name, content]]);
    expect(said?.text).toMatch(reason);
    expect(said?.text).toContain('was not read');
    expect(rows(desk).map(({ body }) => body['what'])).toEqual(['refused']);
    calm(desk);
  });

  it('of several files each is answered', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const shown = await send(
      desk,
      chat,
      [
        ['One.txt', 'Ropes are coiled.'],
        ['Two.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
        ['Three.md', '# Oars\n\nOars are **oiled**.'],
        ['Four.html', '<!DOCTYPE html><h1>Keels</h1><p>Keels are tarred.'],
        ['Five.mhtml', 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n'],
      ],
      { messages: 5 },
    );
    expect(shown.map(({ card, text }) => (card === undefined ? text.slice(0, 11) : 'card'))).toEqual([
      'card',
      '**Two.png**',
      'card',
      'card',
      '**Five.mhtm',
    ]);
    expect(shown[4]?.text).toContain('save it as "Web page, HTML only"');
    calm(desk);
  });

  it('a file larger than ten megabytes is not fetched further', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const [said] = await send(desk, chat, [['Large.txt', new Uint8Array(10 * 1_048_576 + 1)]]);
    expect(said?.text).toContain('at most 10 MB are read');
  });

  it('a file whose address has ended is asked for again', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    await chat.say('', { attachments: desk.teams.file('Late.txt', bytesOf('x'), { tooLate: true }).attachments });
    const said = await chat.waitFor(() => botMessages(chat)[0]);
    expect(said.text).toContain('does not hold any more');
    expect(rows(desk, 'refusal')[0]?.body).toMatchObject({ what: 'file of a chat', code: 'not_found' });
  });

  it('an address elsewhere is never asked, and that it was named is recorded', async () => {
    const desk = await open({ local: false });
    const chat = desk.teams.chat();
    const sent = desk.teams.file('Policy.txt', bytesOf(POLICY));
    await chat.say('', { attachments: sent.attachments });
    const said = await chat.waitFor(() => botMessages(chat)[0]);
    expect(said.text).toContain('does not lie where Teams keeps the files');
    expect(sent.downloads()).toBe(0);
    const [row] = rows(desk, 'refusal');
    expect(row?.body).toMatchObject({ what: 'file of a chat', code: 'invalid_input' });
    expect(JSON.stringify(row?.body)).not.toContain('Policy');
  });

  it.each([
    ['no address', {}],
    ['no content', undefined],
    ['an address of another kind', { downloadUrl: 'file:///etc/passwd' }],
    ['an address that is none', { downloadUrl: 7 }],
  ])('a file with %s is answered', async (_what, content) => {
    const desk = await open();
    const chat = desk.teams.chat();
    const attachment = { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'a.txt', content };
    await chat.say('', { attachments: [attachment] });
    expect((await chat.waitFor(() => botMessages(chat)[0])).text).toContain('Teams did not say where it lies');
  });

  it('whoever may not ask about it is told so, and nothing is fetched', async () => {
    const desk = await open();
    desk.permissions = [];
    const chat = desk.teams.chat();
    const sent = desk.teams.file('Policy.txt', bytesOf(POLICY));
    await chat.say('', { attachments: sent.attachments });
    expect((await chat.waitFor(() => botMessages(chat)[0])).text).toContain('regulations:read');
    expect(sent.downloads()).toBe(0);
    expect(rows(desk, 'refusal')[0]?.body).toMatchObject({ needs: 'regulations:read' });
  });

  it('what breaks inside is told calmly', async () => {
    const desk = await open({
      files: (files) => ({
        ...files,
        documentReader: { read: async () => Promise.reject(new AppError('internal', 'secret wording')) },
      }),
    });
    const chat = desk.teams.chat();
    const [said] = await send(desk, chat, [['Policy.txt', POLICY]]);
    expect(said?.text).toContain('Something went wrong');
    expect(said?.text).not.toContain('secret wording');
  });

  it('pictures in the text and the copy in HTML are no files', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const [answer] = await ask(chat, 'What does Article 3 of Regulation (EU) 2099/1 require?', 1, {
      attachments: [
        { contentType: 'image/png', contentUrl: 'https://teams.invalid/picture', name: 'pasted.png' },
        { contentType: 'text/html', content: '<p>What does Article 3 require?</p>' },
      ],
    });
    expect(answer?.text).toContain('Each guild shall');
    expect(rows(desk)).toEqual([]);
  });

  it('in a channel or a group files are not handed over: it is said, and the question is answered', async () => {
    const desk = await open();
    for (const room of [desk.teams.channel(), desk.teams.group()]) {
      const reference = { contentType: 'reference', contentUrl: 'https://x.sharepoint.com/a.docx', name: 'a.docx' };
      const [said, answer] = await ask(room, 'What does Article 3 of Regulation (EU) 2099/1 require?', 2, {
        mention: true,
        attachments: [reference],
      });
      expect(said?.text).toContain('in a chat of your own');
      expect(answer?.text).toContain('Each guild shall');
    }
    expect(rows(desk)).toEqual([]);
    calm(desk);
  });
});
