import { inspect } from 'node:util';
import { z } from 'zod';
import { passageOf } from '../audit/answers.ts';
import { type Audit, type Intent, recordedAs } from '../audit/audit.ts';
import type { CallContext } from '../core/call-context.ts';
import { canonicalJson, type Json, type JsonObject } from '../core/canonical-json.ts';
import { AppError } from '../core/errors.ts';
import { isPermitted } from '../core/permissions.ts';
import { shortened } from '../core/text.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';
import type { Tool, ToolResult } from './define-tool.ts';

/** The steps that every call takes, be it of a tool that reads or of one that writes. */

/** A tool as far as it can be looked at without its types. */
export type CheckedTool = Pick<Tool<z.ZodObject, z.ZodObject, never>, 'name' | 'access'>;

/** Where calls are recorded. */
export interface Recording {
  readonly audit: Pick<Audit, 'admit' | 'record' | 'intend' | 'settle'>;
  /** Milliseconds of any origin. */
  readonly now: () => number;
}

/** How a call went. */
export interface CallEntry {
  readonly body: JsonObject;
  readonly personal?: Readonly<Record<string, string>>;
  readonly passages?: readonly ReadPassage[];
}

/** Characters of one string in input that is no JSON. */
const LONGEST_INSPECTED = 4_000;
/** Characters of what is said of one wrong argument: names of fields that are not known come from the caller. */
const LONGEST_ISSUE = 200;

/**
 * Begins the time of a call, and gives what records its end: by a row of its own, or as the end of what was announced.
 * It returns the row's position.
 */
export function callRecord(
  tool: string,
  raw: unknown,
  context: CallContext,
  seam: Recording,
): (entry: CallEntry, intent?: Intent) => number {
  const started = seam.now();
  return ({ body, personal = {}, passages = [] }, intent) => {
    const entry = {
      type: 'tool_call' as const,
      body: { tool, ...body, ms: Math.round(seam.now() - started) },
      personal: { input: inputText(raw), ...personal },
      passages: passages.map(({ text }) => text),
    };
    const by = recordedAs(context);
    return (intent === undefined ? seam.audit.record(entry, by) : seam.audit.settle(intent, entry)).position;
  };
}

/** What a row tells of that a result rests on. */
export function restingOn({ passages = [], cited = [], receipt }: Omit<ToolResult<unknown>, 'output'>): JsonObject {
  return {
    ...(cited.length === 0 ? {} : { cited: cited.map(({ id, document }) => ({ id, document })) }),
    ...(receipt === undefined ? {} : { receipt }),
    ...(passages.length === 0 ? {} : { passages: passages.map((passage) => ({ ...passageOf(passage) })) }),
  };
}

/** What a row keeps of the words of people's own documents: beside the chain, where it can be erased. */
export function quotedIn({ cited = [] }: Omit<ToolResult<unknown>, 'output'>): Readonly<Record<string, string>> {
  return cited.length === 0 ? {} : { quotes: cited.map(({ id, quote }) => `${id}\n${quote}`).join('\n\n') };
}

/**
 * Lets in whoever may use the tool, into a conversation of theirs; whoever is refused is recorded.
 *
 * @throws AppError `not_permitted`
 */
export function authorise(
  { name, access }: Pick<CheckedTool, 'name' | 'access'>,
  raw: unknown,
  context: CallContext,
  seam: Recording,
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

/** @throws AppError `invalid_input`, saying of the first three arguments that are wrong what is wrong with them */
export function parseInput<Input extends z.ZodObject>(
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
export function checkOutput({ output }: { readonly output: z.ZodObject }, result: unknown): void {
  const checked = output.safeParse(result);
  if (checked.success) return;
  throw new AppError('internal', 'The tool gave a result that is not what it promises; it is withheld.', {
    detail: z.prettifyError(checked.error),
  });
}

/** What was thrown, without any inner wording. */
export function asAppError(error: unknown, name: string, context: CallContext): AppError {
  if (error instanceof AppError) return error;
  if (context.signal?.aborted)
    return new AppError('conflict', `The call of ${name} was cancelled by the one who made it.`, { cause: error });
  return new AppError('internal', `${name} failed for a reason that lies inside; it is recorded.`, {
    detail: error instanceof Error ? (error.stack ?? error.message) : inspected(error),
    cause: error,
  });
}

/** What was sent, as it was sent: refused input is recorded as well, also where JSON has no form for it. */
export function inputText(raw: unknown): string {
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
