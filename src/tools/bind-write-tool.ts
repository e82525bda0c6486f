import { z } from 'zod';
import type { Watch } from '../assistant/watch.ts';
import { type Audit, type Intent, recordedAs } from '../audit/audit.ts';
import type { CallContext } from '../core/call-context.ts';
import { AppError } from '../core/errors.ts';
import { cleanText } from '../core/text.ts';
import { annotationsOf, type BoundTool, type Called, type Seam } from './bind-tools.ts';
import {
  asAppError,
  authorise,
  type CallEntry,
  callRecord,
  checkOutput,
  inputText,
  parseInput,
  quotedIn,
  restingOn,
} from './call-steps.ts';
import type { WriteOutcome } from './confirmation-store.ts';
import type { Confirmations, ConfirmedWrite } from './confirmations.ts';
import type { ToolResult, WriteSummary, WritingTool } from './define-tool.ts';

/** The seam of tools that write: a confirmation is used in the transaction of the row that tells of it. */
export interface WriteSeam extends Seam {
  readonly audit: Seam['audit'] & Pick<Audit, 'within'>;
  readonly confirmations: Confirmations;
}

/** Characters of an id as it may come; ours are of 36. */
const LONGEST_ID = 100;
const LOOK_FIRST = 'Look whether it was written before you ask again.';

const CONFIRMATION = {
  confirmation: z
    .string()
    .max(LONGEST_ID)
    .optional()
    .describe('Id of the confirmation; leave it out at first, and give it once a person has confirmed what is shown'),
};

const Summary = z.strictObject({
  title: z.string().min(1).max(200).describe('What is to be written, in a sentence'),
  lines: z.array(z.string().max(500)).max(20).describe('All that matters beside it, line by line'),
});

const Asked = z.strictObject({
  id: z
    .string()
    .max(LONGEST_ID)
    .describe('To be given as "confirmation", with the same arguments, once it is confirmed'),
  expires: z.string().max(30).describe('When it ends, ISO 8601, UTC'),
  summary: Summary.describe('What the person is to confirm: to be shown whole'),
});

/** What a tool takes, and the confirmation. */
type Confirmable<Input extends z.ZodObject> = z.ZodObject<Input['shape'] & typeof CONFIRMATION>;
/** What a tool gives, once it was confirmed. */
type Confirmed<Output extends z.ZodObject> = ReturnType<typeof confirmedOutput<Output>>;

function confirmedOutput<Output extends z.ZodObject>(output: Output) {
  return z.strictObject({
    status: z
      .enum(['needs_confirmation', 'done'])
      .describe('Whether nothing was done yet and a person has to confirm it, or it was done'),
    confirmation: Asked.optional().describe('What waits to be confirmed'),
    result: output.optional().describe('What was done'),
  });
}

/** One call of a tool that writes: what it is, who makes it, and where its end is recorded. */
interface Writing<Input extends z.ZodObject, Output extends z.ZodObject, Deps> {
  readonly tool: WritingTool<Input, Output, Deps>;
  readonly deps: Deps;
  readonly seam: WriteSeam;
  readonly raw: unknown;
  readonly context: CallContext;
  readonly record: ReturnType<typeof callRecord>;
}

/**
 * Ties a tool that writes to what it runs on and to the seam. A call without a confirmation does nothing but to tell what
 * a person is to confirm; one with the id that was given then runs it, once, whatever comes of it. That a person was
 * asked in between is for the doors: the seam sees the two calls, and records both.
 */
export function bindWriteTool<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  tool: WritingTool<Input, Output, Deps>,
  deps: Deps,
  seam: WriteSeam,
): BoundTool<Confirmable<Input>, Confirmed<Output>> {
  const { name, title, description, access } = tool;
  if (access.effect !== 'write' || typeof tool.confirmation !== 'function' || 'confirmation' in tool.input.shape)
    throw new AppError(
      'internal',
      `${name} cannot be bound as a tool that writes: it must say what a person confirms, and leave the argument "confirmation" to the seam.`,
    );
  const input = tool.input.safeExtend(CONFIRMATION) as unknown as Confirmable<Input>;
  return {
    name,
    title,
    description,
    permission: access.permission,
    effect: access.effect,
    byPerson: tool.byPerson === true,
    input,
    output: confirmedOutput(tool.output),
    annotations: annotationsOf(tool),
    call: async (raw, context, watch) => {
      const writing = { tool, deps, seam, raw, context, record: callRecord(name, raw, context, seam) };
      authorise(tool, raw, context, seam);
      let given: z.output<Input>;
      let begun: Begun;
      try {
        const { confirmation, ...rest } = parseInput({ name, input }, raw) as Readonly<Record<string, unknown>>;
        given = rest as z.output<Input>;
        await seam.prepare?.();
        const summary = checkedSummary(await tool.confirmation(given, deps, context));
        // Whoever has gone is not asked, and does not use up what they were given.
        context.signal?.throwIfAborted();
        const write = { tool: name, arguments: rest, summary };
        if (typeof confirmation !== 'string') return ask(writing, write);
        begun = begin(writing, confirmation, write);
      } catch (error) {
        const known = asAppError(error, name, context);
        writing.record(failureOf(known));
        throw known;
      }
      return runOnce(writing, given, begun, watch);
    },
    decline: (raw, confirmation, context) => {
      const record = callRecord(name, raw, context, seam);
      authorise(tool, raw, context, seam);
      seam.audit.within(() =>
        record({ body: { outcome: 'declined', confirmation: seam.confirmations.decline(confirmation, context) } }),
      );
    },
  };
}

