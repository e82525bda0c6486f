import { readFileSync } from 'node:fs';
import type { SqliteDatabase } from './adapters/sqlite/database.ts';
import { createSqliteGapStore } from './adapters/sqlite/gap-store.ts';
import { type Audit, recordedAs } from './audit/audit.ts';
import { recordGap } from './audit/gaps.ts';
import type { Clock } from './core/clock.ts';
import { randomId } from './core/ids.ts';
import type { Document } from './documents/document.ts';
import type { Judge } from './gaps/judging/judge.ts';
import type { Policies } from './gaps/policies/policies.ts';
import { createGapAnalysis, type GapAnalysis } from './gaps/runs/analyse-gaps.ts';
import { createGapDecisions, type GapDecisions } from './gaps/runs/decide.ts';
import type { GapLedger } from './gaps/runs/gap-ledger.ts';
import type { GapRun } from './gaps/runs/gap-run.ts';
import type { Language } from './regulations/act.ts';
import type { LawReader } from './regulations/law-reader.ts';

export interface ComposedGaps {
  readonly gaps: GapAnalysis;
  readonly decisions: GapDecisions;
}

/** The gap analysis over the library and the policies: in the audit's own file, so that each run comes with its row. */
export function composeGaps(
  database: SqliteDatabase,
  {
    audit,
    clock,
    reader,
    policies,
    judge,
  }: {
    readonly audit: Audit;
    readonly clock: Clock;
    readonly reader: LawReader;
    readonly policies: Policies;
    readonly judge?: Judge;
  },
): ComposedGaps {
  const store = createSqliteGapStore(database);
  const ledger: GapLedger = {
    within: audit.within,
    record: (event, context) => {
      const { reason, ...body } = event.what === 'decided' ? event : { ...event, reason: undefined };
      return recordGap(audit, { body: { ...body }, ...(reason === undefined ? {} : { reason }) }, recordedAs(context));
    },
  };
  const parts = { store, ledger, clock, newId: randomId };
  return {
    gaps: createGapAnalysis({ ...parts, reader, policies, ...(judge === undefined ? {} : { judge }) }),
    decisions: createGapDecisions(parts),
  };
}
