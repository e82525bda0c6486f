import type { ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam } from 'openai/resources/index';
import type { ChatMessage, ChatRequest } from '../../assistant/chat-model.ts';

/** The same for every call, so that the same question has the same answer as far as the service can give it. */
const SEED = 20_261_126;

/**
 * A request in the service's form (OpenAI API reference, "Create chat completion").
 *
 * @param refused parameters that the model does not take: reasoning models take no temperature, older services no seed
 */
export function wireRequest(
  model: string,
  { messages, tools, mayCall, answer, longest }: ChatRequest,
  refused: ReadonlySet<string>,
): ChatCompletionCreateParamsStreaming {
  const { name, schema } = answer;
  const offered = tools.map(({ name: tool, description, parameters }) => ({
    type: 'function' as const,
    function: { name: tool, description, parameters: { ...parameters } },
  }));
  const steering = {
    temperature: 0,
    seed: SEED,
    // A reasoning model names its limit otherwise, since it thinks within it.
    ...(refused.has('max_tokens') ? { max_completion_tokens: longest } : { max_tokens: longest }),
    stream_options: { include_usage: true },
    ...(offered.length === 0 ? {} : { parallel_tool_calls: true }),
  };
  return {
    model,
    messages: messages.map(wireMessage),
    stream: true,
    response_format: { type: 'json_schema', json_schema: { name, strict: true, schema: { ...schema } } },
    ...(offered.length === 0 ? {} : { tools: offered, tool_choice: mayCall ? 'auto' : 'none' }),
    ...Object.fromEntries(Object.entries(steering).filter(([parameter]) => !refused.has(parameter))),
  };
}

function wireMessage(message: ChatMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case 'tool':
      return { role: 'tool', tool_call_id: message.call, content: message.text };
    case 'assistant':
      return {
        role: 'assistant',
        content: message.text === '' && message.calls.length > 0 ? null : message.text,
        ...(message.calls.length === 0
          ? {}
          : {
              tool_calls: message.calls.map(({ id, name, arguments: given }) => ({
                id,
                type: 'function' as const,
                function: { name, arguments: given },
              })),
            }),
      };
    default:
      return { role: message.role, content: message.text };
  }
}
