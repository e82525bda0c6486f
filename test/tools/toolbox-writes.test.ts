import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { readTrail } from '../../src/audit/trail.ts';
import { libraryFile } from '../../src/compose.ts';
import { DEFAULT_ROLES, type Permission } from '../../src/core/permissions.ts';
import { bindWriteTool, type WriteSeam } from '../../src/tools/bind-write-tool.ts';
import { CATALOG } from '../../src/tools/catalog.ts';
import { callContext } from '../asking.ts';
import { scriptedModel, search } from '../assistant/scripted-model.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { failing } from './expect-error.ts';
import { toolDesk } from './invented-law.ts';
import { ledgerNoteTool, type Note } from './ledger-note-tool.ts';

const NOTE = { text: 'Barley is dry', folio: 7 };
const ledger: Note[] = [];
const added = (seam: WriteSeam) => [bindWriteTool(ledgerNoteTool(), { ledger }, seam)];
/** A model that tries to write before it answers, with an id where it was given one. */
let forged: object = NOTE;
const model = scriptedModel((request) => {
  const told = request.messages.filter(({ role }) => role === 'tool');
  if (told.length === 0)
    return { calls: [{ name: 'file_note', arguments: JSON.stringify(forged) }, search('ferries')] };
  return { text: 'Nothing.' };
});

let held: Awaited<ReturnType<typeof toolDesk>>;
beforeAll(async () => {
  // Given to doors and to the assistant: that the assistant leaves it out is what is tested.
  held = await toolDesk([inventedAct()], { model, writeTools: added, moreTools: added });
});
afterAll(() => held.close());

const permittedTo = (...permissions: Permission[]) =>
  held.desk.toolbox.permitted(callContext({ permissions })).map(({ name }) => name);
const fileNote = () => {
  const found = held.desk.toolbox.all.find(({ name }) => name === 'file_note');
  if (found === undefined) throw new Error('the toolbox has no file_note');
  return found;
};

describe('a tool that writes, in the toolbox', () => {
  it('is listed behind the catalogue for whoever may use it, and for nobody else', () => {
    expect(permittedTo('findings:file')).toEqual(['file_note']);
    expect(permittedTo('findings:draft', 'admin:*')).not.toContain('file_note');
    expect(permittedTo(...(DEFAULT_ROLES['Compliance-Analyst'] ?? []))).not.toContain('file_note');
    expect(permittedTo(...(DEFAULT_ROLES['Compliance-Manager'] ?? []))).toEqual([...Object.keys(CATALOG), 'file_note']);
    expect(held.desk.toolbox.all.map(({ name }) => name)).toEqual([...Object.keys(CATALOG), 'file_note']);
  });

  it('writes once, on the desk as it is put together, by a confirmation that its database holds', async () => {
    const context = callContext({ permissions: ['findings:file'], conversation: 'c-write' });
    const asked = await fileNote().call(NOTE, context);
    const { id } = asked.output.confirmation as { readonly id: string };
    expect(asked.output).toMatchObject({ status: 'needs_confirmation' });
    expect(ledger).toEqual([]);
    expect((await fileNote().call({ ...NOTE, confirmation: id }, context)).output).toEqual({
      status: 'done',
      result: { folio: 7, notes: 1 },
    });
    expect((await failing(fileNote().call({ ...NOTE, confirmation: id }, context))).code).toBe('conflict');
    expect(ledger.splice(0)).toEqual([{ ...NOTE, by: 't-1/u-1' }]);
    const database = openDatabase(libraryFile({ dataFolder: held.folder }));
    expect(database.prepare('SELECT outcome FROM confirmations').all()).toEqual([{ outcome: 'done' }]);
    database.close();
  });
});

describe('a model that works for somebody who may write', () => {
  it.each<[string, (id: string) => object]>([
    ['as a first call', () => NOTE],
    ['with the id of a confirmation that waits for the very person', (id) => ({ ...NOTE, confirmation: id })],
  ])('is not offered what writes, and is refused where it calls it all the same: %s', async (way, forge) => {
    const context = callContext({ conversation: `c ${way}` });
    const { output } = await fileNote().call(NOTE, context);
    const { id } = output.confirmation as { readonly id: string };
    forged = forge(id);
    model.requests.length = 0;
    await held.tools.ask_compliance.call({ question: 'How long must ferries be kept dry?' }, context);
    expect(model.requests.length).toBeGreaterThan(1);
    for (const { tools } of model.requests) {
      expect(tools.map(({ name }) => name)).toContain('search_regulations');
      expect(tools.map(({ name }) => name)).not.toContain('file_note');
    }
    const told = model.requests.flatMap(({ messages }) => messages.filter(({ role }) => role === 'tool'));
    expect(JSON.stringify(told)).toContain('There is no tool of that name for you');
    expect(ledger).toEqual([]);
    const rows = readTrail(held.desk.audit.store, { conversation: context.conversation }, 1_000);
    expect(rows.filter(({ type }) => type === 'refusal')).toMatchObject([
      { body: { what: 'tool of a model' }, texts: { tool: 'file_note' } },
    ]);
    expect(rows.filter(({ body }) => body.tool === 'file_note')).toHaveLength(1);
    // What waits for the person still does.
    await fileNote().call({ ...NOTE, confirmation: id }, context);
    expect(ledger.splice(0)).toHaveLength(1);
  });
});
