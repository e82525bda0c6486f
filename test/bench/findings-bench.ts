import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsFor } from '../adapters/servicenow/servicenow-ground.ts';
import { openFilingProcess, TENANT } from '../faults/filing-process.ts';
import { findingId } from '../findings/invented-finding.ts';
import { SERVICENOW_CREDENTIALS, startServiceNowPeer } from '../peers/grc/servicenow-peer.ts';
import { type BenchRow, p50 } from './bench-row.ts';

const FINDINGS = 100;

/**
 * What filing costs beside the platform itself: a finding is kept, put on its way and filed, one after the other, with a
 * ServiceNow on this machine that answers at once; and the same record made by one bare request to it.
 */
export async function findingsBench(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-findings-bench-'));
  const peer = await startServiceNowPeer();
  const filings = openFilingProcess({ folder, url: peer.url, settleMs: 10_000, pace: {} });
  try {
    void filings.sender.run();
    const filed = await timed(async (at) => {
      const id = findingId(at + 1);
      filings.approve(id);
      filings.file(id);
      await filings.sender.settled();
      if (filings.store.own.find(TENANT, id)?.stage !== 'filed') throw new Error(`${id} was not filed`);
    });
    const [record] = peer.records();
    const bare = await timed(async () => {
      const response = await fetch(`${peer.url}/api/now/table/sn_grc_issue`, {
        method: 'POST',
        headers: { authorization: BASIC, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(made(record?.fields ?? {})),
      });
      if (response.status !== 201) throw new Error(`the peer answered ${response.status}`);
      await response.json();
    });
    return [
      {
        name: 'findings: draft to filed',
        value: filed,
        unit: 'ms',
        note: `${(filed / bare).toFixed(1)} bare round trips to the peer (${bare.toFixed(2)} ms)`,
      },
    ];
  } finally {
    await filings.close();
    await peer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const { user, password } = SERVICENOW_CREDENTIALS;
const BASIC = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** What was sent to make a record: what the instance adds is left out. */
function made(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const sent = new Set([...Object.keys(settingsFor('').fields), 'correlation_id']);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => sent.has(name)));
}

/** The median of so many, in milliseconds. */
async function timed(work: (at: number) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < FINDINGS; at += 1) {
    const started = performance.now();
    await work(at);
    times.push(performance.now() - started);
  }
  return p50(times);
}
