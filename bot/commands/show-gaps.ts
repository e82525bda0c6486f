import { AppError } from '../../src/core/errors.ts';
import { actNamesOf } from '../act-names.ts';
import type { Admission } from '../admission.ts';
import { cardMessage } from '../card-room/card-message.ts';
import { told } from '../card-room/wording.ts';
import { gapsCard } from '../cards/gaps-card.ts';
import type { DayAsked } from '../chat/day-asked.ts';
import { createStreamedReply } from '../chat/streamed-reply.ts';
import { failureText } from '../failures.ts';
import type { Reply, Turn } from '../turn.ts';
import { say } from '../wording.ts';
import type { CommandParts } from './command.ts';
import type { GapsAsked } from './gaps-asked.ts';

/** Nobody waits longer for it, in milliseconds. */
const LONGEST = 600_000;
/** Characters of the acts' names in the line that says what is being done. */
const LONGEST_NAMES = 200;

/**
 * Holds acts against the bank's policies and shows where these fall short; what is being done is told at once, and the
 * person can stop it. Only in a chat of one person: elsewhere others, who may not see the policies, would read along.
 *
 * @throws SendError where Teams takes no message at all
 */
export async function showGaps(
  { acts, ...narrowed }: GapsAsked,
  { asOf }: Pick<DayAsked, 'asOf'>,
  turn: Turn,
  { context }: Admission,
  parts: CommandParts,
): Promise<void> {
  const { language } = turn;
  if (turn.where.kind !== 'personal') {
    await turn.say({ text: told('gapsOnlyInChat', language) });
    return;
  }
  const ending = new AbortController();
  const signal = AbortSignal.any([turn.signal, ending.signal, AbortSignal.timeout(LONGEST)]);
  const stream = createStreamedReply({
    say: turn.say,
    now: parts.elapsed,
    wait: parts.wait,
    stopped: () => ending.abort(new AppError('conflict', say('stopped', language))),
  });
  const names = actNamesOf(acts, parts.reader).join(', ').slice(0, LONGEST_NAMES);
  const later: Reply = { text: `*${say('followsBelow', language)}*` };
  const tooLong = setTimeout(() => void stream.close(later).catch(() => undefined), parts.longestStream);
  stream.inform(say('comparing', language, names));
  let reply: Reply;
  try {
    const input = { acts: [...acts], ...narrowed, ...(asOf === undefined ? {} : { asOf }) };
    const { output } = await parts.toolbox.tools.analyse_gaps.call(input, { ...context, signal });
    const named = actNamesOf(output.scope.acts, parts.reader);
    const shown = gapsCard(output, { language, skip: 0, acts: named });
    // A stream ends with words: how it went in a line, before the card.
    const line = say('compared', language, named.join(', ').slice(0, LONGEST_NAMES), String(output.total));
    reply = { ...cardMessage(shown), text: line };
  } catch (error) {
    if (stream.state === 'stopped') return;
    reply = { text: failureText(error, language, turn.correlation) };
  } finally {
    clearTimeout(tooLong);
  }
  await stream.end(reply);
}
