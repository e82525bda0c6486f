import { describe, expect, it } from 'vitest';
import { chatRequest, replyOf } from '../../contracts/chat-model-contract.ts';
import { DONE, event, finishPiece, type ScriptedAnswer, textPiece, USAGE, wholeReply } from './scripted-fetch.ts';
import { AZURE, OTHER, SPILLOVER, scripted, WHOLE } from './scripted-models.ts';

const refused = (status: number, error: object, headers: Record<string, string> = {}): ScriptedAnswer => ({
  status,
  headers,
  body: { error },
});
const full = (headers: Record<string, string>) => refused(429, { code: '429', message: 'full' }, headers);

describe('a deployment that is full', () => {
  it.each([{ 'retry-after': '0' }, { 'retry-after-ms': '0' }, { 'retry-after-ms': '1' }])(
    'and says "at once" again and again is not asked without end: %j',
    async (headers) => {
      const { model, asked, time } = await scripted(() => full(headers));
      await expect(replyOf(model)).rejects.toMatchObject({ code: 'rate_limited' });
      expect(asked).toHaveLength(7);
      expect(time.slept).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000]);
    },
  );

  it('behind another one that is as well: waits for whichever is free first', async () => {
    const { model, deployments, time } = await scripted(
      (call) => [full({ 'retry-after': '9' }), full({ 'retry-after': '3' })][call - 1] ?? WHOLE,
      { endpoints: [AZURE, SPILLOVER] },
    );
    expect((await replyOf(model)).end.served).toMatchObject({ deployment: 'paygo', spilledOver: true });
    expect(time.slept).toEqual([3_000]);
    expect(deployments()).toEqual(['ptu', 'paygo', 'paygo']);
  });

  it('is told of by the service itself, which spilled over', async () => {
    const headers = { 'x-ms-spillover-from-deployment': 'ptu', 'x-ms-deployment-name': 'ptu-overflow' };
    const { model } = await scripted(() => ({ ...WHOLE, headers }));
    expect((await replyOf(model)).end.served).toMatchObject({ deployment: 'ptu-overflow', spilledOver: true });
    const { model: own } = await scripted(() => ({ ...WHOLE, headers: { 'x-ms-deployment-name': 'ptu' } }));
    expect((await replyOf(own)).end.served).toMatchObject({ deployment: 'ptu', spilledOver: false });
  });
});

describe('a deployment that is down', () => {
  it('and says for how long is left alone for so long', async () => {
    const down = refused(503, { message: 'down' }, { 'retry-after': '4' });
    const { model, time } = await scripted((call) => (call === 1 ? down : WHOLE));
    await replyOf(model);
    expect(time.slept).toEqual([4_000]);
    const { model: both, ...other } = await scripted((call) => (call === 1 ? down : WHOLE), {
      endpoints: [AZURE, SPILLOVER],
    });
    expect((await replyOf(both)).end.served.deployment).toBe('paygo');
    expect(other.time.slept).toEqual([]);
  });

  it('for longer than is waited is away, and not full', async () => {
    const { model, asked } = await scripted(() => refused(503, { message: 'down' }, { 'retry-after': '60' }));
    await expect(replyOf(model)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    expect(asked).toHaveLength(1);
  });

  it('does not keep the second one from answering, whose settings are named where they are wrong', async () => {
    const { model } = await scripted((call) => (call === 1 ? full({}) : refused(401, { code: '401' })), {
      endpoints: [AZURE, SPILLOVER],
    });
    await expect(replyOf(model)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('MODEL_SPILLOVER_API_KEY'),
    });
  });
});

describe('a model that does not take all parameters', () => {
  const noTemperature = refused(400, {
    ...{ code: 'unsupported_value', param: 'temperature', message: "'temperature' does not support 0." },
  });

  it('is found out by two questions at once, and answers both', async () => {
    const waiting: (() => void)[] = [];
    const { model, asked } = await scripted(async (call) => {
      if (call > 2) return WHOLE;
      // Both are on their way before the first one is refused.
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 2) for (const go of waiting) go();
      });
      return noTemperature;
    });
    const replies = await Promise.all([replyOf(model), replyOf(model)]);
    expect(replies.map(({ end }) => end.why)).toEqual(['complete', 'complete']);
    expect(asked.map(({ body }) => 'temperature' in body)).toEqual([true, true, false, false]);
  });

  it('and goes on refusing what is left out already is not asked without end', async () => {
    const { model, asked } = await scripted(() => noTemperature);
    await expect(replyOf(model)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['Unsupported parameter: max_tokens. Use max_completion_tokens.', ['max_tokens']],
    ["Unrecognized request argument supplied: 'seed'", ['seed']],
    ['The unseeded lamp.temperatures of max_tokens_of_lamps are wrong.', []],
  ])('says so in words alone: %s', async (message, left) => {
    const { model, asked } = await scripted((call) => (call === 1 ? refused(400, { message }) : WHOLE));
    await replyOf(model).catch(() => undefined);
    const without = ['temperature', 'seed', 'max_tokens'].filter((each) => asked[1] && !(each in asked[1].body));
    expect(without).toEqual(left);
    expect(asked).toHaveLength(left.length + 1);
  });
});

