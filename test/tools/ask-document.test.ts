import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrail } from '../../src/audit/trail.ts';
import { statementsOf } from '../../src/documents/statements.ts';
import { textBlocks } from '../../src/documents/text-blocks.ts';
import { callContext } from '../asking.ts';
import { inventedDocument } from '../contracts/document-store-contract.ts';
import { failing } from './expect-error.ts';
import { type ToolDesk, toolDesk } from './invented-law.ts';

const POLICY = `1. Ferries

The harbour master keeps every ferry dry for ninety days a year. Keels are tarred in spring.

2. Incidents

2.1 Reporting

A leak is reported to the harbour office within four hours.
The report names the ferry & its <captain>.`;
const MANUAL = `Manual de muelles

El capitán informa de cada fuga a la oficina del puerto en un plazo de dos horas.`;

const document = (name: string, text: string, sha256: string) =>
  inventedDocument('', {
    name,
    kind: 'text',
    sha256: sha256.repeat(64),
    statements: statementsOf(textBlocks(text), 100),
    notes: name.startsWith('Ferry') ? [{ kind: 'images', count: 3 }] : [],
  });

const ANA = callContext({ conversation: 'c-ana', user: 'ana', permissions: ['regulations:read'] });

let held: ToolDesk;
beforeAll(async () => {
  held = await toolDesk([]);
  held.desk.documents.receive(document('Ferry policy.txt', POLICY, 'a'), 'chat', ANA);
});
afterAll(() => held.close());

const ask = async (question: string, more: object = {}, context = ANA) =>
  (await held.tools.ask_document.call({ question, ...more }, context)).output;

const lastRow = () => {
  const row = readTrail(held.desk.audit.store, { types: ['tool_call'] }, 1_000).at(-1);
  return { body: row?.body ?? {}, texts: row?.texts ?? {} };
};

