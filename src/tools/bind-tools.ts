import type { z } from 'zod';
import type { Watch } from '../assistant/watch.ts';
import { type Intent, recordedAs } from '../audit/audit.ts';
import type { CallContext } from '../core/call-context.ts';
import { AppError } from '../core/errors.ts';
import type { Permission } from '../core/permissions.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';
import {
  asAppError,
  authorise,
  type CheckedTool,
  callRecord,
  checkOutput,
  inputText,
  parseInput,
  quotedIn,
  type Recording,
  restingOn,
} from './call-steps.ts';
import type { Departure, Effect, ReadingTool, ToolResult } from './define-tool.ts';

/** What a host may know of a tool before it calls it; Model Context Protocol, "tool annotations". */
export interface ToolAnnotations {
  readonly title: string;
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** What a call gave. */
export interface Called<Output> {
  readonly output: Output;
  readonly passages: readonly ReadPassage[];
  /** Position of the call's row in the audit. */
  readonly row: number;
}

/** A tool as doors get it: whatever they do with it is authorised, checked and recorded. */
export interface BoundTool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly permission: Permission;
  /** What writes has to be confirmed by a person: see `bind-write-tool.ts`. */
  readonly effect: Effect;
  /** True for what no assistant may do in a person's name; see `WritingTool.byPerson`. */
  readonly byPerson: boolean;
  readonly input: Input;
  readonly output: Output;
  readonly annotations: ToolAnnotations;
  /**
   * @param raw what the caller sent, not yet trusted
   * @param watch told of what comes before the result, each recorded before it is told
   * @throws AppError `not_permitted`, `invalid_input`, or what the tool throws; `internal`, with no inner wording, for
   *   anything unexpected. Each is a row in the audit
   */
  call(raw: unknown, context: CallContext, watch?: Watch): Promise<Called<z.output<Output>>>;
  /**
   * Of a tool that writes: the person said no to what waits under that id. Nothing is written by it any more.
   *
   * @throws AppError `not_permitted`; recorded
   */
  decline?(raw: unknown, confirmation: string, context: CallContext): void;
}

export interface Seam extends Recording {
  /** Brings the desk up to date before a call; fails the call where it throws. */
  readonly prepare?: () => Promise<void>;
}

/** Ties a tool that reads or drafts to what it runs on and to the seam. */
export function bindTool<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  tool: ReadingTool<Input, Output, Deps>,
  deps: Deps,
  seam: Seam,
): BoundTool<Input, Output> {
  const { name, title, description, input, output, access } = tool;
  if ((access.effect as Effect) === 'write')
    throw new AppError('internal', `${name} writes: it is bound as a tool that does not run unconfirmed.`);
  return {
    name,
    title,
    description,
    permission: access.permission,
    effect: access.effect,
    byPerson: false,
    input,
    output,
    annotations: annotationsOf(tool),
    call: async (raw, context, watch) => {
      const record = callRecord(name, raw, context, seam);
      authorise(tool, raw, context, seam);
      let intent: Intent | undefined;
      let result: ToolResult<z.output<Output>>;
      try {
        const given = parseInput(tool, raw);
        await seam.prepare?.();
        intent = announce(tool, tool.departures?.(deps) ?? [], { raw, context }, seam);
        context.signal?.throwIfAborted();
        result = await runTwice(tool, given, deps, context, seam, watch);
        checkOutput(tool, result.output);
      } catch (error) {
        const known = asAppError(error, name, context);
        record({ body: { outcome: 'failed', code: known.code }, personal: { message: known.message } }, intent);
        throw known;
      }
      const { passages = [] } = result;
      const row = record(
        { body: { outcome: 'ok', ...restingOn(result) }, personal: quotedIn(result), passages },
        intent,
      );
      return { output: result.output, passages, row };
    },
  };
}

/**
 * What only reads is read again where somebody changed the library meanwhile: the second time nothing is half old. What
 * was shown of the first time is not shown a second time: such a call fails.
 */
async function runTwice<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  tool: ReadingTool<Input, Output, Deps>,
  given: z.output<Input>,
  deps: Deps,
  context: CallContext,
  seam: Seam,
  watch: Watch | undefined,
): Promise<ToolResult<z.output<Output>>> {
  let shown = false;
  const watching: Watch | undefined =
    watch &&
    ((seen) => {
      shown ||= seen.kind === 'sentence';
      watch(seen);
    });
  try {
    return await tool.run(given, deps, context, watching);
  } catch (error) {
    const isConflict = error instanceof AppError && error.code === 'conflict';
    if (tool.access.effect !== 'read' || !isConflict || shown || context.signal?.aborted === true) throw error;
    await seam.prepare?.();
    return tool.run(given, deps, context, watch);
  }
}

/** What follows for hosts from what a tool does. What drafts or writes adds, and takes nothing away. */
export function annotationsOf({
  title,
  access,
}: Pick<CheckedTool, 'access'> & { readonly title: string }): ToolAnnotations {
  const reads = access.effect === 'read';
  return { title, readOnlyHint: reads, destructiveHint: false, idempotentHint: reads, openWorldHint: false };
}

function announce(
  { name }: Pick<CheckedTool, 'name'>,
  departures: readonly Departure[],
  { raw, context }: { readonly raw: unknown; readonly context: CallContext },
  seam: Seam,
): Intent | undefined {
  if (departures.length === 0) return undefined;
  return seam.audit.intend(
    {
      body: { tool: name, departures: departures.map((departure) => ({ ...departure })) },
      personal: { input: inputText(raw) },
    },
    recordedAs(context),
  );
}