describe('a refusal', () => {
  it.each([
    { code: 'context_length_exceeded', message: 'x' },
    { code: null, message: "This model's maximum context length is 4096 tokens." },
    { type: 'exceed_context_size_error', message: 'the request exceeds the available context size' },
  ])('of more than the model reads is an answer: %j', async (error) => {
    const { model } = await scripted(() => refused(400, error), { endpoints: [OTHER] });
    // Of a service that is no Azure a question that it refused takes nothing.
    expect((await replyOf(model)).end).toMatchObject({ why: 'context_exceeded', use: { input: 0, output: 0 } });
  });

  it('of a text that is too long for its field is a fault of the request', async () => {
    const error = { code: 'string_above_max_length', message: "Invalid 'tools[0].name': string too long." };
    const { model } = await scripted(() => refused(400, error));
    await expect(replyOf(model)).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it('is told without a word of the service, be it in the place of a code', async () => {
    const secret = 'You sent: the key, and the question of Ana';
    const { model } = await scripted(() => refused(400, { code: secret, message: secret, param: secret }));
    const failed = await replyOf(model).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'misconfigured', detail: 'model service: 400' });
    expect(String(failed)).not.toMatch(/the key|Ana|desk\.example/);
  });

  it('by the filter in the middle of a stream ends the reply with what came before', async () => {
    const innererror = { content_filter_result: { violence: { filtered: true, severity: 'high' } } };
    const error = { code: 'content_filter', message: 'x', innererror };
    const { model } = await scripted(() => ({ pieces: [textPiece('{"st'), event({ error })] }));
    const { text, end } = await replyOf(model);
    expect(text).toBe('{"st');
    expect(end.why).toBe('filtered');
    expect(end.findings).toEqual([{ side: 'completion', category: 'violence', severity: 'high', filtered: true }]);
  });

  it('of more than it reads in the middle of a reply is a reply that is too long', async () => {
    const error = { code: 'context_length_exceeded', message: 'x' };
    const { model } = await scripted(() => ({ pieces: [textPiece('{"st'), event({ error })] }));
    expect((await replyOf(model)).end.why).toBe('too_long');
  });
});

describe('a reply that said why it ended', () => {
  const patience = { first: 1_000, between: 60, whole: 5_000 };

  it.each<readonly [string, ScriptedAnswer['pieces']]>([
    ['is lost', [textPiece('{}'), finishPiece('stop'), 'lost']],
    ['does not close', [textPiece('{}'), finishPiece('stop'), DONE, 60_000]],
  ])('is whole, though the connection %s', async (_, pieces = []) => {
    const { model, asked } = await scripted(() => ({ pieces }), { patience });
    const { text, end } = await replyOf(model);
    expect([text, end.why, end.use.estimated]).toEqual(['{}', 'complete', true]);
    expect(asked).toHaveLength(1);
  });

  it('is not whole where it did not', async () => {
    const { model } = await scripted(() => ({ pieces: [textPiece('{}'), DONE] }));
    await expect(replyOf(model)).rejects.toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining('broke off'),
    });
  });
});

describe('time', () => {
  it('that whoever reads takes is not the service’s', async () => {
    const pieces = [textPiece('{"status":'), textPiece('"x"}'), finishPiece('stop'), USAGE, DONE];
    const { model } = await scripted(() => ({ pieces }), { patience: { first: 60, between: 60, whole: 5_000 } });
    const kinds: string[] = [];
    for await (const { kind } of model.reply(chatRequest())) {
      kinds.push(kind);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    expect(kinds).toEqual(['begin', 'text', 'text', 'end']);
  });

  it('is over for all tries together', async () => {
    const { model, asked } = await scripted(() => ({ pieces: [60_000] }), {
      endpoints: [AZURE, SPILLOVER],
      patience: { first: 60_000, between: 60_000, whole: 80 },
    });
    await expect(replyOf(model)).rejects.toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining('does not answer in time'),
    });
    expect(asked).toHaveLength(1);
  });

  it('is not lost on a token that never comes', async () => {
    const token = () => new Promise<string>(() => undefined);
    const { apiKey: _, ...keyless } = AZURE;
    const endpoint = { ...keyless, azure: { apiVersion: '2024-10-21', token } };
    const { model } = await scripted(() => WHOLE, {
      endpoints: [endpoint],
      patience: { first: 60, between: 60, whole: 5_000 },
    });
    await expect(replyOf(model)).rejects.toMatchObject({ code: 'upstream_unavailable' });
    const gone = new Error('gone');
    const controller = new AbortController();
    const { model: patient } = await scripted(() => WHOLE, { endpoints: [endpoint] });
    const reply = replyOf(patient, chatRequest(), controller.signal);
    controller.abort(gone);
    await expect(reply).rejects.toBe(gone);
  });

  it('of a program that cannot sign in is not taken up by asking again', async () => {
    let asked = 0;
    const token = async (): Promise<string> => {
      asked += 1;
      throw new Error('no identity of Ana');
    };
    const { apiKey: _, ...keyless } = AZURE;
    const { model } = await scripted(() => WHOLE, {
      endpoints: [{ ...keyless, azure: { apiVersion: '2024-10-21', token } }],
    });
    await expect(replyOf(model)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('own identity'),
    });
    expect(asked).toBe(1);
  });
});

describe('a service that does not end', () => {
  it.each<readonly [string, string, number]>([
    ['in one event', `data: ${'x'.repeat(300_000)}`, 5],
    ['in many', event({ choices: [], lamp: 'x'.repeat(500_000) }), 80],
  ])('is given up, %s', async (_, piece, times) => {
    const { model, asked } = await scripted(() => ({ pieces: [...Array<string>(times).fill(piece), ...wholeReply()] }));
    await expect(replyOf(model)).rejects.toMatchObject({
      code: 'upstream_unavailable',
      message: expect.stringContaining('cannot be read'),
    });
    expect(asked).toHaveLength(1);
  });

  it('is given up in a refusal as well', async () => {
    const { model } = await scripted(() => ({ status: 400, pieces: Array<string>(20).fill('x'.repeat(100_000)) }));
    await expect(replyOf(model)).rejects.toMatchObject({ code: 'misconfigured' });
  });
});
