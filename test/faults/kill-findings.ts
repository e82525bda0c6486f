import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteFindingStore } from '../../src/adapters/sqlite/finding-store.ts';
import { createSqliteOutboxStore } from '../../src/adapters/sqlite/outbox-store.ts';
import { stateNamed } from '../../src/findings/filing/field-mapping.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { settingsFor } from '../adapters/servicenow/servicenow-ground.ts';
import type { KeptRecord } from '../contracts/grc-platform-ground.ts';
import { startServiceNowPeer } from '../peers/grc/servicenow-peer.ts';
import { seeded } from '../seeded.ts';
import { childOf } from './child.ts';
import { deliveryAuditProblems } from './delivery-audit.ts';
import { keyOf, TENANT } from './filing-process.ts';

/** Where children note what they have approved, and what is put in. */
export const APPROVED = 'approved.txt';
export const PUT_IN = 'put-in.txt';

export interface KilledFindings {
  readonly kills: number;
  /** Findings that are filed at the end. */
  readonly filed: number;
  /** Messages in all, those that move a record from state to state included. */
  readonly messages: number;
  /** Calls that a look-up or a creation made; and those of the calls that the peer had fail. */
  readonly calls: number;
  readonly failed: number;
  readonly problems: readonly string[];
}

/**
 * Kills processes that approve findings, file them with a ServiceNow and move them with SIGKILL at random moments, every
 * third time two at once, while the peer breaks off, refuses for a while, or does what it is asked and says nothing; then
 * lets what is left be sent, and compares what the platform has with what was put in: each finding that was put in has
 * exactly one record, which the finding names and which stands where the finding does; nothing else has one; the chain
 * verifies.
 */
export async function killFindings(
  wanted: number,
  seed: number,
  report: (line: string) => void = () => {},
): Promise<KilledFindings> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-finding-faults-'));
  const random = seeded(seed);
  const faults = [
    'drop_before',
    'drop_after',
    'status:503',
    'status_after:500',
    'rate_limited',
    'slow',
    'html_200',
  ] as const;
  const peer = await startServiceNowPeer({ seed, retryAfter: 0, failing: { share: 0.2, faults } });
  const problems: string[] = [];
  let kills = 0;
  try {
    // So that two that start at once find the file made.
    openDatabase(join(folder, 'library.sqlite')).close();
    for (let round = 0; kills < wanted; round += 1) {
      const count = round % 3 === 2 && kills + 2 <= wanted ? 2 : 1;
      const children = Array.from({ length: count }, (_, at) =>
        childOf('finding-child.ts', folder, peer.url, seed + 10 * round + at),
      );
      await Promise.all(children.map(({ ready }) => ready));
      for (const each of children) setTimeout(() => each.kill(), random() * 700);
      for (const { signal, errors } of await Promise.all(children.map(({ end }) => end)))
        if (signal !== 'SIGKILL') problems.push(`round ${round + 1}: a child ended by itself: ${errors}`);
      kills += count;
      report(`finding kill ${kills}/${wanted}: ${peer.records().length} records`);
    }
    const { code, errors } = await childOf('finding-child.ts', folder, peer.url, seed, 'drain').end;
    if (code !== 0) problems.push(`what was left could not be sent: ${errors}`);
    const { entries, findings } = kept(folder);
    problems.push(...compared(folder, findings, peer.records()));
    for (const { message, state } of entries)
      if (state !== 'delivered') problems.push(`${message.key} came to ${state}`);
    problems.push(...(await deliveryAuditProblems(folder, entries)));
    const requests = peer.requests();
    return {
      kills,
      filed: findings.filter(({ stage }) => stage === 'filed').length,
      messages: entries.length,
      calls: requests.length,
      failed: requests.filter(({ fault }) => fault !== undefined && fault !== 'slow').length,
      problems,
    };
  } finally {
    await peer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is in the file at the end. */
export function kept(folder: string) {
  const database = openDatabase(join(folder, 'library.sqlite'));
  const entries = createSqliteOutboxStore(database).list({}, 1_000_000);
  const findings = createSqliteFindingStore(database).own.page({ tenant: TENANT }, 1_000_000);
  database.close();
  return { entries, findings };
}

function compared(folder: string, findings: readonly Finding[], records: readonly KeptRecord[]): readonly string[] {
  const problems = [...recordProblems(findings, records)];
  const stages = new Map(findings.map(({ id, stage }) => [id, stage]));
  for (const id of noted(folder, APPROVED)) if (!stages.has(id)) problems.push(`${id} was approved and is gone`);
  for (const id of noted(folder, PUT_IN))
    if (stages.get(id) !== 'filed') problems.push(`${id} was put in and is ${stages.get(id) ?? 'gone'}`);
  return problems;
}

/** One record a finding that is filed, and no other. */
export function recordProblems(findings: readonly Finding[], records: readonly KeptRecord[]): readonly string[] {
  const problems: string[] = [];
  const byKey = new Map<string, KeptRecord[]>();
  for (const each of records) byKey.set(each.key, [...(byKey.get(each.key) ?? []), each]);
  const { states } = settingsFor('');
  for (const { id, stage, status = 'open', filing } of findings) {
    const own = byKey.get(keyOf(id)) ?? [];
    byKey.delete(keyOf(id));
    if (stage === 'approved' && own.length === 0) continue;
    if (stage !== 'filed') problems.push(`${id} is ${stage} and has ${own.length} records`);
    else if (own.length !== 1) problems.push(`${id} has ${own.length} records`);
    else if (own[0]?.id !== filing?.record?.id) problems.push(`${id} names another record`);
    else if (own[0]?.state !== stateNamed(states, status))
      problems.push(`${id} is ${status}, its record ${own[0]?.state}`);
  }
  for (const [key, own] of byKey) problems.push(`${own.length} records of ${key}, and no finding`);
  return problems;
}

function noted(folder: string, file: string): readonly string[] {
  const path = join(folder, file);
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
}
