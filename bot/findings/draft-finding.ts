import { addDays } from '../../src/core/days.ts';
import { AppError } from '../../src/core/errors.ts';
import { daysToRemedy } from '../../src/findings/drafting/finding-request.ts';
import { proposedWords } from '../../src/findings/drafting/gap-words.ts';
import { isGap } from '../../src/gaps/report/gap-sentences.ts';
import type { Admission } from '../admission.ts';
import { cardMessage } from '../card-room/card-message.ts';
import type { CardOutcome } from '../card-room/card-replies.ts';
import { gapEntry } from '../card-room/law-cards.ts';
import { findingCard } from '../cards/finding-card.ts';
import { findingFormCard, MOST_TYPED, type TypedFinding } from '../cards/finding-form-card.ts';
import { findingDoneCard } from '../cards/finding-told-cards.ts';
import { say } from '../cards/wording.ts';
import { toldOf } from '../failures.ts';
import type { Turn } from '../turn.ts';
import type { FindingActionOf, FindingRoomParts } from './finding-parts.ts';
import { tell } from './wording.ts';

type Drafted = FindingActionOf<'draft_finding'>;

/** The form for a gap, with what the gap proposes. @throws AppError as `gapEntry` */
export async function showForm(
  { verb: _verb, ...of }: FindingActionOf<'finding_form'>,
  { language }: Turn,
  { context }: Admission,
  { toolbox, clock, newId }: FindingRoomParts,
): Promise<CardOutcome> {
  const entry = await gapEntry(of, language, context, toolbox.tools);
  // Where a person decided against the analysis, they say how bad it is: nothing of it follows from the gap.
  const proposed = isGap(entry.state) ? proposedWords(entry, language) : undefined;
  const typed: TypedFinding = {
    ...{ title: proposed?.title ?? '', severity: proposed?.severity ?? '', severity_reason: '', plan: '', owner: '' },
    due: proposed === undefined ? '' : addDays(clock.today(), daysToRemedy(proposed.severity)),
  };
  return { kind: 'card', shown: findingFormCard(entry, { language, of: { ...of, form: newId() }, typed }) };
}

/**
 * Drafts what was filled in, once a form, and shows it whole in a message of its own. What is wrong is told on the form,
 * with all that was typed.
 *
 * @throws AppError for what lies not in what was typed; SendError where the draft could not be shown
 */
export async function draftFinding(
  action: Drafted,
  turn: Turn,
  { context }: Admission,
  parts: FindingRoomParts,
): Promise<CardOutcome> {
  const { language } = turn;
  const { verb: _verb, form, run, obligation, at, page } = action;
  const back = { run, obligation, at, page };
  const claim = claimOf(form, turn, parts);
  if (claim.kind === 'drafted')
    return { kind: 'card', shown: findingDoneCard(claim.finding, 'drafted', { language, back }) };
  if (claim.kind === 'running') return { kind: 'message', text: tell('beingDrafted', language) };
  try {
    const missing = missingIn(action, turn);
    if (missing !== undefined) throw new AppError('invalid_input', missing);
    const { output } = await parts.toolbox.tools.draft_finding.call(inputOf(action, turn), context);
    const { finding, alreadyThere } = output;
    claim.end(finding.id);
    await turn.say(cardMessage(findingCard(finding, { language, role: 'drafter', same: alreadyThere })));
    return { kind: 'card', shown: findingDoneCard(finding.id, 'drafted', { language, back }) };
  } catch (error) {
    claim.release();
    if (!(error instanceof AppError) || !TYPED.has(error.code)) throw error;
    const entry = await gapEntry(back, language, context, parts.toolbox.tools);
    const { message: problem } = toldOf(error, language, turn.correlation);
    const of = { ...back, form };
    return { kind: 'card', shown: findingFormCard(entry, { language, of, typed: action, problem }) };
  }
}

/** What can lie in what was typed, or in the gap; all else is told as it is elsewhere. */
const TYPED: ReadonlySet<AppError['code']> = new Set(['invalid_input', 'conflict', 'not_found'] as const);

const LABELS = [
  ['title', 'findingTitle'],
  ['severity_reason', 'findingSeverityWhy'],
  ['plan', 'findingPlan'],
  ['owner', 'findingOwner'],
] as const;

/** What is wrong with what was typed, as far as it is seen without looking anything up. */
function missingIn(action: Drafted, { language }: Turn): string | undefined {
  const { owner, plan, due } = action;
  if (owner.trim() === '') return say('findingNeedsOwner', language);
  if (plan.trim() === '') return say('findingNeedsPlan', language);
  for (const [name, label] of LABELS) {
    const { length } = action[name].trim();
    if (length > MOST_TYPED[name])
      return tell('tooLong', language, say(label, language), String(length), String(MOST_TYPED[name]));
  }
  const isDay = due === '' || /^\d{4}-\d{2}-\d{2}$/.test(due);
  return isDay ? undefined : tell('noSuchDay', language, due.slice(0, 40));
}

/** What was left empty follows from the gap. */
function inputOf(action: Drafted, { language }: Turn) {
  const { run, obligation, title, severity, severity_reason: severityReason, plan, owner, due } = action;
  const filled = { title, severity, severityReason, due };
  const given = Object.entries(filled).filter(([, value]) => value.trim() !== '');
  return { run, obligation, remediationPlan: plan, owner, language, ...Object.fromEntries(given) };
}

type Claim =
  | { readonly kind: 'drafted'; readonly finding: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'mine'; end(finding: string): void; release(): void };

/** Of all presses of one form one alone drafts, on however many devices. */
function claimOf(form: string, { where }: Turn, { chats, clock }: FindingRoomParts): Claim {
  const name = { tenant: where.tenant, conversation: where.conversation, name: `finding-form/${form}` };
  const at = () => new Date(clock.now()).toISOString();
  const revision = chats.write(name, { finding: '' }, 0, at());
  if (revision === undefined) {
    const finding = chats.read(name)?.value['finding'];
    return typeof finding === 'string' && finding !== '' ? { kind: 'drafted', finding } : { kind: 'running' };
  }
  let ended = false;
  return {
    kind: 'mine',
    end: (finding) => {
      ended = true;
      chats.write(name, { finding }, revision, at());
    },
    release: () => {
      if (!ended) chats.write(name, undefined, revision, at());
    },
  };
}
