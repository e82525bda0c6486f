import { createScoringRooms } from './adapters/scoring/scoring-rooms.ts';
import type { SqliteDatabase } from './adapters/sqlite/database.ts';
import { createSqliteFindingStore } from './adapters/sqlite/finding-store.ts';
import { createSqliteGapStore } from './adapters/sqlite/gap-store.ts';
import { createSqlitePolicyStore } from './adapters/sqlite/policy-store.ts';
import type { Spending } from './assistant/budgets/spending.ts';
import type { ChatModel } from './assistant/chat-model.ts';
import { type Audit, recordedAs } from './audit/audit.ts';
import { recordGap } from './audit/gaps.ts';
import { createPolicyRecorder } from './audit/policies.ts';
import type { Clock } from './core/clock.ts';
import { newSalt } from './core/digests.ts';
import { randomId } from './core/ids.ts';
import type { Document } from './documents/document.ts';
import type { Judge } from './gaps/judging/judge.ts';
import { createModelJudge } from './gaps/judging/model-judge.ts';
import type { ObligationRefiner } from './gaps/judging/obligation-refiner.ts';
import { createRefiner } from './gaps/judging/refine-obligations.ts';
import { createPolicies, type Policies } from './gaps/policies/policies.ts';
import { createGapAnalysis, type GapAnalysis } from './gaps/runs/analyse-gaps.ts';
import { createGapDecisions, type GapDecisions } from './gaps/runs/decide.ts';
import type { GapLedger } from './gaps/runs/gap-ledger.ts';
import type { GapRun } from './gaps/runs/gap-run.ts';
import type { Language } from './regulations/act.ts';
import type { LawReader } from './regulations/law-reader.ts';

/** The bank's own policies, and what is made of them. */
export interface DeskGaps {
  readonly policies: Policies;
  readonly gaps: GapAnalysis;
  readonly decisions: GapDecisions;
}

/**
 * Policies and the gap analysis over them.
 *
 * @param database the audit's own: each change is in the transaction of the row that tells of it
 */
export function composeGaps(
  database: SqliteDatabase,
  audit: Audit,
  clock: Clock,
  reader: LawReader,
  model?: GapModel,
): DeskGaps {
  const store = createSqliteGapStore(database);
  const findings = createSqliteFindingStore(database);
  const ledger: GapLedger = {
    within: audit.within,
    record: (event, context) => {
      const { reason, ...body } = event.what === 'decided' ? event : { ...event, reason: undefined };
      return recordGap(audit, { body: { ...body }, ...(reason === undefined ? {} : { reason }) }, recordedAs(context));
    },
  };
  const policies = createPolicies({
    store: createSqlitePolicyStore(database),
    ledger: { within: audit.within, record: createPolicyRecorder(audit).record },
    clock,
    // What is taken away is not quoted by anything that stays.
    forget: (tenant, policy) => {
      store.forgetPolicy(tenant, policy);
      findings.forgetPolicy(tenant, policy);
    },
  });
  const parts = { store, ledger, clock, newId: randomId };
  return {
    policies,
    gaps: createGapAnalysis({
      ...parts,
      reader,
      policies,
      openRoom: createScoringRooms(),
      ...model,
    }),
    decisions: createGapDecisions(parts),
  };
}

/** What a model does for the analysis: it names parts of duties, and judges where scoring is unsure. */
export interface GapModel {
  readonly refiner: ObligationRefiner;
  readonly judge: Judge;
}

/** None where no model is set up. */
export function composeGapModel(model: ChatModel | undefined, audit: Audit, spending: Spending): GapModel | undefined {
  if (model === undefined) return undefined;
  const options = { model, audit, spending, newTag: newSalt };
  return { refiner: createRefiner(options), judge: createModelJudge(options) };
}

/** The workbook of an analysis, as a file. */
export async function gapWorkbookFile(run: GapRun, language: Language): Promise<Uint8Array> {
  const [{ gapWorkbook }, { writeWorkbook }] = await Promise.all([
    import('./gaps/report/gap-workbook.ts'),
    import('./adapters/spreadsheets/write-workbook.ts'),
  ]);
  return writeWorkbook(gapWorkbook(run, language));
}

/** Files that may be policies, and what reads them. */
export interface OpenedPolicyFiles {
  readonly found: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** What was not read, and why, as the end of a sentence. */
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
  /** @throws AppError `invalid_input`, as `DocumentReader.read` */
  read(bytes: Uint8Array, name: string): Promise<Document>;
}

/** @throws AppError `invalid_input` for a path that holds nothing that can be read */
export async function openPolicyFiles(paths: readonly string[]): Promise<OpenedPolicyFiles> {
  const [{ readPolicyFiles }, { createDocumentReader }] = await Promise.all([
    import('./adapters/files/policy-files.ts'),
    import('./adapters/documents/document-reader.ts'),
  ]);
  const reader = createDocumentReader();
  const all = [];
  for (const path of paths) all.push(await readPolicyFiles(path));
  return {
    found: all.flatMap(({ files }) => files),
    skipped: all.flatMap(({ skipped }) => skipped),
    read: (bytes, name) => reader.read(bytes, name),
  };
}
