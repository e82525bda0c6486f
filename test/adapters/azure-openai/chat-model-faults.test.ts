import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/adapters/azure-openai/clients.ts';
import { chatRequest, replyOf } from '../../contracts/chat-model-contract.ts';
import { CHAT_DEPLOYMENT } from '../../fixtures/azure-openai/azure-openai-peer.ts';
import type { Fault } from '../../fixtures/azure-openai/script.ts';
import { azureEndpoint, peerModels } from './peer-models.ts';

describe('a chat model over Azure OpenAI', () => {
  const { state, peer, modelOver, single, both, failing, asked } = peerModels();

  describe('that is full', () => {
    it('spills over at once, and is not asked again before its time', async () => {
      failing({ kind: 'provisioned_full', retryAfterMilliseconds: 5_000 }, 1);
      const model = await both();
      const { end } = await replyOf(model);
      expect(end.served).toMatchObject({ deployment: 'paygo', spilledOver: true });
      expect(state.slept).toEqual([]);
      state.now += 4_999;
      await replyOf(model);
      state.now += 1;
      const { end: again } = await replyOf(model);
      expect(again.served).toMatchObject({ deployment: CHAT_DEPLOYMENT, spilledOver: false });
      expect(asked()).toEqual([CHAT_DEPLOYMENT, 'paygo', 'paygo', CHAT_DEPLOYMENT]);
    });

    it.each<readonly [string, Extract<Fault, { kind: 'rate_limited' }>, number]>([
      ['seconds', { kind: 'rate_limited', retryAfterSeconds: 7 }, 7_000],
      ['milliseconds before seconds', { kind: 'rate_limited', retryAfterSeconds: 9, retryAfterMilliseconds: 250 }, 250],
      ['a date', { kind: 'rate_limited', retryAfterSeconds: new Date(1_000_000 + 4_000).toUTCString() }, 4_000],
      ['nothing', { kind: 'rate_limited', retryAfterSeconds: null }, 2_000],
      ['nonsense', { kind: 'rate_limited', retryAfterSeconds: 'soon' }, 2_000],
    ])('is waited for where there is no other, as long as it asks: %s', async (_, fault, wait) => {
      failing(fault, 1);
      await replyOf(await single());
      expect(state.slept).toEqual([wait]);
      expect(asked()).toHaveLength(2);
    });

    it('for longer than is waited is told', async () => {
      failing({ kind: 'rate_limited', retryAfterSeconds: 21 });
      await expect(replyOf(await single())).rejects.toMatchObject({ code: 'rate_limited' });
      expect(state.slept).toEqual([]);
      failing({ kind: 'quota_spent' });
      await expect(replyOf(await single())).rejects.toMatchObject({ code: 'rate_limited' });
    });

    it('and says "at once" for ever is not asked for ever', async () => {
      failing({ kind: 'rate_limited', retryAfterSeconds: 0, retryAfterMilliseconds: 0 });
      await expect(replyOf(await both())).rejects.toMatchObject({ code: 'rate_limited' });
      expect(state.slept.every((each) => each >= 250)).toBe(true);
      expect(asked().length).toBeLessThanOrEqual(2 * (20_000 / 250 + 1));
    });

    it('is not waited for by whoever goes away', async () => {
      failing({ kind: 'rate_limited', retryAfterSeconds: 5 });
      const controller = new AbortController();
      const gone = new Error('gone');
      const model = await single(CHAT_DEPLOYMENT, {
        sleep: () => {
          controller.abort(gone);
          return new Promise(() => undefined);
        },
      });
      await expect(replyOf(model, chatRequest(), controller.signal)).rejects.toBe(gone);
    });
  });

  describe('that fails', () => {
    it.each<Fault['kind']>(['server_error', 'unavailable', 'timed_out'])(
      'for a moment is asked again: %s',
      async (kind) => {
        failing({ kind } as Fault, 2);
        await replyOf(await single());
        expect(state.slept).toEqual([500, 1_000]);
        expect(asked()).toHaveLength(3);
      },
    );

    it.each<Fault>([
      { kind: 'server_error' },
      { kind: 'cut', afterBytes: 10 },
      { kind: 'ends_early', afterEvents: 1 },
      { kind: 'html', status: 200 },
      { kind: 'html', status: 502 },
      { kind: 'error_event', afterEvents: 1 },
      {
        kind: 'raw',
        status: 200,
        headers: { 'content-type': 'text/event-stream' },
        body: 'data: {"choices":"none"}\n\n',
      },
      { kind: 'raw', status: 200, headers: { 'content-type': 'text/event-stream' }, body: 'data: {not json\n\n' },
    ])('for good is "away", after the other one was tried: %o', async (fault) => {
      failing(fault);
      await expect(replyOf(await both())).rejects.toMatchObject({ code: 'upstream_unavailable' });
      expect(asked().filter((each) => each === CHAT_DEPLOYMENT)).toHaveLength(3);
      expect(asked().filter((each) => each === 'paygo')).toHaveLength(3);
      failing(fault, 3, CHAT_DEPLOYMENT);
      const { end } = await replyOf(await both());
      expect(end.served).toMatchObject({ deployment: 'paygo', spilledOver: true });
    });

    it.each<Fault>([
      { kind: 'cut', afterBytes: 60_000 },
      { kind: 'ends_early', afterEvents: 30 },
      { kind: 'error_event', afterEvents: 30 },
    ])('after it began is not asked again: what was given on stands: %o', async (fault) => {
      peer().reply = () => ({ text: JSON.stringify({ status: 'lamps '.repeat(800) }) });
      failing(fault);
      const pieces: string[] = [];
      const read = async (): Promise<void> => {
        for await (const event of (await both()).reply(chatRequest()))
          if (event.kind === 'text') pieces.push(event.text);
      };
      await expect(read()).rejects.toMatchObject({ code: 'upstream_unavailable' });
      expect(pieces.join('')).toContain('lamps');
      expect(asked()).toEqual([CHAT_DEPLOYMENT]);
    });

    it.each<readonly [Fault, string]>([
      [{ kind: 'not_signed_in' }, 'MODEL_API_KEY'],
      [{ kind: 'no_role' }, 'MODEL_API_KEY'],
      [{ kind: 'network_refused' }, 'MODEL_API_KEY'],
      [{ kind: 'deployment_gone' }, 'MODEL_NAME'],
      [{ kind: 'redirect', to: 'http://127.0.0.1:9/elsewhere' }, 'MODEL_URL'],
    ])('because it is not set up right says what to check, and nothing of the service: %o', async (fault, setting) => {
      failing(fault);
      const failed = await replyOf(await both()).catch((error: unknown) => error);
      expect(failed).toMatchObject({ code: 'misconfigured', message: expect.stringContaining(setting) });
      expect(String(failed)).not.toMatch(/127\.0\.0\.1|a key of the tests|Virtual Network/);
      expect(peer().requests).toHaveLength(1);
    });

    it('with words in the place of a code repeats none of them', async () => {
      const body = JSON.stringify({ error: { code: 'your key lantern-7 \u001b[2J is bad', message: 'lantern-7' } });
      failing({ kind: 'raw', status: 400, headers: { 'content-type': 'application/json' }, body });
      const failed = await replyOf(await both()).catch((error: unknown) => error);
      expect(failed).toMatchObject({ code: 'misconfigured', detail: 'model service: 400' });
      expect(String(failed)).toContain('refuses the request (400).');
    });

    it('because nobody listens is "away"', async () => {
      const model = await modelOver([{ ...azureEndpoint(peer()), url: 'http://127.0.0.1:9' }]);
      await expect(replyOf(model)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    });
  });

  describe('that is slow', () => {
    const patience = { first: 150, between: 150, whole: 5_000 };

    it('to begin is given up, and the connection closed', async () => {
      failing({ kind: 'slow_first_byte', until: new Promise(() => undefined) });
      await expect(replyOf(await single(CHAT_DEPLOYMENT, { patience }))).rejects.toMatchObject({
        code: 'upstream_unavailable',
        message: expect.stringContaining('does not answer in time'),
      });
      await peer().disconnected(1);
      // Who waited so long in vain does not wait as long again.
      expect(peer().requests).toHaveLength(1);
    });

    it('in the middle is given up with what it said', async () => {
      peer().reply = () => ({ text: JSON.stringify({ status: 'lamps '.repeat(50) }) });
      failing({ kind: 'stall', afterEvents: 30 });
      await expect(replyOf(await single(CHAT_DEPLOYMENT, { patience }))).rejects.toMatchObject({
        code: 'upstream_unavailable',
      });
      expect(peer().requests).toHaveLength(1);
      await peer().disconnected(1);
    });

    it.each(['comments', 'one_line'] as const)('and sends %s without end is given up in time', async (of) => {
      failing({ kind: 'endless', of });
      const model = await single(CHAT_DEPLOYMENT, { patience: { first: 150, between: 150, whole: 400 } });
      await expect(replyOf(model)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    });
  });

  it('is let go of by a reader that has enough', async () => {
    failing({ kind: 'endless', of: 'text' });
    for await (const _ of (await single()).reply(chatRequest())) break;
    await peer().disconnected(1);
  });

  it.each<readonly [Partial<Endpoint>, string]>([
    [{ url: 'http://models.example' }, 'MODEL_URL is http'],
    [{ url: 'lamp' }, 'MODEL_URL is no http'],
  ])('is not opened over an address that texts must not go to: %o', async (more, why) => {
    await expect(modelOver([{ ...azureEndpoint(peer()), ...more }])).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining(why),
    });
  });
});
