import { afterEach, beforeEach } from 'vitest';
import { type ChatModelOptions, createChatModel } from '../../../src/adapters/azure-openai/chat-model.ts';
import type { Endpoint } from '../../../src/adapters/azure-openai/clients.ts';
import {
  type AzureOpenAiPeer,
  CHAT_DEPLOYMENT,
  PEER_KEY,
  REASONING_DEPLOYMENT,
  startAzureOpenAi,
} from '../../fixtures/azure-openai/azure-openai-peer.ts';
import type { Fault } from '../../fixtures/azure-openai/script.ts';

export const AZURE = { apiVersion: '2024-10-21' };

export const azureEndpoint = (
  peer: AzureOpenAiPeer,
  model = CHAT_DEPLOYMENT,
  more: Partial<Endpoint> = {},
): Endpoint => ({
  url: peer.url,
  model,
  apiKey: PEER_KEY,
  azure: AZURE,
  ...more,
});

/** A peer for each test, and models over it whose time is set by hand. */
export function peerModels() {
  const state = { now: 1_000_000, slept: [] as number[], peer: undefined as AzureOpenAiPeer | undefined };
  const peer = (): AzureOpenAiPeer => {
    if (state.peer === undefined) throw new Error('no peer is running');
    return state.peer;
  };
  beforeEach(async () => {
    state.peer = await startAzureOpenAi({
      deployments: {
        [CHAT_DEPLOYMENT]: { provisioned: true },
        paygo: {},
        beside: { asynchronousFilter: true },
        [REASONING_DEPLOYMENT]: { family: 'reasoning' },
        narrow: { window: 900 },
      },
      reply: () => ({ text: '{"status":"done"}' }),
    });
    state.now = 1_000_000;
    state.slept = [];
  });
  afterEach(() => peer().stop());

  const modelOver = (endpoints: ChatModelOptions['endpoints'], more: Partial<ChatModelOptions> = {}) =>
    createChatModel({
      endpoints,
      clock: { now: () => state.now },
      sleep: async (milliseconds) => {
        state.slept.push(milliseconds);
        state.now += milliseconds;
      },
      ...more,
    });
  return {
    state,
    peer,
    modelOver,
    single: (model = CHAT_DEPLOYMENT, more: Partial<ChatModelOptions> = {}) =>
      modelOver([azureEndpoint(peer(), model)], more),
    both: () => modelOver([azureEndpoint(peer()), azureEndpoint(peer(), 'paygo')]),
    /** Meets the first so many requests. */
    failing: (fault: Fault, times = Number.POSITIVE_INFINITY, deployment?: string) => {
      let left = times;
      peer().fault = (request) => {
        if ((deployment !== undefined && request.deployment !== deployment) || left <= 0) return undefined;
        left -= 1;
        return fault;
      };
    },
    asked: () => peer().requests.map(({ deployment }) => deployment),
  };
}
