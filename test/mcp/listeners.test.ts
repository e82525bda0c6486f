import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answerOf, BANK, modern, post, SISTER, type SignedInDesk, signedInMcpDesk } from './mcp-desk.ts';

const ACT = '32099R0001';
const PLACE = `regulation://${ACT}/art_3`;

describe('whoever listens by requests that stand alone', () => {
  let held: SignedInDesk;

  beforeAll(async () => {
    held = await signedInMcpDesk();
  });
  afterAll(() => held.close());

  const listen = (token: string, resourceSubscriptions: readonly string[]): Promise<Response> => {
    const notifications = { resourcesListChanged: true, resourceSubscriptions };
    const { message, headers } = modern('subscriptions/listen', { notifications }, { id: 'listening' });
    return post(held, message, { ...headers, authorization: `Bearer ${token}` });
  };
  const viewer = (tenant: string, name: string) => held.token(tenant, ['Compliance-Viewer'], name);

  it('is told of their places, whatever others name, and however many', async () => {
    const stream = heard(await listen(viewer(BANK, 'Bea'), [PLACE]));
    await vi.waitUntil(() => stream.text.includes('acknowledged'));
    for (const batch of [0, 1, 2]) {
      const others = Array.from({ length: 5_000 }, (_, index) => `regulation://${ACT}/art_${batch}_${index}`);
      await (await listen(viewer(SISTER, 'Sara'), others)).body?.cancel();
    }
    held.door.libraryChanged([ACT]);
    await vi.waitUntil(() => stream.text.includes('list_changed'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stream.text).toContain(`"method":"notifications/resources/updated","params":{"uri":"${PLACE}"`);
    await stream.stop();
  });

  it('has so many streams and no more, and so leaves some to others', async () => {
    const own = viewer(SISTER, 'Sara');
    const streams = await Promise.all(Array.from({ length: 20 }, () => listen(own, [PLACE])));
    expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const refused = await listen(own, [PLACE]);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ id: 'listening', error: { data: { code: 'rate_limited' } } });
    const other = await listen(viewer(SISTER, 'Tom'), [PLACE]);
    expect(other.headers.get('content-type')).toContain('text/event-stream');
    for (const stream of [...streams, other]) await stream.body?.cancel();
    await vi.waitUntil(async () => {
      const again = await listen(own, []);
      await again.body?.cancel();
      return again.status === 200;
    });
  });

  it.each([
    ['more places than are kept', Array.from({ length: 501 }, (_, index) => `${PLACE}/par_${index}`)],
    ['a place that is no address but a text', [`${PLACE}${'0'.repeat(500)}`]],
  ])('is refused with %s', async (_what, places) => {
    const response = await listen(viewer(BANK, 'Ed'), places);
    expect(response.status).toBe(400);
    expect((await answerOf(response)).error).toMatchObject({ code: -32_602, data: { code: 'invalid_input' } });
  });
});

function heard(response: Response): { text: string; stop(): Promise<void> } {
  const reader = response.body?.getReader();
  const stream = { text: '', stop: async () => reader?.cancel() };
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read())
      stream.text += decoder.decode(piece.value, { stream: true });
  };
  void read().catch(() => undefined);
  return stream;
}
