import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readTrail } from '../../../src/audit/trail.ts';
import { ask, HOUR, POLICY, rows, send } from './chatting.ts';
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

describe('what was sent is forgotten', () => {
  const QUESTION = 'When are keels tarred, by our policy?';

  async function withPolicy() {
    const desk = await open();
    const chat = desk.teams.chat();
    await send(desk, chat, [['Ferry policy.txt', POLICY]]);
    return { desk, chat };
  }

  /** No copy in any file of the desk, but for what was cited. */
  function leftOf({ folder }: FileDesk): boolean {
    return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes('Keels are tarred'));
  }

  it.each(['forget document', 'Forget my documents.', 'olvidar documento', 'forget document Ferry policy'])(
    'at the word “%s”',
    async (words) => {
      const { desk, chat } = await withPolicy();
      const [said] = await ask(chat, words);
      expect(said?.text).toMatch(/^(?:Forgotten|Olvidado): Ferry policy/);
      expect(rows(desk).map(({ body }) => body['what'])).toEqual(['received', 'forgotten']);
      expect(leftOf(desk)).toBe(false);
      const [none] = await ask(chat, words);
      expect(none?.text).toMatch(/no document|ningún documento/);
    },
  );

  it('with a new topic, before anything else is answered', async () => {
    const { desk, chat } = await withPolicy();
    await ask(chat, 'new topic');
    expect(rows(desk).at(-1)?.body).toMatchObject({ what: 'forgotten' });
    expect(leftOf(desk)).toBe(false);
    const [answer] = await ask(chat, QUESTION);
    expect(answer?.text).not.toContain('spring');
  });

  it('after eight hours of silence, whether somebody writes or not', async () => {
    const { desk, chat } = await withPolicy();
    desk.time += 8 * HOUR - 1_000;
    expect(desk.rooms.sweep()).toBe(0);
    const [answer] = await ask(chat, QUESTION);
    expect(answer?.text).toContain('spring');
    desk.time += 8 * HOUR + 1_000;
    expect(desk.rooms.sweep()).toBe(1);
    await send(desk, chat, [['Ferry policy.txt', POLICY]]);
    desk.time += 8 * HOUR + 1_000;
    await ask(chat, QUESTION);
    expect(rows(desk).map(({ body }) => body['what'])).toEqual(['received', 'forgotten', 'received', 'forgotten']);
  });

  it('when the app is taken out', async () => {
    const { desk, chat } = await withPolicy();
    await chat.uninstall();
    await desk.teams.waitFor(() => rows(desk).length === 2);
    expect(rows(desk).at(-1)).toMatchObject({ body: { what: 'forgotten' }, who: 'system' });
    expect(leftOf(desk)).toBe(false);
  });

  it('and the audit keeps what was cited, and nothing more', async () => {
    const { desk, chat } = await withPolicy();
    await ask(chat, QUESTION);
    await ask(chat, 'forget document');
    const kept = JSON.stringify(readTrail(desk.desk.audit.store, {}, 1_000));
    expect(kept).toContain('Keels are tarred in spring.');
    expect(kept).not.toContain('within four hours');
  });

  it('one of several by its name; which one is asked where it is not said', async () => {
    const { desk, chat } = await withPolicy();
    await send(desk, chat, [['Ropes.txt', 'Ropes are coiled.']]);
    const [which] = await ask(chat, 'forget document');
    expect(which?.text).toContain('- Ferry policy');
    expect(which?.text).toContain('- Ropes');
    const [wrong] = await ask(chat, 'forget document Oars.txt');
    expect(wrong?.text).toContain('No document of that name');
    const [said] = await ask(chat, 'forget document ropes.txt');
    expect(said?.text).toContain('Forgotten: Ropes.txt');
    const [rest] = await ask(chat, 'forget all documents');
    expect(rest?.text).toContain('Forgotten: Ferry policy.txt');
    expect(rows(desk).filter(({ body }) => body['what'] === 'forgotten')).toHaveLength(2);
  });
});

describe('what somebody sent', () => {
  it('is nothing to anybody else', async () => {
    const desk = await open();
    const [ana, luis] = [desk.teams.chat(), desk.teams.chat({ person: desk.teams.person('Luis Vega') })];
    await send(desk, ana, [['Ferry policy.txt', POLICY]]);
    const [answer] = await ask(luis, 'When are keels tarred, by our policy?');
    expect(answer?.text).not.toContain('spring');
    const [none] = await ask(luis, 'forget document');
    expect(none?.text).toContain('no document');
    const [still] = await ask(ana, 'When are keels tarred, by our policy?');
    expect(still?.text).toContain('spring');
  });
});
