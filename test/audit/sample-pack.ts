import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Signer } from '../../src/audit/checkpoint.ts';
import { examinerPack } from '../../src/audit/examiner-pack.ts';
import type { PackFiles } from '../../src/audit/pack.ts';
import type { PackContents } from '../../src/audit/verify-pack.ts';
import { answerOn, by, openAudit, passage, writeSample } from './sample-audit.ts';

const HOSTILE = `<img src=x onerror="alert(1)"> & '</script><script>alert(2)</script>`;
export const EXPORTED = '2031-05-01T00:00:00.000Z';
/** Whether this machine has the tools that VERIFY.md names. */
export const HAS_TOOLS = hasTools();

/** The sample with a conversation behind it in which everything is hostile, and the pack of that conversation. */
export function buildPack(file: string, signer?: Signer): PackFiles {
  writeSample(file, signer === undefined ? {} : { signer });
  const { audit, recorder, checkpoints, close } = openAudit(file, { ids: 'more', ...(signer ? { signer } : {}) });
  const asking = { ...by('u-html', 'c-x'), user: { id: 'u-<b>', name: HOSTILE } };
  audit.record({ type: 'tool_call', body: { outcome: HOSTILE }, personal: { input: HOSTILE } }, asking);
  audit.record({ type: 'tool_call', body: {}, personal: { input: 'Another’s secret' } }, by('u-ben', 'c-2', 't-2'));
  recorder.record(
    { ...answerOn(HOSTILE, { ...passage(7), label: 'Article 7 <i>' }, passage(8)), notes: [HOSTILE] },
    asking,
  );
  audit.record({ type: 'tool_call', body: { outcome: 'ok' } }, asking);
  checkpoints.take();
  const request = { conversation: 'c-x', exportedAt: EXPORTED };
  const pack = examinerPack(audit.store, signer === undefined ? request : { ...request, signer });
  close();
  return pack;
}

export const bytesOf = (pack: PackFiles): Map<string, Uint8Array> =>
  new Map([...pack].map(([name, content]) => [name, Buffer.from(content)]));
export const textOf = (pack: PackFiles, name: string): string => Buffer.from(pack.get(name) ?? '').toString('utf8');

function hasTools(): boolean {
  try {
    execFileSync('bash', ['-c', 'command -v openssl sha256sum awk sed grep'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Unpacks into a folder of its own and runs the commands of its own VERIFY.md, as an examiner would. */
export function runSteps(pack: PackContents, folder: string): string {
  const steps = Buffer.from(pack.get('VERIFY.md') ?? '').toString('utf8');
  const unpacked = join(folder, 'unpacked');
  rmSync(unpacked, { recursive: true, force: true });
  for (const [name, content] of pack) {
    mkdirSync(dirname(join(unpacked, name)), { recursive: true });
    writeFileSync(join(unpacked, name), content);
  }
  const commands = [...steps.matchAll(/```sh\n(.*?)```/gs)].map(([, command]) => command ?? '');
  expect(commands.length).toBeGreaterThanOrEqual(4);
  return execFileSync('bash', ['-c', commands.join('\n')], {
    cwd: unpacked,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
}
