import { recordedAs } from '../audit/audit.ts';
import { recallAnswers } from '../audit/recall.ts';
import {
  parseReceiptDocument,
  type ReceiptDocument,
  receiptDocument,
  verifyReceipt,
} from '../audit/receipt-document.ts';
import { recordedObject } from '../audit/recorded-json.ts';
import { auditFiles, auditSigner } from '../compose.ts';
import { type KeyOptions, publicKeys } from './audit.ts';
import { wrapText } from './output.ts';
import { parseDay, type Session } from './session.ts';

/** `compliance receipt show`: a document that can be verified by itself; for a person who watches, its contents. */
export async function showReceipt(session: Session, id: string, options: { readonly json?: boolean }): Promise<void> {
  const desk = await session.desk();
  const signer = auditSigner(session.config());
  const document = receiptDocument(desk.audit.store, id, signer?.publicKey);
  desk.audit.record({ type: 'export', body: { what: 'receipt', receipt: id } }, recordedAs(session.caller()));
  if (options.json === true || !session.terminal.interactive)
    session.terminal.out(`${JSON.stringify(document, undefined, options.json === true ? undefined : 2)}\n`);
  else session.terminal.out(`${render(document, session)}\n`);
}

/** `compliance receipt verify`: offline, by the file alone; exit code 1 on a problem. */
export async function verifyReceiptFile(session: Session, path: string, options: KeyOptions): Promise<void> {
  const { readBytes } = await auditFiles();
  const document = parseReceiptDocument(Buffer.from(readBytes(path)).toString('utf8'), path);
  const verification = verifyReceipt(document, await publicKeys(session, options));
  const { ok, receipt, problems, notes } = verification;
  session.print(verification, options.json === true, () =>
    [
      ok ? session.style.bold(`Receipt ${receipt} is whole.`) : session.style.warn(`Receipt ${receipt} is not whole.`),
      ...[...problems, ...notes].map((line) => wrapText(`· ${line}`, 100)),
    ].join('\n'),
  );
  if (!ok) session.exit(1);
}

/** `compliance recall`: answers that rest on words which are no longer the law. */
export async function recall(
  session: Session,
  options: { readonly since?: string; readonly json?: boolean },
): Promise<void> {
  const since = options.since === undefined ? undefined : parseDay(options.since);
  const desk = await session.desk();
  const answers = recallAnswers(desk.audit.store, desk.reader, since === undefined ? {} : { since });
  desk.audit.record(
    { type: 'export', body: { what: 'recall', answers: answers.length, ...(since === undefined ? {} : { since }) } },
    recordedAs(session.caller()),
  );
  session.print({ answers }, options.json === true, () =>
    answers.length === 0
      ? 'No answer that was given rests on words that have changed since.'
      : answers
          .map(({ at, receipt, user, question, passages }) =>
            [
              `${session.style.bold(at)} to ${user === undefined ? 'somebody who was erased' : user.name || user.id}  ${session.style.dim(`receipt ${receipt}`)}`,
              wrapText(question ?? 'The question was erased.', 100, '  '),
              ...passages.map(({ label, reason, was, now }) =>
                wrapText(
                  `· ${label}: ${REASONS[reason]} (read ${was}${now === undefined || now === was ? '' : `, now ${now}`})`,
                  100,
                  '  ',
                ),
              ),
            ].join('\n'),
          )
          .join('\n\n'),
  );
}

const REASONS = {
  changed_since: 'reads otherwise since, by a version that took effect after the answer',
  outdated_when_given:
    'read otherwise already when the answer was given: the library had an older text, and the newer one came later',
  digest_replaced: 'was read in a digest, which gave way to the official text',
  text_replaced: 'its text was corrected',
  no_longer_there: 'is no longer in the act',
  act_not_held: 'the act is no longer held',
} as const;

function render({ receipt, row, question, answer, signature }: ReceiptDocument, { style }: Session): string {
  const told = answer === undefined ? undefined : recordedObject(answer.text)['sentences'];
  const sentences = Array.isArray(told) ? told.map(String) : [];
  return [
    style.bold(`Receipt ${receipt.id}`),
    style.dim(`${row.at} · conversation ${row.conversation} · row ${row.position} · ${row.hash}`),
    '',
    wrapText(question?.text ?? 'The question was erased.', 100),
    style.dim(receipt.status),
    ...receipt.sentences.flatMap(({ citations }, at) => [
      '',
      wrapText(sentences[at] ?? 'The sentence was erased.', 100),
      ...citations.map(({ passage }) => {
        const { label, date, source } = receipt.passages[passage] ?? { label: '', date: '', source: 'official' };
        return style.accent(`  ${label}, version ${date}${source === 'digest' ? ', digest' : ''}`);
      }),
    ]),
    '',
    `Passages read: ${receipt.passages.length}. ${signature === undefined ? 'Not signed.' : 'Signed.'}`,
    style.dim(
      'To keep it: compliance receipt show ID --json > receipt.json; to check it: compliance receipt verify receipt.json',
    ),
  ].join('\n');
}
