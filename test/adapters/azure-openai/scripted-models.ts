import { type ChatModelOptions, createChatModel } from '../../../src/adapters/azure-openai/chat-model.ts';
import type { Endpoint } from '../../../src/adapters/azure-openai/clients.ts';
import { type ScriptedAnswer, scriptedFetch, wholeReply } from './scripted-fetch.ts';

export const AZURE: Endpoint = {
  url: 'https://desk.example',
  model: 'ptu',
  apiKey: 'the key',
  azure: { apiVersion: '2024-10-21' },
};
export const SPILLOVER: Endpoint = { ...AZURE, model: 'paygo' };
export const OTHER: Endpoint = { url: 'https://models.example/v1', model: 'lamp-1', apiKey: 'the key' };
export const WHOLE: ScriptedAnswer = { pieces: wholeReply() };

/** A model over services that answer by a script, and whose time is set by hand. */
export async function scripted(
  answer: (call: number) => ScriptedAnswer | Promise<ScriptedAnswer>,
  { endpoints = [AZURE], ...more }: Partial<ChatModelOptions> = {},
) {
  const { fetch, asked } = scriptedFetch(answer);
  const time = { now: 1_000_000, slept: [] as number[] };
  const model = await createChatModel({
    endpoints,
    fetch,
    clock: { now: () => time.now },
    sleep: async (milliseconds) => {
      time.slept.push(milliseconds);
      time.now += milliseconds;
    },
    ...more,
  });
  const deployments = () => asked.map(({ url }) => /deployments\/([^/]+)/.exec(url)?.[1]);
  return { model, asked, time, deployments };
}