describe('ask_document', () => {
  it('answers with the stored words alone, each with where it stands', async () => {
    const { status, statements, searched } = await ask('Within how many hours is a leak reported?');
    expect(status).toBe('answered');
    expect(statements[0]).toMatchObject({
      id: expect.stringMatching(/^policy:aaaaaaaaaaaa#s\d+$/),
      document: 'aaaaaaaaaaaa',
      name: 'Ferry policy.txt',
      section: ['2. Incidents', '2.1 Reporting'],
      quote: 'A leak is reported to the harbour office within four hours.',
      matched: expect.arrayContaining(['leak', 'reported']),
    });
    const stored = document('', POLICY, 'a').statements.map(({ text }) => text);
    for (const { quote } of statements) expect(stored).toContain(quote);
    expect(searched.documents).toEqual([
      { id: 'aaaaaaaaaaaa', name: 'Ferry policy.txt', sha256: 'a'.repeat(64), statements: stored.length },
    ]);
  });

  it('says that it is not there, and what was searched', async () => {
    const { status, statements, searched, notes } = await ask('Who may marry a heron?');
    expect([status, statements]).toEqual(['not_found', []]);
    expect(searched.terms).toEqual(['marry', 'heron']);
    expect(searched.documents).toHaveLength(1);
    // What was not read may be where it stands.
    expect(notes).toEqual(['3 pictures were not read.']);
  });

  it('gives the section that is named, and nothing of another', async () => {
    const { statements } = await ask('What does section 2.1 say?');
    expect(new Set(statements.map(({ section }) => section.at(-1)))).toEqual(new Set(['2.1 Reporting']));
    expect((await ask('What does section 9 say?')).status).toBe('not_found');
  });

  it('keeps in its row the hashes for good, and the words where they can be erased', async () => {
    await ask('Within how many hours is a leak reported?');
    const { body, texts } = lastRow();
    expect(body).toMatchObject({
      tool: 'ask_document',
      outcome: 'ok',
      cited: expect.arrayContaining([{ id: expect.stringMatching(/^policy:a+#s\d+$/), document: 'a'.repeat(64) }]),
    });
    expect(JSON.stringify(body)).not.toMatch(/leak|harbour/);
    const quotes = texts['quotes'] ?? '';
    expect(quotes).toMatch(/^policy:a+#s\d+\nA leak is reported to the harbour office within four hours\./);
    await ask('Who may marry a heron?');
    expect(Object.keys(lastRow().texts)).toEqual(['input']);
  });

  it('keeps every word of what it quoted, however long the statements are', async () => {
    const context = callContext({ conversation: 'c-long', user: 'ana' });
    const text = Array.from({ length: 12 }, (_, at) => `Keel ${at} ${'"tar" '.repeat(330)}end ${at}.`).join('\n\n');
    held.desk.documents.receive(document('Long.txt', text, 'c'), 'chat', context);
    const { statements } = await ask('Which keel is tarred, tar?', {}, context);
    expect(statements.length).toBeGreaterThan(4);
    const { body, texts } = lastRow();
    expect(body['cutTexts']).toBeUndefined();
    const quotes = texts['quotes'] ?? '';
    for (const { id, quote } of statements) expect(quotes).toContain(`${id}\n${quote}`);
  });

  it('gives no more than a page holds, says so, and cites what it gave alone', async () => {
    const small = await toolDesk([], { pageCharacters: 3_000 });
    try {
      const text = Array.from({ length: 8 }, (_, at) => `Keel ${at} ${'is tarred '.repeat(120)}.`).join('\n\n');
      small.desk.documents.receive(document('Long.txt', text, 'c'), 'chat', ANA);
      const { output } = await small.tools.ask_document.call({ question: 'keel tarred' }, ANA);
      expect(output.statements.length).toBeLessThan(8);
      expect(output.cut).toContain(`${8 - output.statements.length} more statements`);
      const row = readTrail(small.desk.audit.store, { types: ['tool_call'] }, 10).at(-1);
      expect(row?.body['cited']).toHaveLength(output.statements.length);
    } finally {
      await small.close();
    }
  });

  it('looks through all that was sent, or the one that is named, and finds Spanish as well', async () => {
    const context = callContext({ conversation: 'c-two', user: 'ana' });
    held.desk.documents.receive(document('Ferry policy.txt', POLICY, 'a'), 'chat', context);
    held.desk.documents.receive(document('Muelles.txt', MANUAL, 'b'), 'chat', context);
    const { statements, searched } = await ask('¿En qué plazo informa el capitán de una fuga?', {}, context);
    expect(searched.documents.map(({ name }) => name)).toEqual(['Ferry policy.txt', 'Muelles.txt']);
    expect(statements[0]).toMatchObject({ name: 'Muelles.txt', quote: expect.stringContaining('dos horas') });
    const one = await ask('¿En qué plazo informa el capitán?', { document: 'aaaaaaaaaaaa' }, context);
    expect(one.searched.documents.map(({ id }) => id)).toEqual(['aaaaaaaaaaaa']);
    expect(one.statements.every(({ document: of }) => of === 'aaaaaaaaaaaa')).toBe(true);
  });

  it.each([
    ['another person', callContext({ conversation: 'c-ana', user: 'luis' })],
    ['another conversation', callContext({ conversation: 'c-other', user: 'ana' })],
    ['another tenant', callContext({ tenant: 't-2', conversation: 'c-else', user: 'ana' })],
  ])('knows nothing of it for %s, asked at large or by its id', async (_who, context) => {
    for (const input of [{}, { document: 'aaaaaaaaaaaa' }]) {
      const error = await failing(held.tools.ask_document.call({ question: 'leak', ...input }, context));
      expect(error.code).toBe('not_found');
      expect(error.message).not.toMatch(/Ferry|aaaa/);
    }
  });

  it('needs the permission to read the law', async () => {
    const context = callContext({ conversation: 'c-none', user: 'ana', permissions: [] });
    expect((await failing(held.tools.ask_document.call({ question: 'leak' }, context))).code).toBe('not_permitted');
  });

  it('no longer knows what was forgotten', async () => {
    const context = callContext({ conversation: 'c-gone', user: 'ana' });
    const { document: kept } = held.desk.documents.receive(document('Gone.txt', POLICY, 'd'), 'chat', context);
    expect((await ask('leak reported', {}, context)).status).toBe('answered');
    held.desk.documents.forget(kept.id, context);
    expect((await failing(held.tools.ask_document.call({ question: 'leak' }, context))).code).toBe('not_found');
  });
});
