import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createSqliteAuditStore } from '../../src/adapters/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createAudit } from '../../src/audit/audit.ts';
import { readTrail, type TrailRow } from '../../src/audit/trail.ts';
import type { Permission } from '../../src/core/permissions.ts';
import { type BoundTool, bindTool, type Seam } from '../../src/tools/bind-tools.ts';
import { defineTool, type ReadingTool } from '../../src/tools/define-tool.ts';
import { fixedClock } from '../fixed-clock.ts';

/** Words that must never stand in a row, only beside it, where they can be erased. */
export const PERSONAL = 'My neighbour Ottilie Quill launders barley';

const Input = z.strictObject({
  word: z.string().max(100).describe('Any word'),
  times: z.int().min(1).max(3).default(1).describe('How often'),
});
const Output = z.strictObject({ said: z.string().max(200).describe('The word, as often as asked') });

export type EchoTool = ReadingTool<typeof Input, typeof Output, EchoDeps>;
/** What the tool of the tests runs on: a way to look at it, and to make it fail. */
export interface EchoDeps {
  readonly run?: EchoTool['run'];
}

/** A tool that says again what it is told. */
export function echoTool(more: Partial<EchoTool> = {}): EchoTool {
  return defineTool({
    name: 'echo_word',
    title: 'Echo a word',
    description: 'Says a word again as often as it is asked to, for the tests of the seam.',
    input: Input,
    output: Output,
    access: { effect: 'read', permission: 'regulations:read' },
    run: async (input, deps, context) =>
      deps.run === undefined
        ? { output: { said: Array(input.times).fill(input.word).join(' ') } }
        : deps.run(input, deps, context),
    ...more,
  });
}

export function needing(permission: Permission): EchoTool {
  return echoTool({ access: { effect: 'read', permission } });
}

/** An audit in a file of its own, and tools bound to it. */
export function seamDesk() {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-seam-'));
  const database = openDatabase(join(folder, 'library.sqlite'));
  let ids = 0;
  const audit = createAudit({
    store: createSqliteAuditStore(database),
    clock: fixedClock('2040-06-15'),
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    owner: 'test',
  });
  let now = 0;
  const seam: Seam = {
    audit,
    now: () => {
      now += 1.25;
      return now;
    },
  };
  return {
    audit,
    seam,
    /** Binds the echo, with what it runs and with parts of the seam exchanged. */
    bind: (
      tool: EchoTool = echoTool(),
      run?: EchoTool['run'],
      more: Partial<Seam> = {},
    ): BoundTool<typeof Input, typeof Output> => bindTool(tool, run === undefined ? {} : { run }, { ...seam, ...more }),
    /** The rows, but for those that open the chain and tell who is who. */
    rows: (): readonly TrailRow[] =>
      readTrail(audit.store, {}, 1_000).filter(({ type }) => type !== 'chain_started' && type !== 'person'),
    /** Everything that can never be taken back, as one text. */
    forever: (): string => JSON.stringify(database.prepare('SELECT * FROM audit_rows').lists()),
    /** Lets nothing more be written to the chain. */
    seal: () =>
      database.exec("CREATE TRIGGER sealed BEFORE INSERT ON audit_rows BEGIN SELECT RAISE(ABORT, 'sealed'); END"),
    pending: () => audit.store.pending(),
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
