import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { libraryFile } from '../../src/compose.ts';
import { DEFAULT_ROLES, PERMISSIONS, type Permission } from '../../src/core/permissions.ts';
import { CATALOG } from '../../src/tools/catalog.ts';
import { callContext } from '../asking.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { failing } from './expect-error.ts';
import { type ToolDesk, toolDesk } from './invented-law.ts';

const NAMES = Object.keys(CATALOG);
const FINDING_TOOLS = ['draft_finding', 'file_finding', 'list_findings'];
const OTHERS = ['analyse_gaps', 'decide_gap', ...FINDING_TOOLS, 'decide_finding', 'get_audit_trail', 'get_usage'];
const LAW_TOOLS = NAMES.filter((name) => !OTHERS.includes(name));

let held: ToolDesk;
beforeAll(async () => {
  held = await toolDesk([inventedAct(), inventedAct({ date: '2100-01-01', edition: 'second', consolidated: true })]);
});
afterAll(() => held.close());

const offered = (permissions: readonly Permission[]) =>
  held.desk.toolbox.permitted(callContext({ permissions })).map(({ name }) => name);

describe('what a caller is offered', () => {
  it.each<[string, readonly Permission[], readonly string[]]>([
    ['nothing', [], []],
    ['the law', ['regulations:read'], LAW_TOOLS],
    ['the audit', ['audit:read'], ['get_audit_trail']],
    ['both', ['audit:read', 'regulations:read'], [...LAW_TOOLS, 'get_audit_trail']],
    ['reports', ['reports:generate'], ['get_usage']],
    ['gaps', ['gaps:analyse'], ['analyse_gaps', 'decide_gap']],
    ['findings', ['findings:draft'], FINDING_TOOLS],
    ['findings of others', ['findings:approve'], ['decide_finding']],
    ['the administration alone', ['admin:*'], []],
    ['every permission', PERMISSIONS, NAMES],
    ['what a viewer has', DEFAULT_ROLES['Compliance-Viewer'] ?? [], LAW_TOOLS],
    ['what a manager has', DEFAULT_ROLES['Compliance-Manager'] ?? [], NAMES],
  ])('%s', (_what, permissions, names) => {
    expect(offered(permissions)).toEqual(names);
  });

  it('is exactly what may be called', async () => {
    for (const permissions of [[], ['regulations:read'], ['audit:read'], ['reports:generate'], ['admin:*']] as const) {
      const names = offered(permissions);
      for (const tool of Object.values(held.tools)) {
        // Nothing fits every tool: what is permitted comes as far as its input.
        const error = await failing(
          tool.call({ surely: 'unknown' }, callContext({ permissions, conversation: 'c-2' })),
        );
        expect(error.code === 'not_permitted', tool.name).toBe(!names.includes(tool.name));
      }
    }
  });

  it('is checked again at the call: a tool that was offered may be refused', async () => {
    const permissions = new Set<Permission>(['regulations:read']);
    const context = { ...callContext({ conversation: 'c-3' }), user: { id: 'u-1', permissions } };
    const list = held.desk.toolbox.permitted(context).find(({ name }) => name === 'list_regulations');
    await list?.call({}, context);
    permissions.clear();
    expect((await failing(list?.call({}, context) ?? Promise.resolve())).code).toBe('not_permitted');
    expect(held.desk.toolbox.permitted(context)).toEqual([]);
  });

  it('has no way round the seam: a bound tool shows no run and nothing that it runs on', () => {
    for (const tool of Object.values(held.tools)) {
      expect(Object.keys(tool).sort()).toEqual(
        [
          ...[
            'annotations',
            'byPerson',
            'call',
            'description',
            'effect',
            'input',
            'name',
            'output',
            'permission',
            'title',
          ],
          ...(tool.effect === 'write' ? ['decline'] : []),
        ].sort(),
      );
    }
  });
});

describe('personal texts over the whole catalogue', () => {
  const SECRET = 'Ottilie';
  const CALLS: Readonly<Record<keyof typeof CATALOG, readonly object[]>> = {
    ask_compliance: [{ question: `Must ${SECRET} keep ferries dry?` }, { question: SECRET, acts: [SECRET] }],
    search_regulations: [
      { query: `${SECRET} ferries` },
      { query: SECRET, acts: [SECRET] },
      { query: SECRET, [SECRET]: 1 },
    ],
    get_provision: [{ provision: `Article 99 32099R0001 ${SECRET}` }, { provision: SECRET }],
    list_regulations: [{ name: SECRET }, { name: [SECRET] }],
    list_provisions: [{ act: SECRET }, { act: [SECRET] }],
    explain_term: [{ term: SECRET }],
    compare_provisions: [{ provision: SECRET }, { provision: `32099R0001#${SECRET}` }],
    check_text: [{ text: `${SECRET} keeps ferries dry.` }, { text: SECRET, acts: [SECRET] }],
    ask_document: [{ question: SECRET }, { question: SECRET, document: SECRET }],
    analyse_gaps: [{ acts: [SECRET] }, { acts: ['32099R0001'], topic: SECRET }, { run: SECRET }],
    decide_gap: [
      { obligation: SECRET, verdict: 'rejected', reason: SECRET },
      { obligation: SECRET, verdict: SECRET, reason: SECRET },
    ],
    draft_finding: [
      {
        ...{ provisions: ['32099R0001#art_3'], title: SECRET, description: SECRET, severity: 'low' },
        ...{ severityReason: SECRET, notes: [SECRET], remediationPlan: SECRET, owner: SECRET },
      },
      { provisions: [SECRET], receipt: SECRET, remediationPlan: SECRET, owner: SECRET },
      { obligation: SECRET, run: SECRET, remediationPlan: SECRET, owner: SECRET },
    ],
    file_finding: [{ finding: SECRET, hash: SECRET }],
    decide_finding: [
      { finding: SECRET, hash: SECRET, decision: 'refuse', reason: SECRET },
      { finding: 'F-0123456789abcdef', hash: 'a'.repeat(64), decision: 'refuse', reason: SECRET },
    ],
    list_findings: [{ finding: SECRET }, { stage: SECRET }],
    get_audit_trail: [{ user: SECRET }, { conversation: SECRET }],
    get_usage: [{ month: SECRET }, { by: SECRET }],
  };

  it('stand beside the chain and never in it, whether a call succeeds, fails or is refused', async () => {
    const contexts = [
      callContext({ conversation: 'c-4', user: 'u-quill' }),
      callContext({ conversation: 'c-5', permissions: [] }),
    ];
    for (const [name, inputs] of Object.entries(CALLS))
      for (const input of inputs)
        for (const context of contexts)
          await held.tools[name as keyof typeof CATALOG].call(input, context).catch(() => undefined);
    const database = openDatabase(libraryFile({ dataFolder: held.folder }));
    try {
      const chain = JSON.stringify(database.prepare('SELECT body, texts, actor, type FROM audit_rows').lists());
      expect(chain).not.toMatch(/Ottilie|ottilie|OTTILIE|u-quill|User u/);
      const beside = JSON.stringify(database.prepare('SELECT text FROM audit_texts').lists());
      expect(beside.match(/Ottilie/g)?.length).toBeGreaterThanOrEqual(2 * Object.values(CALLS).flat().length);
    } finally {
      database.close();
    }
  });

  it('leave a chain that holds together', async () => {
    const rows = held.desk.audit.store.rows({}, 10_000);
    for (const [at, { position, previous }] of rows.entries()) {
      expect(position).toBe(at + 1);
      if (at > 0) expect(previous).toBe(rows[at - 1]?.hash);
    }
  });
});
