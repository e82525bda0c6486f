import { AppError } from '../../src/core/errors.ts';
import type { FindingOutput } from '../../src/tools/finding-entries.ts';
import type { Admission } from '../admission.ts';
import { cardMessage } from '../card-room/card-message.ts';
import type { CardOutcome } from '../card-room/card-replies.ts';
import { within } from '../card-room/within.ts';
import { briefFindingCard, findingCard } from '../cards/finding-card.ts';
import { findingDoneCard } from '../cards/finding-told-cards.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import type { Turn } from '../turn.ts';
import { decideCall, discardCall, standByCall } from './confirmed-call.ts';
import type { FindingActionOf, FindingRoomParts } from './finding-parts.ts';
import { readFinding } from './read-findings.ts';
import { tell } from './wording.ts';

/** What a press waits for the change of the message that all see, in milliseconds. */
const UPDATE = 1_500;
const SHORTEST_REASON = 3;
const LONGEST_REASON = 2_000;

/** Its drafter stands by it. @throws AppError as `file_finding` */
export async function standBy(
  { finding, hash }: FindingActionOf<'stand_by'>,
  turn: Turn,
  who: Admission,
  parts: FindingRoomParts,
): Promise<CardOutcome> {
  return ended(finding, turn, who, parts, () =>
    standByCall({ finding, hash }, turn.language, who.context, parts.toolbox.tools),
  );
}

/** Its drafter does not: nothing is filed, and the draft ends by itself. @throws AppError as `file_finding` */
export async function discard(
  { finding, hash }: FindingActionOf<'discard'>,
  turn: Turn,
  who: Admission,
  parts: FindingRoomParts,
): Promise<CardOutcome> {
  const { language } = turn;
  try {
    await discardCall({ finding, hash }, who.context, parts.toolbox.tools);
  } catch (error) {
    return howItStands(error, finding, turn, who, parts);
  }
  const shown = findingDoneCard(finding, 'discarded', { language });
  await putBefore(shown, turn);
  return { kind: 'card', shown };
}

/** A second person decides; everybody in the conversation is shown who did. @throws AppError as `decide_finding` */
export async function decide(
  action: FindingActionOf<'approve' | 'refuse'>,
  turn: Turn,
  who: Admission,
  parts: FindingRoomParts,
): Promise<CardOutcome> {
  const { finding, hash, verb: decision } = action;
  const reason = decision === 'refuse' ? action.reason.trim() : undefined;
  if (reason !== undefined && (reason.length < SHORTEST_REASON || reason.length > LONGEST_REASON))
    throw new AppError('invalid_input', tell('needsReason', turn.language));
  return ended(finding, turn, who, parts, () =>
    decideCall(
      { finding, hash, decision, ...(reason === undefined ? {} : { reason }) },
      turn.language,
      who.context,
      parts.toolbox.tools,
    ),
  );
}

async function ended(
  id: string,
  turn: Turn,
  who: Admission,
  parts: FindingRoomParts,
  call: () => Promise<FindingOutput>,
): Promise<CardOutcome> {
  let finding: FindingOutput;
  try {
    finding = await call();
  } catch (error) {
    return howItStands(error, id, turn, who, parts);
  }
  return shownEnded(finding, turn, parts);
}

/** Whoever comes too late is shown how it ended, and so is everybody else; all other errors are told as they are. */
async function howItStands(
  error: unknown,
  id: string,
  turn: Turn,
  { context }: Admission,
  parts: FindingRoomParts,
): Promise<CardOutcome> {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'misconfigured') throw new AppError('conflict', tell('noPlatform', turn.language));
  if (error.code !== 'conflict') throw error;
  const finding = await readFinding(id, context, parts).catch(() => undefined);
  if (finding === undefined || finding.stage === 'draft' || finding.stage === 'awaiting_approval') throw error;
  return shownEnded(finding, turn, parts);
}

async function shownEnded(finding: FindingOutput, turn: Turn, parts: FindingRoomParts): Promise<CardOutcome> {
  const shown = cardFor(finding, turn, parts);
  await putBefore(shown, turn);
  return { kind: 'card', shown };
}

/** To somebody alone it is shown whole; where others read, without words that may be of a policy. */
function cardFor(finding: FindingOutput, { where, language }: Turn, { toldFinding }: FindingRoomParts): ShownCard {
  if (where.kind === 'personal') return findingCard(finding, { language, role: 'reader' });
  return briefFindingCard(finding, { language, restricted: toldFinding(where.tenant, finding.id)?.isOpen !== true });
}

/** Puts it before all in the conversation. Where Teams does not take it, whoever presses is shown it nevertheless. */
async function putBefore(shown: ShownCard, turn: Turn): Promise<void> {
  const { replyToId = '' } = turn.activity;
  if (replyToId === '') return;
  await within(
    turn.update(replyToId, cardMessage(shown)).catch(() => undefined),
    UPDATE,
  );
}
