import type { CallContext } from '../../src/core/call-context.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { BoundCatalog } from '../../src/tools/catalog.ts';
import type { FindingOutput } from '../../src/tools/finding-entries.ts';
import { tell } from './wording.ts';

type FileInput = { readonly finding: string; readonly hash: string };
type DecideInput = FileInput & { readonly decision: 'approve' | 'refuse'; readonly reason?: string };

/**
 * What a person pressed on a card that shows the finding whole: the press is their confirmation. The tool is asked what is
 * to be confirmed, and called with that once it is found to be of the very words that the card showed; both calls are on
 * record. Whether they may, and whether it is still open, is for the tool alone.
 *
 * @throws AppError as the tool; `conflict` where it would be done with other words than were shown
 */
export async function standByCall(
  input: FileInput,
  language: Language,
  context: CallContext,
  { file_finding: tool }: Pick<BoundCatalog, 'file_finding'>,
): Promise<FindingOutput> {
  const id = confirmationFor((await tool.call(input, context)).output, input, language, (asked) =>
    tool.decline?.(input, asked, context),
  );
  const { output } = await orDeclined(
    () => tool.call({ ...input, confirmation: id }, context),
    () => tool.decline?.(input, id, context),
  );
  return resultOf(output);
}

/** A second person's word, in the same way. @throws AppError as `standByCall` */
export async function decideCall(
  input: DecideInput,
  language: Language,
  context: CallContext,
  { decide_finding: tool }: Pick<BoundCatalog, 'decide_finding'>,
): Promise<FindingOutput> {
  const id = confirmationFor((await tool.call(input, context)).output, input, language, (asked) =>
    tool.decline?.(input, asked, context),
  );
  const { output } = await orDeclined(
    () => tool.call({ ...input, confirmation: id }, context),
    () => tool.decline?.(input, id, context),
  );
  return resultOf(output);
}

/** A drafter's no: what there was to be confirmed is declined, on record. @throws AppError as the tool */
export async function discardCall(
  input: FileInput,
  context: CallContext,
  { file_finding: tool }: Pick<BoundCatalog, 'file_finding'>,
): Promise<void> {
  const { confirmation } = (await tool.call(input, context)).output;
  if (confirmation !== undefined) tool.decline?.(input, confirmation.id, context);
}

interface Asked {
  readonly confirmation?: { readonly id: string; readonly summary: { readonly lines: readonly string[] } } | undefined;
}

function confirmationFor(
  { confirmation }: Asked,
  { hash }: FileInput,
  language: Language,
  decline: (id: string) => void,
): string {
  if (confirmation === undefined) throw new AppError('internal', 'The tool wrote without having been confirmed.');
  const { id, summary } = confirmation;
  if (summary.lines.some((line) => line.includes(hash))) return id;
  decline(id);
  throw new AppError('conflict', tell('otherWords', language));
}

async function orDeclined<T>(call: () => Promise<T>, decline: () => void): Promise<T> {
  try {
    return await call();
  } catch (error) {
    // Where it was refused before it began, it shall not be done by that confirmation later.
    decline();
    throw error;
  }
}

function resultOf({ result }: { readonly result?: { readonly finding: FindingOutput } | undefined }): FindingOutput {
  if (result === undefined) throw new AppError('internal', 'The tool did not say what it did.');
  return result.finding;
}
