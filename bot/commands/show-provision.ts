import { AppError } from '../../src/core/errors.ts';
import type { Admission } from '../admission.ts';
import { cardMessage } from '../card-room/card-message.ts';
import type { DayAsked } from '../chat/day-asked.ts';
import type { Turn } from '../turn.ts';
import type { CommandParts } from './command.ts';

/** "Show Article 19(4) DORA", "muestra el artículo 42 de la Ley 10/2010". */
const SHOW =
  /^(?:show(?: me)?|mu[eé]str(?:a|e|ame|eme)|mostrar|ens[eé][nñ]a(?:me)?)\s+(?:the\s+|el\s+|la\s+)?(.{2,500})$/is;

/** The place that somebody wants to see, where that is what they say. */
export function placeToShow(text: string): string | undefined {
  return SHOW.exec(text.trim())?.[1]
    ?.replace(/[.!?]+$/, '')
    .trim();
}

/**
 * Shows a provision on a card, where one is named, as it stood on the day that was asked for. False where none is: then it is a question like others.
 *
 * @throws AppError as `get_provision`, such as for a place that does not exist
 */
export async function showProvision(
  asked: DayAsked,
  turn: Turn,
  who: Admission,
  parts: CommandParts,
): Promise<boolean> {
  const id = await onlyProvision(asked, who, parts);
  if (id === undefined) return false;
  await turn.say(cardMessage(await parts.cards.provision({ id, ...dayOf(asked) }, turn.language, who.context)));
  return true;
}

/** The one provision that the words name; of several, or of words without a place, none. */
async function onlyProvision(
  asked: DayAsked,
  { context }: Admission,
  parts: CommandParts,
): Promise<string | undefined> {
  try {
    const { output } = await parts.toolbox.tools.get_provision.call(
      { provision: asked.question, ...dayOf(asked) },
      context,
    );
    const [first, ...others] = output.provisions;
    return others.length === 0 ? first?.id : undefined;
  } catch (error) {
    // A place that is wrong is told by what was asked for; words that are no place are a question.
    if (error instanceof AppError && error.code === 'invalid_input') return undefined;
    throw error;
  }
}

function dayOf({ asOf }: DayAsked): Pick<DayAsked, 'asOf'> {
  return asOf === undefined ? {} : { asOf };
}
