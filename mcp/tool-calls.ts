import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { CallContext } from '../src/core/call-context.ts';
import { beginningOf, cleanText } from '../src/core/text.ts';
import type { BoundTool } from '../src/tools/bind-tools.ts';
import { answerText } from './answer-text.ts';
import type { Exchange } from './exchange.ts';
import type { Refused } from './mcp-door.ts';
import { reportProgress } from './progress.ts';

/** A call as it came in, with whoever makes it. */
export interface ToolCall {
  readonly name: string;
  /** Not checked yet: the seam does that. */
  readonly raw: unknown;
  readonly exchange: Exchange;
  readonly context: CallContext;
  readonly request: ServerContext['mcpReq'];
}

const LONGEST_NAME = 80;

/**
 * Calls a tool by its name. The whole result is in the text and in the structured form: hosts show one or the other.
 *
 * @throws AppError as the tool; ProtocolError where there is no such tool
 */
export async function callTool(
  tools: readonly BoundTool[],
  call: ToolCall,
  refused: (exchange: Exchange, what: Refused) => void,
): Promise<CallToolResult> {
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
  // From here on the seam records, whatever comes of it.
  call.exchange.recorded = true;
  try {
    const { output } = await tool.call(call.raw, call.context, progress.watch);
    return succeeded(tool, output);
  } finally {
    progress.stop();
  }
}

function succeeded({ name }: BoundTool, output: Readonly<Record<string, unknown>>): CallToolResult {
  const text =
    name === 'ask_compliance' ? answerText(output as Parameters<typeof answerText>[0]) : JSON.stringify(output);
  return { content: [{ type: 'text', text }], structuredContent: { ...output } };
}
