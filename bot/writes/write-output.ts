import { z } from 'zod';

/** What every tool that writes gives (`bind-write-tool.ts`). */
const Output = z.looseObject({
  status: z.enum(['needs_confirmation', 'done']),
  confirmation: z
    .object({
      id: z.string(),
      expires: z.string(),
      summary: z.object({ title: z.string(), lines: z.array(z.string()) }),
    })
    .optional(),
  result: z.record(z.string(), z.unknown()).optional(),
});

export type WriteOutput = z.output<typeof Output>;

/** Lines of a result that are kept and shown. */
const MOST_LINES = 12;
const LONGEST_LINE = 500;

export function readOutput(output: unknown): WriteOutput {
  return Output.parse(output);
}

/** A result as people read it: what has one value, a line each; what is made of parts is the tool's own business. */
export function resultLines({ result = {} }: WriteOutput): string[] {
  return Object.entries(result)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .slice(0, MOST_LINES)
    .map(([name, value]) => `${name}: ${String(value)}`.slice(0, LONGEST_LINE));
}
