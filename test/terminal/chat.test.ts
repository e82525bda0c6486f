import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { runTerminal } from '../../src/terminal/program.ts';
import { temporaryTerminal } from './run.ts';

const folders: (() => void)[] = [];
afterEach(() => {
  for (const remove of folders.splice(0)) remove();
});

/** A chat that is typed into. */
function startChat(environment: Readonly<Record<string, string>> = {}) {
  const { folder, remove } = temporaryTerminal();
  folders.push(remove);
  const input = new PassThrough();
  let [out, err] = ['', ''];
  let interrupt: (() => void) | undefined;
  const ended = runTerminal(
    ['chat'],
    {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      interactive: false,
      input,
      onInterrupt: (interrupted) => {
        interrupt = interrupted;
        return () => {
          interrupt = undefined;
        };
      },
    },
    { COMPLIANCE_DATA: folder, ...environment },
  );
  return {
    type: (line: string) => input.write(`${line}\n`),
    end: () => {
      input.end();
      return ended;
    },
    ended,
    interrupt: () => interrupt?.(),
    listens: () => interrupt !== undefined,
    get out() {
      return out;
    },
    get err() {
      return err;
    },
    folder,
  };
}

const conversations = (out: string): readonly string[] =>
  [...out.matchAll(/conversation ([0-9a-f-]{36})/g)].map(([, id = '']) => id);

describe('compliance chat', () => {
  it('answers line by line in one conversation, in the order typed, and ends with its input', async () => {
    const chat = startChat();
    chat.type('Article 19(4) DORA');
    chat.type('');
    chat.type('Article 5 GDPR');
    expect(await chat.end()).toBe(0);
    const [first, second] = conversations(chat.out);
    expect(first).toBeDefined();
    expect(second).toBe(first);
    expect(chat.out.indexOf('Article 19(4) DORA')).toBeLessThan(chat.out.indexOf('Article 5'));
    expect(chat.err).toBe('');
  });

  it('begins a new conversation when told to, and leaves when told to', async () => {
    const chat = startChat();
    for (const line of ['What is ICT risk?', '/new', 'What is ICT risk?', '/help', '/exit', 'Article 5 GDPR'])
      chat.type(line);
    expect(await chat.ended).toBe(0);
    const [first, second, ...more] = conversations(chat.out);
    expect(second).not.toBe(first);
    expect(more).toEqual([]);
    expect(chat.out).toContain('/new begins a new conversation');
  });

  it('goes on after a question that fails', async () => {
    const chat = startChat();
    chat.type('why '.repeat(3_000));
    chat.type('What is ICT risk?');
    expect(await chat.end()).toBe(0);
    expect(chat.err).toContain('at most 8000 are read');
    expect(conversations(chat.out)).toHaveLength(1);
  });

  it('is not ended by one Ctrl-C, and is by two', async () => {
    const chat = startChat();
    chat.type('What is ICT risk?');
    await expect.poll(() => conversations(chat.out).length).toBe(1);
    await expect.poll(() => chat.listens()).toBe(true);
    chat.interrupt();
    chat.type('Article 5 GDPR');
    await expect.poll(() => conversations(chat.out).length, { timeout: 5_000 }).toBe(2);
    expect(chat.err).toContain('Ctrl-C once more');
    chat.interrupt();
    chat.interrupt();
    expect(await chat.ended).toBe(0);
    expect(chat.listens()).toBe(false);
  });

  it('refuses a conversation of somebody else before anything is typed', async () => {
    const { folder, remove } = temporaryTerminal();
    folders.push(remove);
    let err = '';
    const code = await runTerminal(
      ['chat', '--conversation', 'c-of-nobody'],
      {
        out: () => undefined,
        err: (text) => {
          err += text;
        },
        interactive: false,
        input: new PassThrough(),
      },
      { COMPLIANCE_DATA: folder },
    );
    expect(code).toBe(1);
    expect(err).toContain('no conversation c-of-nobody of yours');
  });
});
