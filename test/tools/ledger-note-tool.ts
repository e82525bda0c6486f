import { z } from 'zod';
import type { CallContext } from '../../src/core/call-context.ts';
import type { Permission } from '../../src/core/permissions.ts';
import { defineTool, type WritingTool } from '../../src/tools/define-tool.ts';

/** A note as it stands in the ledger. */
export interface Note {
  readonly folio: number;
  readonly text: string;
  readonly by: string;
}

export interface LedgerDeps {
  readonly ledger: Note[];
  /** What happens in the stead of writing, or before it. */
  readonly before?: (context: CallContext) => Promise<void>;
  /** What is given back, where not what was promised. */
  readonly gives?: object;
  /** What the keeper of the ledger adds to what is to be confirmed; may change. */
  readonly remark?: () => string;
}

const Input = z.strictObject({
  text: z.string().min(1).max(400).describe('Words of the note'),
  folio: z.int().min(1).max(999).default(1).describe('Page of the ledger'),
  tags: z.array(z.string().max(40)).max(5).optional().describe('Words to find it by'),
  margin: z
    .strictObject({ left: z.int().describe('Millimetres'), right: z.int().describe('Millimetres') })
    .optional()
    .describe('Blank beside the note'),
});
const Output = z.strictObject({
  folio: z.int().describe('Page that it stands on'),
  notes: z.int().describe('Notes in the ledger now'),
});

export type LedgerTool = WritingTool<typeof Input, typeof Output, LedgerDeps>;

/** A tool that writes, for the tests of the seam: it adds a note to a ledger. The desk has none as yet. */
export function ledgerNoteTool(more: Partial<LedgerTool> = {}): LedgerTool {
  return defineTool({
    name: 'file_note',
    title: 'File a note',
    description: 'Files a note in the ledger of the tests, on the page that is named, in the name of whoever asks.',
    input: Input,
    output: Output,
    access: { effect: 'write', permission: 'findings:file' satisfies Permission },
    confirmation: ({ text, folio }, { remark }) => ({
      title: `File a note on page ${folio} of the ledger.`,
      lines: [`It says: ${text}`, ...(remark === undefined ? [] : [remark()])],
    }),
    run: async ({ text, folio }, { ledger, before, gives }, context) => {
      await before?.(context);
      ledger.push({ folio, text, by: `${context.tenant}/${context.user.id}` });
      return { output: (gives ?? { folio, notes: ledger.length }) as z.output<typeof Output> };
    },
    ...more,
  });
}
