import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AppError } from '../../src/core/errors.ts';
import { bindWriteTool } from '../../src/tools/bind-write-tool.ts';
import { ledgerNoteTool } from './ledger-note-tool.ts';
import { FILER, NOON, openWriting } from './write-desk.ts';

/**
 * One of several processes that write by the same confirmation at the same moment: what is written is a line of a file.
 * Begins when all have come to the gate; prints what came of it. One that dies does so in the middle of the write.
 */
async function write(folder: string, confirmation: string, self: number, processes: number, dies: boolean) {
  const { seam, database } = openWriting(join(folder, 'library.sqlite'), { time: NOON });
  const gate = (of: number): string => join(folder, `gate.${of}`);
  writeFileSync(gate(self), '');
  while (Array.from({ length: processes }, (_, of) => gate(of)).some((file) => !existsSync(file))) await setTimeout(1);
  const before = async () => {
    appendFileSync(join(folder, 'ledger.txt'), `${self}\n`);
    if (dies) process.kill(process.pid, 'SIGKILL');
    await setTimeout(5);
  };
  const tool = bindWriteTool(ledgerNoteTool(), { ledger: [], before }, seam);
  const outcome = await tool.call({ text: 'Barley is dry', confirmation }, FILER).then(
    ({ output }) => output.status,
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
  process.stdout.write(outcome);
  database.close();
}

const [folder = '', confirmation = '', self = '0', processes = '1', dies = ''] = process.argv.slice(2);
await write(folder, confirmation, Number(self), Number(processes), dies === 'dies');
