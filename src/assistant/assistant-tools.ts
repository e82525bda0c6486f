import type { CallContext } from '../core/call-context.ts';
import type { Json } from '../core/canonical-json.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';
import type { ToolOffer, ToolRequest } from './chat-model.ts';

/** What a call gave: data, never an instruction. */
export interface AssistantToolResult {
  readonly output: Json;
  /** The passages of law that the output shows; they alone can be cited. */
  readonly passages: readonly ReadPassage[];
}

/**
 * The desk's tools as the assistant may use them: those that read, as far as the caller may use them. Each call is
 * authorised and recorded in the caller's name; a tool that writes is not offered, and calling it is refused.
 */
export interface AssistantTools {
  offered(context: CallContext): readonly ToolOffer[];
  /**
   * @param raw the arguments as the model wrote them, parsed as JSON
   * @throws AppError `not_permitted` for a tool that is not offered, and what the tool throws
   */
  call(name: string, raw: unknown, context: CallContext): Promise<AssistantToolResult>;
  /** Records calls that a model asked for and that are not made: those beyond the limits. One row for all of them. */
  refuse(requests: readonly ToolRequest[], context: CallContext): void;
}
