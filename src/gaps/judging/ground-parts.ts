import { z } from 'zod';
import { locateQuote } from '../../assistant/grounding/locate-quote.ts';
import { addresseesOf } from '../applicability/actor-kinds.ts';
import { isPronoun } from '../norms/actors.ts';
import { isAgent } from '../norms/agents.ts';
import { deadlinesIn } from '../norms/deadlines.ts';
import { DEADLINE_KINDS, type Deadline, type Words } from '../norms/norm.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { Refinement } from './obligation-refiner.ts';
import { replyForm } from './read-reply.ts';
import type { Part } from './wanted-parts.ts';

/** What a model names of one obligation. Nothing of it is trusted: `groundParts` holds it against the words. */
export const NamedParts = z.strictObject({
  obligation: z.string(),
  actor: z.string().nullable(),
  deadline: z.strictObject({ text: z.string(), kind: z.enum(DEADLINE_KINDS) }).nullable(),
  recipient: z.string().nullable(),
  conditions: z.array(z.string()),
});
export type NamedParts = z.output<typeof NamedParts>;

/** The form in which a model replies. */
export const PARTS_FORM = replyForm('obligation_parts', 'obligations', NamedParts);

/** Characters of a name and of a time; what is longer is a clause. */
const [LONGEST_NAME, LONGEST_TIME] = [160, 160];
const MOST_CONDITIONS = 3;
/** Words of a condition: fewer are no clause. */
const SHORTEST_CONDITION = 3;

/** What of it counts: the parts that were asked for, that stand in the words, and that are what they are said to be. */
export function groundParts(named: NamedParts, obligation: Obligation, wanted: readonly Part[]): Refinement {
  const { norm, hash } = obligation;
  const asked = (part: Part): boolean => wanted.includes(part);
  const recipient = asked('recipient') ? somebody(named.recipient, obligation) : undefined;
  const told = norm.recipient ?? recipient;
  const actor = asked('actor') ? somebody(named.actor, obligation) : undefined;
  const deadline = asked('deadline') ? deadlineOf(named.deadline, obligation) : undefined;
  const isActor = actor !== undefined && !overlaps(actor, told) && !isAuthority(actor, obligation);
  return {
    hash,
    ...(isActor ? { actor } : {}),
    ...(recipient === undefined || overlaps(recipient, norm.actor) ? {} : { recipient }),
    ...(deadline === undefined ? {} : { deadline }),
    conditions: asked('conditions') ? conditionsOf(named.conditions, obligation) : [],
  };
}

/** Somebody whom our own reading takes for one that can be bound or told, named in the words and not by a pronoun. */
function somebody(name: string | null, obligation: Obligation): Words | undefined {
  const found = name === null ? undefined : wordsIn(obligation, name);
  if (found === undefined || found.text.length > LONGEST_NAME || overlaps(found, obligation.norm.modal))
    return undefined;
  const { language } = obligation;
  return isAgent(found.text, language) && !isPronoun(found.text, language) ? found : undefined;
}

/** A duty of an authority is not the firm's: an obligation is not given away on a model's word. */
function isAuthority({ text }: Words, { language }: Obligation): boolean {
  return addresseesOf(text, language).authority;
}

/** A value is taken from our own reading of the very words; else there is none. */
function deadlineOf(named: NamedParts['deadline'], obligation: Obligation): Deadline | undefined {
  const found = named === null ? undefined : wordsIn(obligation, named.text);
  if (named === null || found === undefined || found.text.length > LONGEST_TIME) return undefined;
  if (overlaps(found, obligation.norm.modal)) return undefined;
  const [read, ...more] = deadlinesIn(found.text, obligation.language);
  // Two times in it: which of them is meant is not told.
  if (more.length > 0) return undefined;
  if (read === undefined) return { ...found, kind: named.kind, iso: null };
  return { ...read, start: found.start + read.start, end: found.start + read.end };
}

function conditionsOf(named: readonly string[], obligation: Obligation): readonly Words[] {
  const found: Words[] = [];
  for (const each of named.slice(0, MOST_CONDITIONS)) {
    const words = wordsIn(obligation, each);
    if (words === undefined || words.text.split(/\s+/).length < SHORTEST_CONDITION) continue;
    if (overlaps(words, obligation.norm.modal) || found.some((other) => overlaps(words, other))) continue;
    found.push(words);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Where the words stand; of several places the one nearest to the verb that binds. */
function wordsIn({ text, norm }: Obligation, quote: string): Words | undefined {
  const away = ({ start }: { readonly start: number }): number => Math.abs(start - norm.modal.start);
  const [nearest] = [...locateQuote(text, quote)].sort((a, b) => away(a) - away(b));
  return nearest && { text: text.slice(nearest.start, nearest.end), start: nearest.start, end: nearest.end };
}

function overlaps(one: Words, other: Words | undefined): boolean {
  return other !== undefined && one.start < other.end && other.start < one.end;
}
