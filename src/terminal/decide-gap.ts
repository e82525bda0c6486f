import { AppError } from '../core/errors.ts';
import { verdictName } from '../gaps/report/gap-sentences.ts';
import { saysYes } from './says-yes.ts';
import type { Session } from './session.ts';

export interface DecideOptions {
  readonly verdict: 'accepted' | 'rejected' | 'not-applicable';
  readonly reason: string;
  readonly run?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Of the tool's input (`src/tools/decide-gap.ts`). */
const LEAST_REASON = 3;

/** `compliance gaps decide`: shows what is decided, and does it once that is confirmed. */
export async function decideGap(
  session: Session,
  obligation: string,
  { verdict, reason, run, yes = false, json = false }: DecideOptions,
): Promise<void> {
  const why = reason.trim();
  if (why.length < LEAST_REASON)
    throw new AppError('invalid_input', 'Say why in a few words, for those who read it later: --reason "…"');
  const desk = await session.desk();
  const caller = session.caller();
  const tool = desk.toolbox.tools.decide_gap;
  const input = {
    obligation,
    verdict: verdict === 'not-applicable' ? 'not_applicable' : verdict,
    reason: why,
    ...(run === undefined ? {} : { run }),
  };
  const { output: asked } = await tool.call(input, caller);
  const { confirmation } = asked;
  if (confirmation === undefined) throw new AppError('internal', 'Nothing was asked to be confirmed.');
  const { title, lines } = confirmation.summary;
  session.terminal.err(`${[title, ...lines.map((line) => `  ${line}`)].join('\n')}\n`);
  if (!yes && !(await saysYes(session, 'Decide so?'))) {
    tool.decline?.(input, confirmation.id, caller);
    throw new AppError('conflict', 'Nothing was decided: it was not confirmed. Give --yes, or answer y.');
  }
  const { output } = await tool.call({ ...input, confirmation: confirmation.id }, caller);
  session.print(output.result, json, () =>
    output.result === undefined
      ? 'Decided.'
      : `Decided: ${verdictName(output.result.verdict, 'en').toLowerCase()} (${output.result.obligation}). The next analysis counts it so.`,
  );
}
