import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { recordedAs } from '../audit/audit.ts';
import { readPublicKey } from '../audit/checkpoint.ts';
import { eraseUser } from '../audit/erasure.ts';
import { examinerPack } from '../audit/examiner-pack.ts';
import type { PackFiles } from '../audit/pack.ts';
import type { AuditEvidence, Verification } from '../audit/verification.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { verifyPack } from '../audit/verify-pack.ts';
import { auditFiles, auditSigner, libraryFile, openEvidence, openReplica, readCheckpoints } from '../compose.ts';
import { AppError } from '../core/errors.ts';
import { requirePermission } from '../core/permissions.ts';
import { wrapText } from './output.ts';
import { parseDay, type Session } from './session.ts';
import { trailLines } from './trail-lines.ts';

export interface KeyOptions {
  readonly publicKey?: readonly string[];
  readonly json?: boolean;
}

export interface VerifyAuditOptions extends KeyOptions {
  readonly export?: string;
  readonly file?: string;
  readonly checkpoints?: string;
  readonly replica?: boolean;
}

/** `compliance audit verify`: by the file, the public key and the checkpoints alone; exit code 1 on a problem. */
export async function verify(session: Session, options: VerifyAuditOptions): Promise<void> {
  const keys = await publicKeys(session, options);
  const verification =
    options.export === undefined
      ? await verifyFile(session, options, keys)
      : verifyPack((await auditFiles()).readPack(options.export), keys);
  const { ok, rows, checkpoints, problems, notes } = verification;
  // On the error channel: the result itself has a fixed shape.
  if (options.json === true) for (const note of notes) session.terminal.err(`${note}\n`);
  session.print({ ok, rows, checkpoints, problems }, options.json === true, () => describe(verification, session));
  if (!ok) session.exit(1);
}

/** The keys that count: those that are named (after a change of key all of them), else the one that is set. */
export async function publicKeys(session: Session, { publicKey }: KeyOptions) {
  if (publicKey !== undefined) {
    const { readBytes } = await auditFiles();
    return publicKey.map((path) => readPublicKey(Buffer.from(readBytes(path)).toString('utf8'), path));
  }
  const signer = auditSigner(session.config());
  return signer === undefined ? [] : [createPublicKey(signer.publicKey)];
}

async function verifyFile(
  session: Session,
  options: VerifyAuditOptions,
  keys: Awaited<ReturnType<typeof publicKeys>>,
): Promise<Verification> {
  const config = session.config();
  const folder = options.checkpoints ?? config.checkpointFolder;
  const absent = folder !== undefined && options.checkpoints === undefined && !existsSync(folder);
  const copies = folder === undefined || absent ? [] : readCheckpoints(folder);
  const evidence = await openEvidence(options.file ?? libraryFile(config));
  try {
    const verified = verifyAudit(evidence, { publicKeys: keys, copies });
    const verification =
      copies.length > 0
        ? verified
        : {
            ...verified,
            notes: [
              ...verified.notes,
              `No copies of checkpoints were compared${absent ? ` (there is no folder ${folder})` : ''}: an end that was cut off together with its checkpoints cannot be told.`,
            ],
          };
    return options.replica === true ? await withReplica(verification, session, evidence) : verification;
  } finally {
    evidence.close();
  }
}

/** The same, compared with the replica row by row. */
async function withReplica(
  verification: Verification,
  session: Session,
  evidence: AuditEvidence,
): Promise<Verification> {
  const replica = await openReplica(session.config(), evidence);
  if (replica === undefined)
    throw new AppError('misconfigured', 'No replica is set up: ELASTICSEARCH_URL and ELASTICSEARCH_AUDIT=1 name one.');
  try {
    const differences = await replica.follower.compare();
    const problems = differences.map(({ row, message }) => ({ row, kind: 'replica_differs' as const, message }));
    return {
      ...verification,
      ok: verification.ok && problems.length === 0,
      problems: [...verification.problems, ...problems],
    };
  } finally {
    await replica.close();
  }
}

function describe({ ok, rows, checkpoints, problems, notes }: Verification, { style }: Session): string {
  const [first, ...more] = problems;
  return [
    ok
      ? style.bold(`The audit is whole: ${rows} rows, ${checkpoints} checkpoints.`)
      : style.warn(`The audit is not whole (${rows} rows, ${checkpoints} checkpoints).`),
    ...(first === undefined ? [] : [wrapText(`First: ${first.kind}. ${first.message}`, 100)]),
    ...more.map(({ kind, message }) => wrapText(`· ${kind}. ${message}`, 100)),
    ...notes.map((note) => style.dim(wrapText(`· ${note}`, 100))),
  ].join('\n');
}

