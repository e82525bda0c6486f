import type { KeyObject } from 'node:crypto';
import { type AuditRow, NO_HASH } from './audit-row.ts';
import type { Checkpoint, SignedCheckpoint } from './checkpoint.ts';
import { chainOf } from './checkpoints.ts';
import { chainProblem, type GoodRow } from './tampering.ts';
import {
  type AuditEvidence,
  type AuditPart,
  type Damage,
  MOST_PROBLEMS,
  type Problem,
  type ProblemKind,
  type Verification,
} from './verification.ts';
import { trustCheckpoints } from './verify-checkpoints.ts';
import { createContentChecks } from './verify-contents.ts';

export interface VerifyOptions {
  /** Ed25519 keys whose signatures count. */
  readonly publicKeys?: readonly KeyObject[];
  /** Checkpoints kept elsewhere. */
  readonly copies?: readonly SignedCheckpoint[];
}

/** Rows read at a time: memory does not grow with the file, and so few are gone before the collector has to move them. */
const PAGE = 500;

/**
 * Verifies an audit by the file, the public keys and the copies of checkpoints alone: every hash, every link, every
 * personal text against its digest, receipts, passages, guards, checkpoints.
 */
export function verifyAudit(evidence: AuditEvidence, options: VerifyOptions = {}): Verification {
  const damaged = evidence.damage();
  return damaged.length === 0 ? verifyTexts(evidence, options) : unreadable(evidence, damaged);
}

function verifyTexts(evidence: AuditEvidence, options: VerifyOptions): Verification {
  const chain = chainOf(evidence);
  const copies = options.copies ?? [];
  const trusted = trustCheckpoints(chain, evidence.checkpoints(), copies, options.publicKeys ?? []);
  const walked = walk(evidence, trusted.checkpoints, options.publicKeys ?? []);
  const guards = evidence.guardFaults().map(
    (message): Problem => ({
      row: null,
      kind: 'trigger_dropped',
      message: `${message}: rows could be changed in place. Look at what changed the schema.`,
    }),
  );
  const broken = walked.broken
    ? []
    : evidence.brokenConversations().map(
        (conversation): Problem => ({
          row: null,
          kind: 'sequence_broken',
          message: `The rows of conversation ${conversation} are not numbered without gaps.`,
        }),
      );
  const damaged = evidence.damagedCheckpoints().map(
    (number): Problem => ({
      row: null,
      kind: 'checkpoint_forged',
      message: `Checkpoint ${number} is not written as the program writes it.`,
    }),
  );
  const problems = [...walked.problems, ...trusted.problems, ...damaged, ...guards, ...broken].sort(byRow);
  const rows = evidence.rowCount();
  const uncovered =
    (options.publicKeys ?? []).length > 0 && trusted.signedUpTo < rows
      ? [`Rows ${trusted.signedUpTo + 1} to ${rows} are not covered by a signed checkpoint yet.`]
      : [];
  return {
    ok: problems.length === 0,
    rows,
    checkpoints: evidence.checkpoints().length,
    problems: problems.slice(0, MOST_PROBLEMS),
    notes: [...trusted.notes, ...uncovered, ...leftOut(walked, problems.length)],
  };
}

const KINDS: Readonly<Record<AuditPart, ProblemKind>> = {
  rows: 'edited',
  texts: 'text_altered',
  receipts: 'receipt_altered',
  passages: 'passage_altered',
  people: 'person_altered',
  checkpoints: 'checkpoint_forged',
};

/** Bytes that are no text were not written by the program; nothing that stands beside them is read. */
function unreadable(evidence: AuditEvidence, damaged: readonly Damage[]): Verification {
  const problems = damaged.map(({ part, row }): Problem => {
    const where = row === null ? `One of the ${part}` : part === 'rows' ? `Row ${row}` : `What row ${row} tells of`;
    return { row, kind: KINDS[part], message: `${where} was changed: it has bytes that are no text.` };
  });
  return {
    ok: false,
    rows: evidence.rowCount(),
    checkpoints: 0,
    problems: problems.sort(byRow).slice(0, MOST_PROBLEMS),
    notes: ['The rest was not looked at: what cannot be read as text is in the way.'],
  };
}

