import { afterEach, describe, expect, it } from 'vitest';
import { readTrail } from '../../../src/audit/trail.ts';
import { sha256 } from '../../../src/core/digests.ts';
import { ask, botMessages, bytesOf, calm, citationsOf, POLICY, rows, send } from './chatting.ts';
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

describe('a policy sent in a chat', () => {
  it('is read, told of by a card, and recorded without a word of it', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const [card] = await send(desk, chat, [['Ferry policy.txt', POLICY]]);
    const shown = JSON.stringify(card?.card);
    expect(shown).toContain('Ferry policy.txt');
    expect(shown).toContain('1. Ferries');
    expect(shown).toContain('forget_document');
    const [row] = rows(desk);
    expect(row?.body).toMatchObject({ what: 'received', sha256: sha256(bytesOf(POLICY)), kind: 'text' });
    expect(JSON.stringify(readTrail(desk.desk.audit.store, {}, 1_000))).not.toContain('tarred');
    calm(desk);
  });

  it('is asked about: its own words, each cited with where it stands', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    await send(desk, chat, [['Ferry policy.txt', POLICY]]);
    const [answer] = await ask(chat, 'Within how many hours must a leak be reported under our policy?');
    expect(answer?.text).toContain('A leak is reported to the harbour office within four hours. [1]');
    expect(answer?.text).toContain('*2\\. Incidents*');
    const [citation] = citationsOf(answer!);
    expect(citation?.appearance).toMatchObject({
      name: expect.stringContaining('Ferry policy.txt'),
      abstract: 'A leak is reported to the harbour office within four hours.',
      keywords: expect.arrayContaining([expect.stringMatching(/^policy:[0-9a-f]{12}#s\d+$/)]),
    });
    const call = rows(desk, 'tool_call').at(-1);
    expect(call?.body).toMatchObject({ tool: 'ask_document', outcome: 'ok' });
    expect(call?.texts['quotes']).toContain('within four hours');
    calm(desk);
  });

  it('is asked at once where a question comes with it, and not where a remark does', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const [, answer] = await send(desk, chat, [['Ferry policy.txt', POLICY]], {
      text: 'When are keels tarred?',
      messages: 2,
    });
    expect(answer?.text).toContain('Keels are tarred in spring.');
    await send(desk, chat, [['Other.txt', 'Ropes are coiled at dusk.']], { text: 'Here is another one of ours.' });
    await ask(chat, 'new topic');
    // Nothing came after the card.
    expect(botMessages(chat)).toHaveLength(4);
    calm(desk);
  });

  it('is set beside the law where the question names it, with who judges and who does not', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    await send(desk, chat, [['Ferry policy.txt', POLICY]]);
    const [ours, law] = await ask(
      chat,
      'How long does our policy keep ferries dry, and what does Article 3 of Regulation (EU) 2099/1 require?',
      2,
    );
    expect(ours?.text).toContain('ninety days');
    expect(ours?.text).toContain('does not judge whether the document meets the law');
    expect(law?.text).toContain('Each guild shall');
    expect(citationsOf(law!)[0]?.appearance.name).toContain('Article 3');
    calm(desk);
  });

  it('does not keep the law from being asked', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    await send(desk, chat, [['Ferry policy.txt', POLICY]]);
    const [answer] = await ask(chat, 'What does Article 3 of Regulation (EU) 2099/1 require?');
    expect(answer?.text).toContain('Each guild shall');
    expect(rows(desk, 'tool_call').map(({ body }) => body['tool'])).toEqual(['ask_compliance']);
  });

  it('says that it does not say it, with what was searched; the law answers where the words left it open', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    await send(desk, chat, [['Ferry policy.txt', POLICY]]);
    const [surely] = await ask(chat, 'Who may marry a heron according to our policy?');
    expect(surely?.text).toContain('**Ferry policy\\.txt does not say it**'.replace('\\.', '.'));
    expect(surely?.text).toMatch(/Searched: Ferry policy.txt \(\d+ statements\); for: marry, heron/);
    const [perhaps, law] = await ask(chat, 'Who may marry a heron, says the policy?', 2);
    expect(perhaps?.text).toContain('The law is looked into instead');
    expect(law?.text).toContain('Not found');
    calm(desk);
  });

  it('is meant by whoever answers its card, also as Teams quotes it', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const [first] = await send(desk, chat, [['Ferry policy.txt', POLICY]]);
    await send(desk, chat, [['Ropes.txt', 'Ropes are tarred in autumn.']]);
    const quoted = {
      contentType: 'text/html',
      content: `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="${first?.id}"><p>card</p></blockquote><p>What is tarred?</p>`,
    };
    for (const options of [{ attachments: [quoted] }, { changed: { replyToId: first?.id } }]) {
      const [answer] = await ask(chat, 'What is tarred?', 1, options);
      expect(answer?.text).toContain('Keels are tarred in spring.');
      expect(answer?.text).not.toContain('Ropes');
    }
  });

  it('is told of and asked in Spanish', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    await chat.say('', {
      locale: 'es-ES',
      attachments: desk.teams.file('Política.txt', bytesOf('La fuga se comunica en cuatro horas.')).attachments,
    });
    const card = await chat.waitFor(() => botMessages(chat)[0]);
    expect(JSON.stringify(card.card)).toContain('Se ha leído este documento');
    const [answer] = await ask(chat, '¿En cuántas horas se comunica la fuga según nuestra política?', 1, {
      locale: 'es-ES',
    });
    expect(answer?.text).toContain('Lo que dice');
    expect(answer?.text).toContain('La fuga se comunica en cuatro horas. [1]');
  });

  it('is asked and forgotten from its card as well', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const [card] = await send(desk, chat, [['Ferry policy.txt', POLICY]]);
    const actions = (card?.card?.['actions'] ?? []) as { verb: string; data: { document: string } }[];
    const { document } = actions.find(({ verb }) => verb === 'ask_document')?.data ?? { document: '' };
    // As the room of the cards calls it: within a turn of that person's.
    const { answer, forgotten, again } = await desk.pressing(chat, async (turn, who) => {
      await desk.rooms.askDocument(
        turn,
        who,
        document,
        'When are keels tarred, and what does Article 3 of Regulation (EU) 2099/1 say?',
      );
      const shown = desk.rooms.forgetDocument(turn, who, document);
      return {
        answer: botMessages(chat).map(({ text }) => text),
        forgotten: shown.text,
        again: await Promise.resolve()
          .then(() => desk.rooms.forgetDocument(turn, who, document))
          .catch((error: { code: string }) => error.code),
      };
    });
    expect(answer.join()).toContain('Keels are tarred in spring.');
    expect(answer.join()).toContain('Each guild shall');
    expect(forgotten).toContain('Ferry policy.txt');
    expect(again).toBe('not_found');
    calm(desk);
  });
});
