import type { z } from 'zod';
import type { Watch } from '../assistant/watch.ts';
import type { CallContext } from '../core/call-context.ts';
import type { Permission } from '../core/permissions.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';

/**
 * A tool that reads changes nothing but the audit. One that drafts keeps something for the caller to look at, which does
 * nothing by itself and that only they can go on with: nobody is asked first, and no model is offered it. What writes is
 * confirmed.
 */
export type Effect = 'read' | 'draft' | 'write';

export interface ToolAccess {
  readonly effect: Effect;
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

/** Words of a document that somebody sent, as an output shows them. */
export interface CitedStatement {
  /** `policy:<document id>#<statement id>`. */
  readonly id: string;
  /** SHA-256 of the document's file. */
  readonly document: string;
  /** Exactly as stored. */
  readonly quote: string;
}

export interface ToolResult<Output> {
  readonly output: Output;
  /** The passages of law that the output shows, for the audit and for whoever cites it. */
  readonly passages?: readonly ReadPassage[];
  /** What the output shows of documents that people sent: they are forgotten, and the audit keeps what was cited. */
  readonly cited?: readonly CitedStatement[];
  /** Where an answer was recorded: its receipt, which has the passages. */
  readonly receipt?: string;
}

/** What a person is to confirm, in their words: what will be written, where, and what follows from it. */
export interface WriteSummary {
  /** One short sentence, at most 200 characters. */
  readonly title: string;
  /** All that matters beside it, a line each; at most 20 lines of 500 characters. */
  readonly lines: readonly string[];
}

interface AnyTool<Input extends z.ZodObject, Output extends z.ZodObject, Deps> {
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

export interface ReadingTool<Input extends z.ZodObject, Output extends z.ZodObject, Deps>
  extends AnyTool<Input, Output, Deps> {
  readonly access: ToolAccess & { readonly effect: 'read' | 'draft' };
  readonly confirmation?: never;
  readonly byPerson?: never;
}

/** A tool that changes something. It runs once for each time that a person confirmed it, and otherwise not at all. */
export interface WritingTool<Input extends z.ZodObject, Output extends z.ZodObject, Deps>
  extends AnyTool<Input, Output, Deps> {
  readonly access: ToolAccess & { readonly effect: 'write' };
  /**
   * True for what a person decides by their own hand, in a channel where that is sure: an assistant could call twice in
   * their name. The door for assistants does not have it.
   */
  readonly byPerson?: true;
  /**
   * Says what a person is to confirm; writes nothing, and sends nothing out of the house. It is asked again before the
   * write runs: where the same arguments give other words by then, what they refer to was changed, and the confirmation
   * does not stand for it. So it tells nothing that changes by itself, such as the time.
   *
   * @throws AppError where the write could not be done, such as `not_found` for what is not there
   */
  confirmation(input: z.output<Input>, deps: Deps, context: CallContext): WriteSummary | Promise<WriteSummary>;
}

/**
 * Something that the desk can do, in words for people and for models. `run` returns data, never the forms of a channel;
 * it is reached through the seam alone (`bind-tools.ts`, `bind-write-tool.ts`), which authorises, parses, checks and
 * audits, and has writes confirmed.
 */
export type Tool<Input extends z.ZodObject, Output extends z.ZodObject, Deps> =
  | ReadingTool<Input, Output, Deps>
  | WritingTool<Input, Output, Deps>;

/**
 * Gives a tool its types; input and output are strict objects whose every field is described. One that writes has to
 * say what a person confirms.
 */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  tool: ReadingTool<Input, Output, Deps>,
): ReadingTool<Input, Output, Deps>;
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  tool: WritingTool<Input, Output, Deps>,
): WritingTool<Input, Output, Deps>;
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  tool: Tool<Input, Output, Deps>,
): Tool<Input, Output, Deps> {
  return tool;
}
