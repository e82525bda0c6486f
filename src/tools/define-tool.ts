import type { z } from 'zod';
import type { Watch } from '../assistant/watch.ts';
import type { CallContext } from '../core/call-context.ts';
import type { Permission } from '../core/permissions.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';

export interface ToolAccess {
  /** A tool that reads changes nothing but the audit. */
  readonly effect: 'read' | 'write';
  readonly permission: Permission;
}

/** Something that leaves the process in a call, as far as it must be known beforehand. */
export interface Departure {
  /** What kind of service receives it. */
  readonly service: string;
  readonly model: string;
  /** Host that it goes to. */
  readonly host: string;
}

export interface ToolResult<Output> {
  readonly output: Output;
  /** The passages of law that the output shows, for the audit and for whoever cites it. */
  readonly passages?: readonly ReadPassage[];
  /** Where an answer was recorded: its receipt, which has the passages. */
  readonly receipt?: string;
}

/**
 * Something that the desk can do, in words for people and for models. `run` returns data, never the forms of a channel;
 * it is reached through the seam alone (`bind-tools.ts`), which authorises, parses, checks and audits.
 */
export interface Tool<Input extends z.ZodObject, Output extends z.ZodObject, Deps> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  readonly access: ToolAccess;
  /** What a call sends out of the process, as the desk is set up; recorded before it goes. */
  readonly departures?: (deps: Deps) => readonly Departure[];
  /** @param watch told of what comes before the result, where somebody watches */
  run(input: z.output<Input>, deps: Deps, context: CallContext, watch?: Watch): Promise<ToolResult<z.output<Output>>>;
}

/** Gives a tool its types; input and output are strict objects whose every field is described. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  tool: Tool<Input, Output, Deps>,
): Tool<Input, Output, Deps> {
  return tool;
}
