import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { openDesk } from '../../src/compose.ts';
import { putIn } from '../../src/delivery/put-in.ts';
import { createSendRates } from '../../src/delivery/send-rates.ts';
import { address } from '../contracts/address-store-contract.ts';
import { message } from '../contracts/outbox-messages.ts';
import { p50 } from './bench-row.ts';

const MESSAGES = 10_000;
const CONVERSATIONS = 200;
const INSERTS = 1_000;

/** The least that a flush to disk costs here, in milliseconds. */
function bareInsert(folder: string): number {
  const database = openDatabase(join(folder, 'bare.sqlite'));
  database.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)');
  const insert = database.prepare('INSERT INTO bare (text) VALUES (?)');
  const times = Array.from({ length: INSERTS }, (_, run) => {
    const started = performance.now();
    insert.run(`row ${run} ${'x'.repeat(400)}`);
    return performance.now() - started;
  });
  database.close();
  return p50(times);
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

const folder = mkdtempSync(join(tmpdir(), 'compliance-delivery-bench-'));
const bare = bareInsert(folder);
const desk = await openDesk({ dataFolder: folder }, { starter: false, follow: false });
const { outbox, audit, clock, conversations } = desk;
audit.within(() => {
  for (let at = 0; at < CONVERSATIONS; at += 1) conversations.addresses.save(address(`c-${at}`));
  for (let at = 0; at < MESSAGES; at += 1) putIn({ outbox, audit, clock }, message(`c-${at % CONVERSATIONS}/${at}`));
});
let sent = 0;
let heapHalfWay = 0;
const courier = {
  deliver: async () => {
    sent += 1;
    if (sent === MESSAGES / 2) heapHalfWay = heap();
    return { kind: 'delivered' as const, id: `shown-${sent}` };
  },
};
const sender = desk.createSender(courier, { rates: createSendRates({ conversation: [], overall: [] }) });
const started = performance.now();
void sender.run();
await sender.settled();
const took = performance.now() - started;
await sender.stop(1_000);
if (sent !== MESSAGES || outbox.count().delivered !== MESSAGES) throw new Error(`${sent} of ${MESSAGES} were sent`);
process.stdout.write(
  JSON.stringify({ messages: sent, perSecond: (sent / took) * 1_000, bare, heap: heap(), heapHalfWay }),
);
await desk.close();
rmSync(folder, { recursive: true, force: true });
