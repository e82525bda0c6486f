import type {
  CallToolResult,
  ClientCapabilities,
  InputRequiredResult,
  ServerContext,
} from '@modelcontextprotocol/server';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { CallContext } from '../src/core/call-context.ts';
import { beginningOf, cleanText } from '../src/core/text.ts';
import type { BoundTool } from '../src/tools/bind-tools.ts';
import { answerText } from './answer-text.ts';
import { askThePerson, canAsk, howToConfirm, notConfirmed, replyOf, waitingFor } from './confirming.ts';
import type { Exchange } from './exchange.ts';
import type { Refused } from './mcp-door.ts';
import { type Progress, reportProgress } from './progress.ts';

/** A call as it came in, with whoever makes it. */
export interface ToolCall {
  readonly name: string;
  /** Not checked yet: the seam does that. */
  readonly raw: unknown;
  readonly exchange: Exchange;
  readonly context: CallContext;
  readonly request: ServerContext['mcpReq'];
  /** What the client can do for us. */
  readonly capabilities: ClientCapabilities | undefined;
}

/** Records what is refused before the seam sees it. */
export type Refusals = (exchange: Exchange, what: Refused) => void;

const LONGEST_NAME = 80;

/**
 * Calls a tool by its name. The whole result is in the text and in the structured form: hosts show one or the other.
 *
 * @throws AppError as the tool; ProtocolError where there is no such tool
 */
export async function callTool(
  tools: readonly BoundTool[],
  call: ToolCall,
  refused: Refusals,
): Promise<CallToolResult | InputRequiredResult> {
  const tool = tools.find(({ name }) => name === call.name);
  if (tool === undefined) {
    const { name, raw } = call;
    refused(call.exchange, { reason: 'no such tool', input: JSON.stringify({ name, arguments: raw }) });
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      `There is no tool ${beginningOf(cleanText(call.name), LONGEST_NAME)}. There are: ${tools.map(({ name }) => name).join(', ')}. [not_found]`,
    );
  }
  const progress = reportProgress(call.request);
  try {
    return tool.effect === 'write' ? await write(tool, call, progress) : await read(tool, call, progress);
  } finally {
    progress.stop();
  }
}

async function read(tool: BoundTool, call: ToolCall, { watch }: Progress): Promise<CallToolResult> {
  // From here on the seam records, whatever comes of it.
  call.exchange.recorded = true;
  const { output } = await tool.call(call.raw, call.context, watch);
  return succeeded(tool, output);
}

/** A write is asked for, confirmed by the person, then done; the client asks them where it can, else its assistant does. */
async function write(
  tool: BoundTool,
  call: ToolCall,
  { watch }: Progress,
): Promise<CallToolResult | InputRequiredResult> {
  const { raw, context, exchange, request } = call;
  const reply = replyOf(request);
  exchange.recorded = true;
  if (reply.kind === 'declined') {
    // A no is for good: else whoever holds the id could still have it written.
    tool.decline?.(raw, reply.id, context);
    throw notConfirmed();
  }
  const given = reply.kind === 'confirmed' ? { ...(raw as object), confirmation: reply.id } : raw;
  const { output } = await tool.call(given, context, watch);
  const waiting = waitingFor(output);
  if (waiting === undefined) return succeeded(tool, output);
  if (canAsk(call.capabilities)) return askThePerson(waiting);
  const { content, ...result } = succeeded(tool, output);
  return { ...result, content: [{ type: 'text', text: howToConfirm(tool.name, waiting) }, ...content] };
}

function succeeded({ name }: BoundTool, output: Readonly<Record<string, unknown>>): CallToolResult {
  const text =
    name === 'ask_compliance' ? answerText(output as Parameters<typeof answerText>[0]) : JSON.stringify(output);
  return { content: [{ type: 'text', text }], structuredContent: { ...output } };
}
