import { join } from 'node:path';
import { verifyAudit } from '../../src/audit/verify-audit.ts';
import { openDesk, openEvidence } from '../../src/compose.ts';
import type { OutboxEntry } from '../../src/delivery/outbox-store.ts';

/** Each message has its rows: put in once, an intent for each attempt, an end for each intent. */
export async function deliveryAuditProblems(
  folder: string,
  entries: readonly OutboxEntry[],
): Promise<readonly string[]> {
  await (await openDesk({ dataFolder: folder }, { starter: false })).close();
  const evidence = await openEvidence(join(folder, 'library.sqlite'));
  try {
    const { problems } = verifyAudit(evidence, { publicKeys: [], copies: [] });
    const rows = evidence.rows({}, 1_000_000).map(({ type, body, position }) => ({
      ...(JSON.parse(body) as { readonly message?: string; readonly what?: string; readonly intent?: number }),
      type,
      position,
    }));
    const queued = rows.filter(({ type, what }) => type === 'delivery' && what === 'queued').map((row) => row.message);
    const ended = new Set(rows.flatMap(({ intent }) => intent ?? []));
    const intents = rows.filter(({ type }) => type === 'intent');
    const tries = entries.reduce((sum, { attempts }) => sum + attempts, 0);
    return [
      ...problems.map(({ row, kind, message }) => `${kind} at ${row}: ${message}`),
      ...(new Set(queued).size === queued.length && queued.length === entries.length
        ? []
        : [`${entries.length} messages, ${queued.length} rows of them`]),
      ...intents.filter(({ position }) => !ended.has(position)).map(({ position }) => `${position} is still open`),
      ...(intents.length === tries ? [] : [`${tries} attempts, ${intents.length} intents`]),
    ];
  } finally {
    evidence.close();
  }
}
