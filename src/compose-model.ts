import type { ChatModel } from './assistant/chat-model.ts';
import type { ModelConfig } from './config-model.ts';

/** The model that is set up. Its libraries are loaded when there is one: without, nobody waits for them. */
export async function openModel({ kind, apiVersion, endpoints, window, patience }: ModelConfig): Promise<ChatModel> {
  const { createChatModel } = await import('./adapters/azure-openai/chat-model.ts');
  const [first, ...others] = endpoints.map(({ url, name, apiKey }) => ({
    url,
    model: name,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(kind === 'azure' ? { azure: { apiVersion } } : {}),
  }));
  if (first === undefined) throw new Error('a model has at least one endpoint');
  return createChatModel({ endpoints: [first, ...others], window, patience: { first: patience, between: patience } });
}
