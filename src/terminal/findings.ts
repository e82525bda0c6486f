import type { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { given } from '../core/given.ts';
import { FINDING_STAGES, REMEDIATION_STATES } from '../findings/finding.ts';
import type { listFindingsTool } from '../tools/list-findings.ts';
import { counted } from './counted.ts';
import { nextLine, nextStep, standingLines, wholeFinding } from './finding-lines.ts';
import { wrapText } from './output.ts';
import { parseDay, type Session } from './session.ts';

type Listed = z.output<typeof listFindingsTool.output>['findings'][number];

export interface ListFindingsOptions {
  readonly stage?: string;
  readonly status?: string;
  readonly dueBy?: string;
  readonly limit?: string;
  readonly json?: boolean;
}

/** `compliance findings list`: the latest drafted first. */
export async function listFindings(session: Session, options: ListFindingsOptions): Promise<void> {
  const limit = limitOf(options.limit ?? '20');
  const { stage, status, dueBy } = options;
  const asked = {
    ...given('stage', stage === undefined ? undefined : oneOf('stage', FINDING_STAGES, stage)),
    ...given('status', status === undefined ? undefined : oneOf('status', REMEDIATION_STATES, status)),
    ...given('dueBy', dueBy === undefined ? undefined : parseDay(dueBy)),
  };
  const desk = await session.desk({ follow: false });
  const findings: Listed[] = [];
  let total = 0;
  for (let skip: number | undefined = 0; skip !== undefined && findings.length < limit; ) {
    const { output } = await desk.toolbox.tools.list_findings.call({ ...asked, skip }, session.caller());
    findings.push(...output.findings.slice(0, limit - findings.length));
    ({ total, next: skip } = output);
  }
  session.print({ findings, total }, options.json === true, () =>
    [
      ...(total === 0
        ? [
            Object.keys(asked).length === 0
              ? 'There are no findings yet. Draft one: compliance findings draft --gap <obligation>'
              : 'No finding fits.',
          ]
        : findings.map((each) => line(each, session))),
      ...(findings.length < total
        ? [session.style.dim(`${counted(total - findings.length, 'more finding')}: --limit ${total}`)]
        : []),
    ].join('\n'),
  );
}

function line({ id, title, label, severity, stage, status, owner, due, record, conflicts }: Listed, session: Session) {
  const { style } = session;
  const place = record === undefined ? '' : `  ${record}`;
  return [
    `${style.bold(id)}  ${stage}${status === undefined ? '' : `, ${status}`}${place}  ${style.warn(severity)}, due ${due}, ${owner}`,
    wrapText(`${title} ${style.dim(`(${label})`)}`, 100, '  '),
    ...(conflicts === 0
      ? []
      : [style.warn(`  differs from its record in ${counted(conflicts, 'thing')}: findings show ${id}`)]),
  ].join('\n');
}

/** `compliance findings show`: one whole, with how it stands. */
export async function showFinding(
  session: Session,
  id: string,
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  const desk = await session.desk({ follow: false });
  const caller = session.caller();
  const { output } = await desk.toolbox.tools.list_findings.call({ finding: id }, caller);
  const finding = desk.findings.find(id, caller);
  session.print({ finding: output.finding, next: nextStep(finding) }, json, () =>
    [wholeFinding(finding, session), '', ...standingLines(finding, session), ...nextLine(finding)].join('\n'),
  );
}

/** @throws AppError `invalid_input` */
export function oneOf<T extends string>(what: string, known: readonly T[], text: string): T {
  const found = known.find((each) => each === text);
  if (found !== undefined) return found;
  throw new AppError('invalid_input', `"${text.slice(0, 40)}" is no ${what}. Use ${known.join(', ')}.`);
}

function limitOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new AppError('invalid_input', `"${text.slice(0, 40)}" is no number of findings. Use 1 to 9999.`);
}
