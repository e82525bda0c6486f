import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openDesk } from '../../src/compose.ts';
import type { CallContext } from '../../src/core/call-context.ts';
import { PERMISSIONS } from '../../src/core/permissions.ts';

/**
 * One of several processes that write one audit at the same moment: each has conversations of its own, and all share
 * one. Begins when all have come to the gate.
 */
async function write(folder: string, self: number, processes: number, calls: number): Promise<void> {
  const desk = await openDesk({ dataFolder: folder }, { starter: false });
  const gate = (of: number): string => join(folder, `gate.${of}`);
  writeFileSync(gate(self), '');
  while (Array.from({ length: processes }, (_, of) => gate(of)).some((file) => !existsSync(file))) await setTimeout(1);
  const context = (conversation: string): CallContext => ({
    tenant: 't-1',
    user: { id: `u-${self}`, name: `User ${self}`, permissions: new Set(PERMISSIONS) },
    conversation,
    channel: 'teams',
    correlation: `r-${self}`,
  });
  for (let call = 0; call < calls; call += 1) {
    await desk.toolbox.tools.list_regulations.call({}, context(call % 3 === 0 ? 'shared' : `c-${self}-${call % 2}`));
    if (call % 4 === 3) desk.checkpoints.take();
  }
  await desk.close();
}

const [folder = '', ...numbers] = process.argv.slice(2);
const [self = 0, processes = 1, calls = 1] = numbers.map(Number);
await write(folder, self, processes, calls);
