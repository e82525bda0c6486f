import { AppError } from '../core/errors.ts';
import { given } from '../core/given.ts';
import { SEVERITIES } from '../findings/finding.ts';
import { nextStep, wholeFinding } from './finding-lines.ts';
import { wrapText } from './output.ts';
import { parseDay, parseLanguage, type Session } from './session.ts';

export interface DraftOptions {
  readonly gap?: string;
  readonly run?: string;
  readonly provision?: readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly severity?: string;
  readonly severityReason?: string;
  readonly note?: readonly string[];
  readonly receipt?: string;
  readonly plan: string;
  readonly owner: string;
  readonly due?: string;
  readonly language?: string;
  readonly json?: boolean;
}

/** `compliance findings draft`: keeps a draft and shows it whole; nothing is filed by it. */
export async function draftFinding(session: Session, options: DraftOptions): Promise<void> {
  const { gap, run, provision, title, description, severityReason, note, receipt, plan, owner, due } = options;
  if (gap === undefined && provision === undefined)
    throw new AppError(
      'invalid_input',
      'Say what the finding is about: --gap <obligation> as "gaps run" tells it, or --provision "Article 19(4) DORA".',
    );
  if (gap === undefined && run !== undefined)
    throw new AppError('invalid_input', '--run names the analysis of a gap: name the gap as well, with --gap.');
  const input = {
    ...given('obligation', gap),
    ...given('run', run),
    ...given('provisions', provision),
    ...given('title', title),
    ...given('description', description),
    ...given('severity', options.severity === undefined ? undefined : severityOf(options.severity)),
    ...given('severityReason', severityReason),
    ...given('notes', note),
    ...given('receipt', receipt),
    remediationPlan: plan,
    owner,
    ...given('due', due === undefined ? undefined : parseDay(due)),
    ...given('language', options.language === undefined ? undefined : parseLanguage(options.language)),
  };
  const desk = await session.desk();
  const caller = session.caller();
  const { output } = await desk.toolbox.tools.draft_finding.call(input, caller);
  const { finding, alreadyThere } = output;
  const drafted = desk.findings.find(finding.id, caller);
  session.print({ finding, alreadyThere, next: nextStep(drafted) }, options.json === true, () =>
    [
      wholeFinding(drafted, session),
      '',
      ...alreadyThere.map((id) => {
        const { stage, content } = desk.findings.find(id, caller);
        return session.style.warn(wrapText(`There is already ${id} (${stage}) about the same: ${content.title}`, 100));
      }),
      `Nothing is filed yet. Next, until ${drafted.expires.slice(0, 16).replace('T', ' ')} UTC: ${nextStep(drafted)}`,
    ].join('\n'),
  );
}

function severityOf(text: string) {
  const found = SEVERITIES.find((severity) => severity === text);
  if (found !== undefined) return found;
  throw new AppError('invalid_input', `"${text.slice(0, 40)}" is no severity. Use ${SEVERITIES.join(', ')}.`);
}