/** A write that has been confirmed and is on record: from here on the confirmation is spent. */
interface Begun {
  readonly intent: Intent;
  /** The digest of its confirmation. */
  readonly digest: string;
}

/** Nothing is done: a confirmation waits, and what is to be confirmed is on record. */
function ask<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  { seam, context, record }: Writing<Input, Output, Deps>,
  write: ConfirmedWrite,
): Called<z.output<Confirmed<Output>>> {
  const { summary } = write;
  return seam.audit.within(() => {
    const { id, expires, digest } = seam.confirmations.ask(write, context);
    const row = record({
      body: { outcome: 'needs_confirmation', confirmation: digest },
      personal: { summary: summaryText(summary) },
    });
    const output = { status: 'needs_confirmation' as const, confirmation: { id, expires, summary } };
    return { output: output as z.output<Confirmed<Output>>, passages: [], row };
  });
}

/** Uses the confirmation up and records that the write begins: both, or neither. */
function begin<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  { tool, deps, seam, raw, context }: Writing<Input, Output, Deps>,
  id: string,
  write: ConfirmedWrite,
): Begun {
  const departures = tool.departures?.(deps) ?? [];
  return seam.audit.within(() => {
    const digest = seam.confirmations.take(id, write, context);
    const body = {
      tool: tool.name,
      confirmation: digest,
      ...(departures.length === 0 ? {} : { departures: departures.map((departure) => ({ ...departure })) }),
    };
    const personal = { input: inputText(raw), summary: summaryText(write.summary) };
    return { digest, intent: seam.audit.intend({ body, personal }, recordedAs(context)) };
  });
}

/** Runs what was confirmed. It is never run a second time, whatever it throws. */
async function runOnce<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  writing: Writing<Input, Output, Deps>,
  given: z.output<Input>,
  begun: Begun,
  watch: Watch | undefined,
): Promise<Called<z.output<Confirmed<Output>>>> {
  const { tool, deps, context } = writing;
  let result: ToolResult<z.output<Output>>;
  try {
    result = await tool.run(given, deps, context, watch);
  } catch (error) {
    const known = withNextStep(
      asAppError(error, tool.name, context),
      'The confirmation is spent, and nothing is known to have been written.',
    );
    settle(writing, begun, 'failed', failureOf(known));
    throw known;
  }
  try {
    checkOutput(tool, result.output);
  } catch (error) {
    const known = withNextStep(
      asAppError(error, tool.name, context),
      'It ran to its end, and the confirmation is spent.',
    );
    settle(writing, begun, 'done', failureOf(known));
    throw known;
  }
  const { passages = [] } = result;
  const row = settle(writing, begun, 'done', {
    body: { outcome: 'ok', ...restingOn(result) },
    personal: quotedIn(result),
    passages,
  });
  const output = { status: 'done' as const, result: result.output };
  return { output: output as z.output<Confirmed<Output>>, passages, row };
}

/**
 * Says how the write ended, to the confirmation and to the audit: to both, or to neither.
 *
 * @throws AppError where that cannot be written: what became of the write then counts as unknown
 */
function settle<Input extends z.ZodObject, Output extends z.ZodObject, Deps>(
  { tool, seam, record, context }: Writing<Input, Output, Deps>,
  { digest, intent }: Begun,
  outcome: WriteOutcome,
  { body, ...entry }: CallEntry,
): number {
  try {
    return seam.audit.within(() => {
      seam.confirmations.settle(digest, outcome);
      return record({ ...entry, body: { ...body, confirmation: digest } }, intent);
    });
  } catch (error) {
    throw withNextStep(
      asAppError(error, tool.name, context),
      `${tool.name} has run, and how it ended could not be recorded: that counts as unknown.`,
    );
  }
}

function failureOf({ code, message }: AppError): CallEntry {
  return { body: { outcome: 'failed', code }, personal: { message } };
}

/** The same error, telling what it means for somebody who wanted something written. */
function withNextStep(error: AppError, meaning: string): AppError {
  const { code, message, reason, challenge, suggestions, detail } = error;
  return new AppError(code, `${message} ${meaning} ${LOOK_FIRST}`, {
    suggestions,
    cause: error,
    ...(reason === undefined ? {} : { reason }),
    ...(challenge === undefined ? {} : { challenge }),
    ...(detail === undefined ? {} : { detail }),
  });
}

/** What a person is shown, a line each: nothing in it is hidden from them, and nothing makes a line of its own. */
function checkedSummary({ title, lines }: WriteSummary): WriteSummary {
  const cleaned = { title: cleanText(title), lines: lines.map(cleanText) };
  checkOutput({ output: Summary }, cleaned);
  return cleaned;
}

function summaryText({ title, lines }: WriteSummary): string {
  return [title, ...lines].join('\n');
}
