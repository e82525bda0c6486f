import { inspect } from 'node:util';
import { z } from 'zod';
import type { Watch } from '../assistant/watch.ts';
import { passageOf } from '../audit/answers.ts';
import { type Audit, type Intent, recordedAs } from '../audit/audit.ts';
import type { CallContext } from '../core/call-context.ts';
import { canonicalJson, type Json, type JsonObject } from '../core/canonical-json.ts';
import { AppError } from '../core/errors.ts';
import { isPermitted, type Permission } from '../core/permissions.ts';
import { shortened } from '../core/text.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';
import type { Departure, Tool, ToolResult } from './define-tool.ts';

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
}

export interface Seam {
  readonly audit: Pick<Audit, 'admit' | 'record' | 'intend' | 'settle'>;
  /** Milliseconds of any origin. */
  readonly now: () => number;
  /** Brings the desk up to date before a call; fails the call where it throws. */
  readonly prepare?: () => Promise<void>;
}

/** Characters of one string in input that is no JSON. */
const LONGEST_INSPECTED = 4_000;
/** Characters of what is said of one wrong argument: names of fields that are not known come from the caller. */
const LONGEST_ISSUE = 200;

/** Ties a tool to what it runs on and to the seam. */
export function bindTool<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  tool: Tool<Input, Output, Deps>,
  deps: Deps,
  seam: Seam,
): BoundTool<Input, Output> {
  const { name, title, description, input, output, access } = tool;
  return {
    name,
    title,
    description,
    permission: access.permission,
    input,
    output,
    annotations: annotationsOf(tool),
    call: async (raw, context, watch) => {
      const started = seam.now();
      authorise(tool, raw, context, seam);
      let intent: Intent | undefined;
      const record = (
        body: JsonObject,
        personal: Readonly<Record<string, string>> = {},
        passages: readonly ReadPassage[] = [],
      ): number => {
        const entry = {
          type: 'tool_call' as const,
          body: { tool: name, ...body, ms: Math.round(seam.now() - started) },
          personal: { input: inputText(raw), ...personal },
          passages: passages.map(({ text }) => text),
        };
        const by = recordedAs(context);
        return (intent === undefined ? seam.audit.record(entry, by) : seam.audit.settle(intent, entry)).position;
      };
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
        record({ outcome: 'failed', code: known.code }, { message: known.message });
        throw known;
      }
      const { passages = [], receipt } = result;
      const told = {
        outcome: 'ok',
        ...(receipt === undefined ? {} : { receipt }),
        ...(passages.length === 0 ? {} : { passages: passages.map((passage) => ({ ...passageOf(passage) })) }),
      };
      const row = record(told, {}, passages);
      return { output: result.output, passages, row };
    },
  };
}

/**
 * What only reads is read again where somebody changed the library meanwhile: the second time nothing is half old. What
 * was shown of the first time is not shown a second time: such a call fails.
 */
async function runTwice<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  tool: Tool<Input, Output, Deps>,
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
    if (!isConflict || shown || context.signal?.aborted === true || tool.access.effect !== 'read') throw error;
    await seam.prepare?.();
    return tool.run(given, deps, context, watch);
  }
}

function annotationsOf({ title, access }: Pick<Tool<z.ZodObject, z.ZodObject, never>, 'title' | 'access'>) {
  const reads = access.effect === 'read';
  return { title, readOnlyHint: reads, destructiveHint: false, idempotentHint: reads, openWorldHint: false };
}

function authorise(
  { name, access }: Pick<Tool<z.ZodObject, z.ZodObject, never>, 'name' | 'access'>,
  raw: unknown,
  context: CallContext,
  seam: Seam,
): void {
  seam.audit.admit(recordedAs(context));
  if (isPermitted(context.user.permissions, access.permission)) return;
  seam.audit.record(
    { type: 'refusal', body: { tool: name, needs: access.permission }, personal: { input: inputText(raw) } },
    recordedAs(context),
  );
  const withdrawn = context.user.withdrawn?.get(access.permission);
  const why =
    withdrawn === undefined
      ? 'which none of your roles grants'
      : `which was taken away from you (noticed ${withdrawn.slice(0, 16).replace('T', ' ')} UTC)`;
  throw new AppError(
    'not_permitted',
    `You may not use ${name}: it needs the permission ${access.permission}, ${why}. Ask whoever gives out the roles.`,
  );
}

function announce(
  { name }: Pick<Tool<z.ZodObject, z.ZodObject, never>, 'name'>,
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

function parseInput<Input extends z.ZodObject>(
  { name, input }: { readonly name: string; readonly input: Input },
  raw: unknown,
): z.output<Input> {
  const parsed = input.safeParse(raw ?? {});
  if (parsed.success) return parsed.data;
  const told = parsed.error.issues.slice(0, 3).map(({ path, message }) => {
    const where = path.length === 0 ? 'the arguments' : `"${path.join('.')}"`;
    return `${where}: ${shortened(message, LONGEST_ISSUE)}`;
  });
  throw new AppError(
    'invalid_input',
    `${name} was called with wrong arguments. ${told.join('; ')}. Its arguments are: ${Object.keys(input.shape).join(', ')}.`,
  );
}

/** A result that is not what the tool promises never leaves the house. */
function checkOutput({ output }: { readonly output: z.ZodObject }, result: unknown): void {
  const checked = output.safeParse(result);
  if (checked.success) return;
  throw new AppError('internal', 'The tool gave a result that is not what it promises; it is withheld.', {
    detail: z.prettifyError(checked.error),
  });
}

function asAppError(error: unknown, name: string, context: CallContext): AppError {
  if (error instanceof AppError) return error;
  if (context.signal?.aborted)
    return new AppError('conflict', `The call of ${name} was cancelled by the one who made it.`, { cause: error });
  return new AppError('internal', `${name} failed for a reason that lies inside; it is recorded.`, {
    detail: error instanceof Error ? (error.stack ?? error.message) : inspected(error),
    cause: error,
  });
}

/** What was sent, as it was sent: refused input is recorded as well, also where JSON has no form for it. */
function inputText(raw: unknown): string {
  try {
    return canonicalJson((raw ?? {}) as Json);
  } catch {
    return inspected(raw);
  }
}

/** Anything as text, whatever it is: nothing of its own is called. */
function inspected(value: unknown): string {
  return inspect(value, { depth: 4, customInspect: false, getters: false, maxStringLength: LONGEST_INSPECTED });
}