/** What was not looked at, or is not listed; and what to do with a file that is not whole. */
function leftOut({ broken, problems: [first] }: Walked, found: number): readonly string[] {
  if (found === 0) return [];
  return [
    ...(broken ? [`What stands behind row ${Math.max(1, (first?.row ?? 1) - 1)} was not looked at.`] : []),
    ...(found > MOST_PROBLEMS ? [`${found - MOST_PROBLEMS} more problems are not listed.`] : []),
    'Keep the file as it is, compare it with a backup and with the copies of checkpoints, and tell whoever answers for the record.',
  ];
}

function byRow(a: Problem, b: Problem): number {
  return (a.row ?? Number.MAX_SAFE_INTEGER) - (b.row ?? Number.MAX_SAFE_INTEGER);
}

interface Walked {
  readonly problems: readonly Problem[];
  /** True where the chain itself is broken: what follows the break was not looked at. */
  readonly broken: boolean;
}

function walk(evidence: AuditEvidence, checkpoints: readonly Checkpoint[], keys: readonly KeyObject[]): Walked {
  const problems: Problem[] = [];
  const contents = createContentChecks(evidence, keys);
  let good: GoodRow & { readonly at: string } = { position: 0, hash: NO_HASH, at: '' };
  let next = 0;
  for (;;) {
    // At first without a lower bound: a row may have been put in front of the first.
    const page = evidence.rows(good.position === 0 ? {} : { after: good.position }, PAGE);
    const sound: AuditRow[] = [];
    let fault: Problem | undefined;
    for (const row of page) {
      fault = chainProblem(evidence, good, row);
      if (fault !== undefined) break;
      if (row.at < good.at) problems.push(rolledBack(row, good.at));
      good = row;
      sound.push(row);
      for (; checkpoints[next] !== undefined && (checkpoints[next]?.size ?? 0) <= row.position; next += 1) {
        const mark = checkpoints[next];
        if (mark?.size !== row.position || mark.head === row.hash) continue;
        return { problems: [recomputed(mark, checkpoints), ...problems], broken: true };
      }
    }
    problems.push(...contents.page(sound));
    // In front of what else was found at the same row: it says why.
    if (fault !== undefined) return { problems: [fault, ...problems], broken: true };
    if (problems.length > MOST_PROBLEMS) return { problems, broken: true };
    if (page.length < PAGE) break;
  }
  const beyond = checkpoints.find(({ size }) => size > good.position);
  if (beyond !== undefined) return { problems: [truncated(good.position, beyond), ...problems], broken: true };
  return { problems: [...problems, ...contents.end()], broken: false };
}

function rolledBack({ position, at }: AuditRow, before: string): Problem {
  return {
    row: position,
    kind: 'clock_rollback',
    message: `Row ${position} says ${at}, and the row before it ${before}: the clock was turned back, or the row written later.`,
  };
}

function recomputed({ number, size }: Checkpoint, checkpoints: readonly Checkpoint[]): Problem {
  // Of one size there may be two, the file's and a copy that says otherwise.
  const from = (checkpoints.findLast((each) => each.size < size)?.size ?? 0) + 1;
  return {
    row: from,
    kind: 'recomputed',
    message: `The chain was computed anew: row ${size} is not the one of which checkpoint ${number} was taken. The change lies between rows ${from} and ${size}.`,
  };
}

function truncated(position: number, { number, size }: Checkpoint): Problem {
  return {
    row: position + 1,
    kind: 'truncated',
    message: `The end is cut off: checkpoint ${number} was taken of ${size} rows, and ${position} are left.`,
  };
}
