import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openDesk } from '../../src/compose.ts';
import type { Courier } from '../../src/delivery/courier.ts';
import { putIn } from '../../src/delivery/put-in.ts';
import { createSendRates } from '../../src/delivery/send-rates.ts';
import { address } from '../contracts/address-store-contract.ts';
import { message } from '../contracts/outbox-messages.ts';
import { seeded } from '../seeded.ts';
import { CONVERSATIONS, NOTED } from './kill-delivery.ts';

/**
 * Puts messages in and sends them to a peer, over and over until it is killed. What it was told is put in it notes in a
 * file of its own. As the last one (`drain`) it puts nothing in, and ends once nothing is left.
 */
const [folder = '', peer = '', seed = '0', task = 'write'] = process.argv.slice(2);
const random = seeded(Number(seed));
const desk = await openDesk({ dataFolder: folder }, { starter: false, follow: false });
const { outbox, audit, clock, conversations } = desk;

/** The peer's answer in the words of a courier; a connection that breaks tells nothing. */
const courier: Courier = {
  deliver: async ({ key, conversation, attempt, maybeSeen }, _address, signal) => {
    try {
      const response = await fetch(peer, {
        method: 'POST',
        signal,
        body: JSON.stringify({ key, conversation, attempt, maybeSeen }),
      });
      const id = await response.text();
      if (response.status === 200) return { kind: 'delivered', id };
      return { kind: 'later', why: `status ${response.status}`, afterMs: Number(response.headers.get('retry-after')) };
    } catch (error) {
      return { kind: 'unknown', why: error instanceof Error ? error.name : 'unknown' };
    }
  },
};
const sender = desk.createSender(courier, {
  rates: createSendRates({ conversation: [], overall: [] }),
  pace: { firstWait: 5, longestWait: 20, attempts: 1_000, lookEvery: 20, careEvery: 50 },
});
for (const conversation of CONVERSATIONS) conversations.addresses.save(address(conversation));
const ran = sender.run();
process.stdout.write('ready\n');

if (task === 'drain') {
  for (let left = 1; left > 0; ) {
    await setTimeout(20);
    const { waiting, sending } = outbox.count();
    left = waiting + sending;
  }
  await sender.stop(1_000);
  await ran;
  await desk.close();
  process.exit(0);
}
for (let number = 0; ; number += 1) {
  const conversation = CONVERSATIONS[Math.floor(random() * CONVERSATIONS.length)] ?? CONVERSATIONS[0];
  const key = `${conversation}/${seed}-${number}`;
  putIn({ outbox, audit, clock }, message(key, { inDoubt: random() < 0.7 ? 'again' : 'leave' }));
  appendFileSync(join(folder, NOTED), `${key}\n`);
  sender.wake();
  await setTimeout(random() * 3);
}
