import { statSync } from 'node:fs';
import { join } from 'node:path';
import { recordedAs } from '../audit/audit.ts';
import { AppError } from '../core/errors.ts';
import { type ExportKind, exportFindings } from '../findings/export/export-findings.ts';
import { FINDING_STAGES, type FindingStage } from '../findings/finding.ts';
import { counted } from './counted.ts';
import { oneOf } from './findings.ts';
import { refuseUnwritable, type WantedFile, writeReport } from './report-file.ts';
import type { Session } from './session.ts';

export interface ExportFindingsOptions {
  readonly oscal?: string;
  readonly kind?: string;
  readonly csv?: string;
  readonly organisation?: string;
  readonly stage?: string;
  readonly json?: boolean;
}

interface Wanted extends WantedFile {
  readonly kind: ExportKind;
}

const OSCAL_KINDS = ['plan-of-action-and-milestones', 'assessment-results'] as const;
/** What the bank stands by: neither drafts nor what was refused. */
const STANDING: readonly FindingStage[] = ['approved', 'filing', 'filed', 'undelivered'];

/**
 * `compliance findings export`. Where `--oscal` names a folder, both documents are written into it, each under its kind's
 * name, else one into the file that it names. Nothing takes the place of a file that is there.
 */
export async function writeFindings(session: Session, options: ExportFindingsOptions): Promise<void> {
  const wanted = wantedFrom(options);
  refuseUnwritable(wanted);
  const stages = options.stage === undefined ? STANDING : [oneOf('stage', FINDING_STAGES, options.stage)];
  const desk = await session.desk({ follow: false });
  const caller = session.caller();
  const findings = desk.findings.list({ stages }, caller);
  const facts = { organisation: options.organisation ?? 'The organisation', now: desk.clock.now() };
  // All of them first: a form that has no room for the findings leaves no other file behind.
  const texts = wanted.map((file) => ({ ...file, text: exportFindings(findings, { kind: file.kind, ...facts }) }));
  const body = { what: 'findings', kinds: wanted.map(({ kind }) => kind), findings: findings.length };
  desk.audit.record({ type: 'export', body }, recordedAs(caller));
  for (const { path, text, option } of texts) writeReport(path, text, option);
  const files = wanted.map(({ path, kind }) => ({ file: path, kind }));
  session.print({ findings: findings.length, files }, options.json === true, () =>
    [
      ...files.map(({ file, kind }) => `Written: ${file} (${kind}, ${counted(findings.length, 'finding')})`),
      ...(findings.length > 0 || options.stage !== undefined
        ? []
        : ['Only what was approved is exported; --stage draft names what was not.']),
    ].join('\n'),
  );
}

/** @throws AppError `invalid_input` */
function wantedFrom({ oscal, kind, csv }: ExportFindingsOptions): readonly Wanted[] {
  if (oscal === undefined && csv === undefined)
    throw new AppError('invalid_input', 'Name where to write: --oscal <folder or file>, --csv <file>, or both.');
  if (oscal === undefined && kind !== undefined)
    throw new AppError('invalid_input', '--kind says which document of OSCAL: it goes with --oscal.');
  return [
    ...(oscal === undefined
      ? []
      : oscalFiles(oscal, kind === undefined ? undefined : oneOf('kind', OSCAL_KINDS, kind))),
    ...(csv === undefined ? [] : [{ path: csv, option: '--csv', kind: 'csv' as const }]),
  ];
}

function oscalFiles(path: string, only: (typeof OSCAL_KINDS)[number] | undefined): readonly Wanted[] {
  const option = '--oscal';
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder) return [{ path, option, kind: only ?? 'plan-of-action-and-milestones' }];
  const kinds = only === undefined ? OSCAL_KINDS : [only];
  return kinds.map((kind) => ({ path: join(path, `${kind}.json`), option, kind }));
}
