import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { seeded } from '../seeded.ts';

/** A message as the peer took it: it was shown. */
export interface Shown {
  readonly key: string;
  readonly conversation: string;
  readonly attempt: number;
  readonly maybeSeen: boolean;
}

const Sent = z.strictObject({
  key: z.string(),
  conversation: z.string(),
  attempt: z.int().min(1),
  maybeSeen: z.boolean(),
});

/**
 * A channel on this machine that counts what it shows. Now and then it asks for patience without showing anything, shows
 * and breaks off without a word, or takes its time on either side of showing.
 */
export async function startCountingPeer(seed: number) {
  const random = seeded(seed);
  const shown: Shown[] = [];
  let brokeOff = 0;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const message = Sent.parse(JSON.parse(text));
      const [before, after, chance] = [random() * 4, random() * 4, random()];
      setTimeout(() => {
        if (chance < 0.1) {
          response.writeHead(429, { 'Retry-After': '0' }).end();
          return;
        }
        shown.push(message);
        setTimeout(() => {
          if (chance > 0.95) {
            brokeOff += 1;
            request.socket.destroy();
          } else response.end(`shown-${shown.length}`);
        }, after);
      }, before);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    shown,
    /** How often it showed something and did not say so. */
    get brokeOff() {
      return brokeOff;
    },
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
