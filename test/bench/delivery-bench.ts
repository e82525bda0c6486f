import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import type { BenchRow } from './bench-row.ts';

const Measured = z.strictObject({
  messages: z.int(),
  perSecond: z.number(),
  bare: z.number(),
  heap: z.number(),
  heapHalfWay: z.number(),
});

/** What sending costs by itself: 10,000 messages to a channel that answers at once, in a process of their own. */
export function deliveryBench(): readonly BenchRow[] {
  const child = join(import.meta.dirname, 'delivery-child.ts');
  const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', child], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`the bench of sending ended with ${status}`);
  const { messages, perSecond, bare, heap, heapHalfWay } = Measured.parse(JSON.parse(stdout));
  const each = 1_000 / perSecond;
  return [
    {
      name: 'sending: a channel that answers at once',
      value: perSecond,
      unit: 'messages/s',
      note: `${messages} over 200 conversations, two rows on disk each; one is ${(each / bare).toFixed(1)} bare inserts flushed to disk (${bare.toFixed(2)} ms)`,
    },
    {
      name: 'sending: heap after all of them',
      value: heap,
      unit: 'MB',
      note: `${heapHalfWay.toFixed(1)} MB half way`,
    },
  ];
}
