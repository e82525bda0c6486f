import { AjvJsonSchemaValidator as NewAjv } from '@modelcontextprotocol/client/validators/ajv';
import { CfWorkerJsonSchemaValidator as NewWorker } from '@modelcontextprotocol/client/validators/cf-worker';
import { AjvJsonSchemaValidator as OldAjv } from '@modelcontextprotocol/sdk/validation/ajv';
import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../src/tools/catalog.ts';
import { toolFaults } from '../tools/schema-lint.ts';
import { emittedTools } from './emitted-schemas.ts';

const TOOLS = emittedTools().map((tool) => [tool.name, tool] as const);
/** Cursor offers no more to its model, whatever number of servers they are of. */
const MOST_TOOLS = 40;

/** What hosts hold schemas by: the validators of both lines of the protocol's SDK. */
const VALIDATORS = [
  ['the older client', new OldAjv()],
  ['the newer client', new NewAjv()],
  ['the newer client without compiled code', new NewWorker()],
] as const;

/** A call of each tool as a host would make it, with no more than it needs. */
const CALLS: Readonly<Record<keyof typeof CATALOG, object>> = {
  ask_compliance: { question: 'How long must ferries be kept dry?' },
  search_regulations: { query: 'ferries' },
  get_provision: { provision: '32099R0001#art_3' },
  list_regulations: {},
  list_provisions: { act: '32099R0001' },
  explain_term: { term: 'heron' },
  compare_provisions: { provision: '32099R0001', from: '2099-01-01' },
  check_text: { text: 'Ferries are kept dry for a year.' },
  ask_document: { question: 'Who tars the keels?' },
  analyse_gaps: { acts: ['32099R0001'] },
  decide_gap: { obligation: '32099R0001#art_1/par_1', verdict: 'rejected', reason: 'The guild has no ferries.' },
  draft_finding: { provisions: ['Article 3 32099R0001'], remediationPlan: 'Dry the ferries.', owner: 'The harbour' },
  file_finding: { finding: 'F-0123456789abcdef', hash: 'a'.repeat(64) },
  decide_finding: { finding: 'F-0123456789abcdef', hash: 'a'.repeat(64), decision: 'approve' },
  list_findings: {},
  get_audit_trail: {},
  get_usage: { by: 'user' },
};

describe.each(TOOLS)('%s, as hosts are told of it', (name, tool) => {
  it('has nothing that a host drops, misreads or refuses', () => {
    expect(toolFaults(tool)).toEqual([]);
  });

  it.each(VALIDATORS)('is held to by %s', (_which, validator) => {
    const input = validator.getValidator(tool.inputSchema);
    expect(input(CALLS[name]).valid).toBe(true);
    expect(input({ ...CALLS[name], nothingOfTheKind: true }).valid).toBe(false);
    expect(validator.getValidator(tool.outputSchema)({ nothingOfTheKind: true }).valid).toBe(false);
  });

  it('is told in JSON alone: what is sent is what was linted', () => {
    expect(JSON.parse(JSON.stringify(tool))).toEqual(tool);
  });
});

describe('the tools, as hosts are told of them', () => {
  it('are those of the catalogue, few enough for every host', () => {
    expect(TOOLS.map(([name]) => name)).toEqual(Object.keys(CATALOG));
    expect(TOOLS.length).toBeLessThanOrEqual(MOST_TOOLS);
  });

  it('are told apart by hosts that take no notice of case or of - and _', () => {
    const plain = TOOLS.map(([name]) => name.toLowerCase().replaceAll('-', '_'));
    expect(new Set(plain).size).toBe(TOOLS.length);
  });
});
