import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bindTool } from '../../src/tools/bind-tools.ts';
import { bindWriteTool } from '../../src/tools/bind-write-tool.ts';
import { defineTool, type ReadingTool } from '../../src/tools/define-tool.ts';
import { type LedgerDeps, type LedgerTool, ledgerNoteTool } from './ledger-note-tool.ts';
import { endlessFields, schemaFaults, undescribedFields } from './schema-lint.ts';
import { echoTool } from './seam-desk.ts';
import { FILER, writeDesk } from './write-desk.ts';

let desk: ReturnType<typeof writeDesk>;
beforeEach(() => {
  desk = writeDesk();
});
afterEach(() => desk.close());

const NOTE = { text: 'Barley is dry', folio: 7 };

describe('a tool that writes, as doors have it', () => {
  it('tells hosts that it writes, takes nothing away, and does it again at each call', () => {
    const { effect, annotations, permission } = desk.bind();
    expect({ effect, permission }).toEqual({ effect: 'write', permission: 'findings:file' });
    expect(annotations).toEqual({
      title: 'File a note',
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: false,
      openWorldHint: false,
    });
  });

  it('has schemas of the forms that every host reads, with the confirmation as one more argument', () => {
    const { input, output } = desk.bind();
    const taken = z.toJSONSchema(input, { io: 'input' });
    const given = z.toJSONSchema(output, { io: 'output' });
    expect(schemaFaults(taken)).toEqual([]);
    expect(schemaFaults(given)).toEqual([]);
    expect(undescribedFields(taken)).toEqual([]);
    expect(undescribedFields(given)).toEqual([]);
    expect(endlessFields(taken)).toEqual([]);
    expect(taken.required).toEqual(['text']);
    expect(taken.properties?.confirmation).toMatchObject({
      type: 'string',
      description: expect.stringMatching(/^Id of the confirmation; leave it out at first/),
    });
    expect(given.required).toEqual(['status']);
    expect(Object.keys(given.properties ?? {})).toEqual(['status', 'confirmation', 'result']);
  });

  it('gives what its schema promises, asked and done', async () => {
    const tool = desk.bind();
    const first = await tool.call(NOTE, FILER);
    expect(tool.output.parse(first.output)).toEqual(first.output);
    const confirmation = first.output.confirmation?.id;
    const second = await tool.call({ ...NOTE, confirmation }, FILER);
    expect(tool.output.parse(second.output)).toEqual(second.output);
  });

  it('cannot be defined or bound without what a person confirms', () => {
    const { confirmation: _confirmation, ...bare } = ledgerNoteTool();
    // @ts-expect-error what writes has to say what a person confirms
    const unconfirmed = defineTool(bare);
    expect(() => bindWriteTool(unconfirmed as unknown as LedgerTool, { ledger: [] }, desk.seam)).toThrow(
      /must say what a person confirms/,
    );
    // @ts-expect-error a tool that writes is not bound as one that reads
    expect(() => bindTool(ledgerNoteTool(), { ledger: [] }, desk.seam)).toThrow(/file_note writes/);
    const disguised = ledgerNoteTool() as unknown as ReadingTool<z.ZodObject, z.ZodObject, LedgerDeps>;
    expect(() => bindTool(disguised, { ledger: [] }, desk.seam)).toThrow(/file_note writes/);
    // @ts-expect-error a tool that reads is not bound as one that writes
    expect(() => bindWriteTool(echoTool(), {}, desk.seam)).toThrow(/cannot be bound as a tool that writes/);
    const { confirmations: _none, ...readingSeam } = desk.seam;
    // @ts-expect-error what writes has a seam with confirmations
    const withoutConfirmations = () => bindWriteTool(ledgerNoteTool(), { ledger: [] }, readingSeam);
    expect(withoutConfirmations).toBeInstanceOf(Function);
  });

  it('leaves the argument "confirmation" to the seam', () => {
    const own = ledgerNoteTool().input.safeExtend({ confirmation: z.string().describe('Its own') });
    const tool = ledgerNoteTool({ input: own as unknown as LedgerTool['input'] });
    expect(() => desk.bind({}, tool)).toThrow(/leave the argument "confirmation" to the seam/);
  });
});