/** `compliance audit export`: the examiner pack of one conversation; the export itself is a row. */
export async function exportConversation(
  session: Session,
  options: { readonly conversation: string; readonly out?: string; readonly json?: boolean },
): Promise<void> {
  const { conversation } = options;
  const desk = await session.desk();
  requirePermission(session.caller().user, 'admin:audit', 'export');
  const file = resolve(options.out ?? `conversation-${conversation.replace(/[^\w-]/g, '_').slice(0, 60)}.zip`);
  const { writePack } = await auditFiles();
  const reading = desk.audit.store;
  if (reading.rows({ conversation }, 1).length === 0) throw unknownConversation(conversation);
  const what = { conversation, form: 'examiner pack' };
  const intent = desk.audit.intend({ body: { ...what, what: 'export' } }, recordedAs(session.caller()));
  const settle = (outcome: 'ok' | 'failed') =>
    desk.audit.settle(intent, { type: 'export', body: { ...what, outcome } });
  let files: PackFiles;
  try {
    // So that what is exported is covered by a checkpoint, the newest rows included.
    desk.checkpoints.take();
    const signer = auditSigner(session.config());
    files = examinerPack(reading, {
      conversation,
      exportedAt: new Date(desk.clock.now()).toISOString(),
      ...(signer === undefined ? {} : { signer }),
    });
    writePack(file, files);
  } catch (error) {
    settle('failed');
    throw error;
  }
  settle('ok');
  session.print({ file, conversation, files: files.size }, options.json === true, () =>
    [
      `${session.style.bold(file)}: ${files.size} files.`,
      'report.html is for reading; VERIFY.md says how to check it without this program.',
    ].join('\n'),
  );
}

function unknownConversation(conversation: string): AppError {
  return new AppError(
    'not_found',
    `The audit knows no conversation ${conversation.slice(0, 60)}. "ask --json" tells the id of each.`,
  );
}

/** `compliance audit erase`: a person's texts and name go, the chain stays. */
export async function erase(
  session: Session,
  options: { readonly user: string; readonly tenant?: string; readonly json?: boolean },
): Promise<void> {
  const desk = await session.desk();
  requirePermission(session.caller().user, 'admin:audit', 'erase');
  const erased = eraseUser(desk.audit, options.user, options.tenant, recordedAs(session.caller()), desk.forgetPerson);
  session.print({ user: options.user, people: erased.actors.length, texts: erased.texts }, options.json === true, () =>
    [
      `Erased ${erased.texts} texts and the name of ${erased.actors.length === 1 ? 'one person' : `${erased.actors.length} people`}.`,
      'The chain keeps that somebody did what was done, and still verifies. Copies of the file, and packs that were exported, are not reached.',
    ].join('\n'),
  );
}

export interface TrailOptions {
  readonly conversation?: string;
  readonly user?: string;
  readonly from?: string;
  readonly to?: string;
  readonly after?: string;
  readonly json?: boolean;
}

/** `compliance audit trail`: the rows, newest pages by `--after`. */
export async function trail(session: Session, options: TrailOptions): Promise<void> {
  const { conversation, user, from, to, after } = options;
  const desk = await session.desk();
  const { output } = await desk.toolbox.tools.get_audit_trail.call(
    {
      ...(conversation === undefined ? {} : { conversation }),
      ...(user === undefined ? {} : { user }),
      ...(from === undefined ? {} : { from: parseDay(from) }),
      ...(to === undefined ? {} : { to: parseDay(to) }),
      ...(after === undefined ? {} : { after: Number(after) }),
      limit: 50,
    },
    session.caller(),
  );
  session.print(output, options.json === true, () =>
    [
      ...(output.rows.length === 0 ? ['No row fits.'] : output.rows.map((row) => trailLines(row, session))),
      ...(output.next === undefined ? [] : [`More: compliance audit trail --after ${output.next}`]),
      session.style.dim(
        'Rows of the program itself, such as digests loaded at the first start, belong to no organisation and are not listed.',
      ),
    ].join('\n'),
  );
}
