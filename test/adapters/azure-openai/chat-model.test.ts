import { describe, expect, it } from 'vitest';
import { createChatModel } from '../../../src/adapters/azure-openai/chat-model.ts';
import type { Endpoint } from '../../../src/adapters/azure-openai/clients.ts';
import { chatModelContract, chatRequest, replyOf, type ScriptedService } from '../../contracts/chat-model-contract.ts';
import {
  type AzureOpenAiPeer,
  CHAT_DEPLOYMENT,
  PEER_KEY,
  PEER_TOKEN,
  REASONING_DEPLOYMENT,
  startAzureOpenAi,
} from '../../fixtures/azure-openai/azure-openai-peer.ts';
import type { Wire } from '../../fixtures/azure-openai/script.ts';
import { AZURE, azureEndpoint, peerModels } from './peer-models.ts';

async function scripted(wire: Wire, endpoint: (peer: AzureOpenAiPeer) => Endpoint): Promise<ScriptedService> {
  const peer = await startAzureOpenAi({ wire });
  return {
    model: await createChatModel({ endpoints: [endpoint(peer)] }),
    say: (reply) => {
      peer.reply = () => ({ ...reply, interleaved: true });
    },
    stop: () => peer.stop(),
  };
}

chatModelContract('Azure OpenAI', () => scripted({}, (peer) => azureEndpoint(peer)));
chatModelContract('Azure OpenAI, its bytes cut anywhere', () =>
  scripted({ longestPiece: 3, seed: 7, comments: true, lineEnd: '\r\n' }, (peer) => azureEndpoint(peer)),
);
chatModelContract('an OpenAI-compatible service', () =>
  scripted({ longestPiece: 11, seed: 5 }, (peer) => ({
    url: peer.openAiUrl,
    model: CHAT_DEPLOYMENT,
    apiKey: PEER_KEY,
  })),
);

describe('a chat model over Azure OpenAI', () => {
  const { peer, modelOver, single, failing } = peerModels();

  it('asks as it should, signed in with the key or with a token, and with nothing else', async () => {
    await replyOf(await single());
    const token = async () => PEER_TOKEN;
    const { apiKey: _, ...keyless } = azureEndpoint(peer());
    await replyOf(await modelOver([{ ...keyless, azure: { ...AZURE, token } }]));
    expect(peer().refused).toEqual([]);
    expect(peer().requests.map(({ signedInWith }) => signedInWith)).toEqual(['key', 'token']);
    expect(peer().requests[1]?.headers['api-key'] ?? '').toBe('');
    expect(peer().requests[0]?.body).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: 500,
      tool_choice: 'auto',
      parallel_tool_calls: true,
      response_format: { type: 'json_schema', json_schema: { strict: true } },
    });
    await replyOf(await single(), chatRequest({ mayCall: false }));
    expect(peer().requests[2]?.body.tool_choice).toBe('none');
    await replyOf(await single(), chatRequest({ tools: [] }));
    expect(peer().requests[3]?.body).not.toHaveProperty('tool_choice');
  });

  it('asks a reasoning model without what it refuses, and remembers that', async () => {
    const model = await single(REASONING_DEPLOYMENT);
    await replyOf(model);
    const refusedFirst = peer().refused.length;
    expect(refusedFirst).toBeGreaterThan(0);
    expect(refusedFirst).toBeLessThanOrEqual(3);
    await replyOf(model);
    expect(peer().refused).toHaveLength(refusedFirst);
    expect(peer().requests).toHaveLength(2);
    expect(peer().requests[1]?.body).toMatchObject({ max_completion_tokens: 500 });
    expect(peer().requests[1]?.body).not.toHaveProperty('temperature');
  });

  it('counts what was cached, and what a model thought', async () => {
    peer().reply = () => ({ text: '{"status":"done"}', cachedTokens: 5, reasoningTokens: 40 });
    const { end } = await replyOf(await single());
    expect(end.use).toMatchObject({ cached: 5, estimated: false });
    expect(end.use.output).toBeGreaterThanOrEqual(40);
    peer().reply = () => ({ text: '{"status":"done"}', usage: false });
    expect((await replyOf(await single())).end.use).toMatchObject({ estimated: true, cached: 0 });
  });

  it('ends where the reply is too long, and where there is more than the model reads', async () => {
    peer().reply = () => ({ text: JSON.stringify({ status: 'lamp '.repeat(2_000) }) });
    expect((await replyOf(await single(), chatRequest({ longest: 20 }))).end.why).toBe('too_long');
    const long = chatRequest({ messages: [{ role: 'user', text: 'lamp '.repeat(3_000) }] });
    const { text, end } = await replyOf(await single('narrow'), long);
    expect(text).toBe('');
    // Azure may charge for it.
    expect(end).toMatchObject({ why: 'context_exceeded', calls: [], use: { output: 0, estimated: true } });
    expect(end.use.input).toBeGreaterThan(3_000);
  });

  describe('whose content filter', () => {
    it('stopped the question: says for what', async () => {
      failing({
        kind: 'prompt_filtered',
        findings: [
          { category: 'jailbreak', detected: true, filtered: true },
          { category: 'hate', severity: 'low', filtered: false },
        ],
      });
      const { end } = await replyOf(await single());
      expect(end.why).toBe('filtered');
      expect(end.findings).toEqual(
        expect.arrayContaining([
          { side: 'prompt', category: 'jailbreak', filtered: true },
          { side: 'prompt', category: 'hate', severity: 'low', filtered: false },
        ]),
      );
    });

    it.each([false, true])(
      'stopped the reply in the middle (beside the stream: %s): gives what came before',
      async (asynchronousFilter) => {
        peer().reply = () => ({
          text: JSON.stringify({ status: 'lamps '.repeat(100) }),
          filtered: { afterCharacters: 60, findings: [{ category: 'violence', severity: 'medium', filtered: true }] },
        });
        const { text, end } = await replyOf(await single(asynchronousFilter ? 'beside' : CHAT_DEPLOYMENT));
        expect(text.length).toBeGreaterThan(20);
        expect(end.why).toBe('filtered');
        expect(end.findings).toContainEqual({
          side: 'completion',
          category: 'violence',
          severity: 'medium',
          filtered: true,
        });
      },
    );

    it('let something through: says what it saw', async () => {
      peer().reply = () => ({
        text: '{"status":"done"}',
        promptFindings: [{ category: 'self_harm', severity: 'low', filtered: false }],
        completionFindings: [{ category: 'protected_material_text', detected: true, filtered: false }],
      });
      const { end } = await replyOf(await single());
      expect(end.why).toBe('complete');
      expect(end.findings).toEqual(
        expect.arrayContaining([
          { side: 'prompt', category: 'self_harm', severity: 'low', filtered: false },
          { side: 'completion', category: 'protected_material_text', filtered: false },
        ]),
      );
    });

    it('was out of order: says so', async () => {
      peer().reply = () => ({ text: '{"status":"done"}', promptFindings: [{ category: 'error' }] });
      const { end } = await replyOf(await single());
      expect(end.findings).toContainEqual({ side: 'prompt', category: 'content_filter_error', filtered: false });
    });

    it('is not the model itself, which declines', async () => {
      peer().reply = () => ({ refusal: 'I would rather not.' });
      const { end, text } = await replyOf(await single());
      expect(text).toBe('');
      expect(end).toMatchObject({
        why: 'filtered',
        findings: [{ category: 'refusal', side: 'completion', filtered: true }],
      });
    });
  });
});
