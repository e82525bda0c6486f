import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { startServiceNowPeer } from '../peers/grc/servicenow-peer.ts';
import { childOf } from './child.ts';
import { deliveryAuditProblems } from './delivery-audit.ts';
import { kept, recordProblems } from './kill-findings.ts';

const FAULTS = ['drop_after', 'drop_before', 'status:503', 'rate_limited'] as const;
const Said = z.object({ locked: z.int() });

export interface FilingLoad {
  /** Processes, each with a connection and a sender of its own. */
  readonly writers: number;
  readonly findings: number;
  /** From the first word to the last, the processes' start not counted; seconds. */
  readonly seconds: number;
  readonly calls: {
    readonly creations: number;
    readonly lookUps: number;
    readonly signIns: number;
    readonly failed: number;
  };
  readonly attempts: number;
  /** Records beyond one for each finding. */
  readonly duplicates: number;
  /** How often a writer found the file locked for longer than it waits. */
  readonly locked: number;
  readonly problems: readonly string[];
}

/**
 * Many processes put findings into one outbox and send from it, all at once, to a ServiceNow that fails one call in three:
 * it breaks off before or after it did what was asked, answers 503, or wants to be left alone. Each finding comes to be
 * filed, with one record.
 */
export async function fileUnderLoad(
  { writers, findings, seed }: { readonly writers: number; readonly findings: number; readonly seed: number },
  report: (line: string) => void = () => {},
): Promise<FilingLoad> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-filing-load-'));
  const peer = await startServiceNowPeer({ seed, retryAfter: 1, failing: { share: 1 / 3, faults: FAULTS } });
  try {
    openDatabase(join(folder, 'library.sqlite')).close();
    const each = Math.ceil(findings / writers);
    const children = Array.from({ length: writers }, (_, at) =>
      childOf('filing-load-child.ts', folder, peer.url, at, Math.min(each, findings - at * each)),
    );
    await Promise.all(children.map(({ ready }) => ready));
    report(`${writers} processes are ready`);
    const started = performance.now();
    for (const child of children) child.say('go\n');
    const telling = setInterval(() => report(`${peer.records().length} records`), 5_000);
    const ends = await Promise.all(children.map(({ end }) => end));
    clearInterval(telling);
    const seconds = (performance.now() - started) / 1_000;
    const left = kept(folder);
    const keys = peer.records().map(({ key }) => key);
    const requests = peer.requests();
    const of = (kind: string): number => requests.filter((request) => request.kind === kind).length;
    return {
      writers,
      findings: left.findings.filter(({ stage }) => stage === 'filed').length,
      seconds,
      calls: {
        ...{ creations: of('write'), lookUps: of('read'), signIns: of('sign_in') },
        failed: requests.filter(({ fault }) => fault !== undefined).length,
      },
      attempts: left.entries.reduce((sum, { attempts }) => sum + attempts, 0),
      duplicates: keys.length - new Set(keys).size,
      locked: ends.reduce((sum, { said }) => sum + (lastOf(said)?.locked ?? 0), 0),
      problems: [
        ...ends.flatMap(({ code, errors }) => (code === 0 ? [] : [`a writer ended with ${code}: ${errors}`])),
        ...(left.findings.length === findings ? [] : [`${left.findings.length} of ${findings} findings are there`]),
        ...recordProblems(left.findings, peer.records()),
        ...(await deliveryAuditProblems(folder, left.entries)),
      ],
    };
  } finally {
    await peer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function lastOf(said: string): z.infer<typeof Said> | undefined {
  const line = said.trim().split('\n').at(-1) ?? '';
  return line.startsWith('{') ? Said.parse(JSON.parse(line)) : undefined;
}

/** The figures, a line. */
export function loadLine({ writers, findings, seconds, calls, attempts, duplicates, locked }: FilingLoad): string {
  const { creations, lookUps, signIns, failed } = calls;
  const all = creations + lookUps + signIns;
  return `${findings} findings filed by ${writers} processes in ${seconds.toFixed(1)} s: ${all} calls, ${failed} of them failed (${creations} creations, ${lookUps} look-ups, ${signIns} sign-ins), ${attempts} attempts, ${duplicates} duplicates, ${locked} times locked out`;
}
