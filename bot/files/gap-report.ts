import { AppError } from '../../src/core/errors.ts';
import type { Admission } from '../admission.ts';
import { told } from '../card-room/wording.ts';
import type { Turn } from '../turn.ts';
import type { OfferedOf } from './file-offers.ts';
import type { FileParts } from './file-parts.ts';
import { requireRecorded } from './may-use.ts';
import { LARGEST_FILE, MEBIBYTE, offerFile } from './offer-file.ts';
import type { OfferedFile } from './offered-file.ts';
import { tell } from './wording.ts';

type Report = OfferedOf<'gap_report'>;
/** Which analysis is wanted as a file, and as which. */
export type GapReportAsked = Pick<Report, 'run' | 'form'>;

const FORMS = {
  html: { mediaType: 'text/html', of: 'gap report' },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', of: 'gap workbook' },
} as const;

/** A whole gap analysis, as a page or as a workbook. */
export const GAP_REPORT: OfferedFile<Report> = {
  permission: 'gaps:analyse',
  recorded: ({ run, form }) => ({ run, form: FORMS[form].of }),
  mediaType: ({ form }) => FORMS[form].mediaType,
  extension: ({ form }) => form,
  make: ({ run, form, language }, { context }, { gapReport }) => gapReport({ run, form, language }, context),
  done: (name, language) => tell('reportDone', language, name),
  declined: (language) => tell('packDeclined', language),
  failed: (why, language) => tell('reportFailed', language, why),
};

/**
 * Offers the report of an analysis: Teams asks the person whether it may be put into their files.
 *
 * @throws AppError `not_permitted`, recorded; `not_found` for an analysis that they may not see
 */
export async function offerGapReport(
  asked: GapReportAsked,
  turn: Turn,
  who: Admission,
  parts: FileParts,
): Promise<void> {
  const { language, where, person } = turn;
  if (where.kind !== 'personal' || person === undefined)
    throw new AppError('not_permitted', told('gapsOnlyInChat', language));
  requireRecorded(who, GAP_REPORT.permission, 'export', parts);
  const offered: Report = { kind: 'gap_report', ...asked, language };
  const { length } = await GAP_REPORT.make(offered, who, parts);
  if (length > LARGEST_FILE) {
    const [megabytes, most] = [(length / MEBIBYTE).toFixed(1), String(LARGEST_FILE / MEBIBYTE)];
    await turn.say({ text: tell('reportTooLarge', language, megabytes, most) });
    return;
  }
  const name = `gap-analysis-${new Date(parts.clock.now()).toISOString().slice(0, 10)}.${asked.form}`;
  await offerFile(
    {
      offered,
      name,
      description: tell(asked.form === 'html' ? 'reportOffer' : 'workbookOffer', language),
      summary: tell('reportSummary', language, name),
      bytes: length,
    },
    turn,
    person,
    parts,
  );
}
