import { AppError } from '../../core/errors.ts';
import type { GrcPlatform, PlatformRecord } from '../filing/grc-platform.ts';
import type { Finding } from '../finding.ts';
import { type Applied, type ApplyParts, applyPlatformState } from './apply-platform-state.ts';

export interface SyncParts extends ApplyParts {
  /** The platform that a tenant files with now; undefined where none is set up. */
  readonly platformOf: (tenant: string) => GrcPlatform | undefined;
}

export interface SyncProblem {
  readonly tenant: string;
  /** What was wrong, and what to do; for people. */
  readonly why: string;
}

export interface SyncResult {
  /** Findings whose records were asked for, and told about. */
  readonly looked: number;
  /** Those whose state followed the platform's. */
  readonly changed: number;
  /** Those with a difference that somebody has to decide on. */
  readonly conflicts: number;
  readonly problems: readonly SyncProblem[];
}

/** Records that a platform is asked for at once, and findings that are read at once. */
const MOST_AT_ONCE = 50;

/**
 * Reads the state of every filed finding's record, and holds the findings against them: `applyPlatformState`. A platform
 * that fails is left for this time, with a problem that tells it; those of other tenants are read all the same.
 *
 * @param tenant only of this tenant; absent, of all
 * @throws the signal's reason
 */
export async function syncFindings(
  parts: SyncParts,
  { tenant, signal }: { readonly tenant?: string; readonly signal?: AbortSignal } = {},
): Promise<SyncResult> {
  const tally = createTally();
  const waiting = new Map<string, readonly Finding[]>();
  const read = async (of: string): Promise<void> => {
    const findings = waiting.get(of) ?? [];
    waiting.delete(of);
    await readBatch(parts, of, findings, tally, signal);
  };
  const filter = { stages: ['filed'], ...(tenant === undefined ? {} : { tenant }) } as const;
  for (let after: string | undefined; ; ) {
    const page = parts.store.own.page(filter, MOST_AT_ONCE, after);
    for (const finding of page) {
      const batch = [...(waiting.get(finding.tenant) ?? []), finding];
      waiting.set(finding.tenant, batch);
      if (batch.length === MOST_AT_ONCE) await read(finding.tenant);
    }
    after = page.at(-1)?.id;
    if (page.length < MOST_AT_ONCE) break;
  }
  for (const of of waiting.keys()) await read(of);
  return tally.result();
}

/** Reads the records of some of a tenant's findings. */
async function readBatch(
  { platformOf, ...parts }: SyncParts,
  tenant: string,
  findings: readonly Finding[],
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (tally.hasFailed(tenant)) return;
  signal?.throwIfAborted();
  const platform = platformOf(tenant);
  if (platform === undefined) {
    tally.failed(tenant, 'No GRC platform is set up for this tenant any more: its filed findings are not looked at.');
    return;
  }
  // Ids of another platform, or of another installation, could be those of other records here.
  const theirs = findings.filter(({ filing }) => filing?.platform === platform.name && filing.host === platform.host);
  for (const { filing } of findings.filter((each) => !theirs.includes(each)))
    tally.elsewhere(tenant, `${filing?.platform ?? 'nothing'} at ${filing?.host ?? 'no host'}`);
  const at = new Date(parts.clock.now()).toISOString();
  try {
    const ids = theirs.flatMap(({ filing }) => filing?.record?.id ?? []);
    const records: ReadonlyMap<string, PlatformRecord> =
      ids.length === 0 ? new Map() : await platform.read(ids, signal);
    const applied = parts.audit.within(() =>
      theirs.map((finding) => {
        const record = records.get(finding.filing?.record?.id ?? '');
        // A record that carries another key is another one's.
        const ours = record?.key === finding.filing?.key ? record : undefined;
        return applyPlatformState(parts, finding, ours, 'pull', at);
      }),
    );
    for (const each of applied) if (each !== undefined) tally.applied(each);
  } catch (error) {
    signal?.throwIfAborted();
    tally.failed(tenant, error instanceof AppError ? error.message : 'Reading its records broke off unexpectedly.');
  }
}

type Tally = ReturnType<typeof createTally>;

function createTally() {
  let [looked, changed, conflicts] = [0, 0, 0];
  const failures = new Map<string, string>();
  const unmapped = new Map<string, SyncCount>();
  const elsewhere = new Map<string, SyncCount>();
  const counted = (counts: Map<string, SyncCount>, tenant: string, what: string): void => {
    const key = JSON.stringify([tenant, what]);
    counts.set(key, { tenant, what, count: (counts.get(key)?.count ?? 0) + 1 });
  };
  return {
    hasFailed: (tenant: string): boolean => failures.has(tenant),
    failed: (tenant: string, why: string): void => {
      failures.set(tenant, why);
    },
    elsewhere: (tenant: string, what: string): void => counted(elsewhere, tenant, what),
    applied: ({ finding, moved, unmapped: word }: Applied): void => {
      looked += 1;
      if (moved) changed += 1;
      if (finding.conflicts.some(({ decided }) => decided === undefined)) conflicts += 1;
      if (word !== undefined) counted(unmapped, finding.tenant, word);
    },
    result: (): SyncResult => ({
      ...{ looked, changed, conflicts },
      problems: [
        ...[...failures].map(([tenant, why]) => ({ tenant, why })),
        ...[...elsewhere.values()].map(({ tenant, what, count }) => ({
          tenant,
          why: `${findingsOf(count)} filed with ${what}, which is not what is set up now: not looked at.`,
        })),
        ...[...unmapped.values()].map(({ tenant, what, count }) => ({
          tenant,
          why: `${findingsOf(count)} in the platform's state "${what}", which means nothing here. Add it to "states" in the settings.`,
        })),
      ],
    }),
  };
}

interface SyncCount {
  readonly tenant: string;
  readonly what: string;
  readonly count: number;
}

function findingsOf(count: number): string {
  return count === 1 ? '1 finding is' : `${count} findings are`;
}
