import { z } from 'zod';
import { AUTHORITIES, TOPICS } from '../../src/alerts/subscription.ts';
import { AppError } from '../../src/core/errors.ts';
import { VERDICTS } from '../../src/gaps/runs/gap-run.ts';
import { parsePlace } from '../../src/regulations/place.ts';
import { dayInput } from '../../src/tools/law-schemas.ts';

/** Characters of a query that a card carries on to the next page: more would take the room of what was found. */
export const LONGEST_PAGED_QUERY = 1_500;
/** Characters of a reason: a confirmation shows so much of it whole (`decide_gap`). */
export const LONGEST_GAP_REASON = 450;
const SHORTEST_GAP_REASON = 3;
/** Characters of what is typed into a form: more is no form of ours. */
const LONGEST_TYPED = 20_000;
/** Acts that are followed at once. */
const MOST_ACTS = 20;

const text = (most: number) => z.string().trim().min(1).max(most);
const day = dayInput('A day').optional();
const language = z.enum(['en', 'es']);
/** Ids that the desk gives to what it keeps: of its own making, so that nothing else gets into a name. */
const kept = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);
const ACT = /^[A-Z0-9][A-Z0-9()_.-]{1,63}$/;
const act = z.string().regex(ACT);
const place = z.string().max(300).refine(isPlace);
const provision = z
  .string()
  .max(400)
  .refine((id) => {
    const [of = '', at = '', ...more] = id.split('#');
    return ACT.test(of) && isPlace(at) && more.length === 0;
  });
/** `act#place`, with `~2` behind it from the second of one place on. */
const obligation = z
  .string()
  .max(400)
  .refine((id) => {
    const [of = '', at = '', ...more] = id.replace(/~\d{1,4}$/, '').split('#');
    return ACT.test(of) && isPlace(at) && more.length === 0;
  });
const skip = z.int().min(0).max(10_000);
const finding = z.string().regex(/^F-[0-9a-f]{16}$/);
/** Of what a finding says: nothing else than was shown is decided on. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** As somebody typed it, whatever it is: what is wrong with it is told on the card, with all that was typed kept. */
const typed = z.string().max(LONGEST_TYPED).default('');
/** Where a gap stands in its analysis; see `gap`. */
const gapAt = { run: kept, obligation, at: skip, page: skip };

/** The values of a choice of several, as Teams sends them: with commas; nothing at all where none was chosen. */
const chosen = <const Name extends string>(names: readonly Name[]) =>
  z
    .string()
    .max(1_000)
    .default('')
    .transform((joined) => [...new Set(joined.split(',').filter((name) => name !== ''))])
    .pipe(z.array(z.enum(names)));

/** Acts as somebody types them, one behind the other. */
const typedActs = z
  .string()
  .max(2_000)
  .default('')
  .transform((typed) => [
    ...new Set(
      typed
        .split(/[,;\n]/)
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
  ])
  .pipe(z.array(z.string().min(2).max(200)).max(MOST_ACTS));

const CardAction = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('show'), id: provision, asOf: day }),
  z.strictObject({
    verb: z.literal('page'),
    query: text(LONGEST_PAGED_QUERY),
    acts: z.array(text(200)).min(1).max(20).optional(),
    asOf: day,
    language: language.optional(),
    skip,
  }),
  z.strictObject({ verb: z.literal('compare'), act, place: place.optional(), from: day, to: day }),
  z.strictObject({ verb: z.literal('ask'), question: text(2_000) }),
  z.strictObject({ verb: z.literal('confirm'), write: kept }),
  z.strictObject({ verb: z.literal('decline'), write: kept }),
  z.strictObject({ verb: z.literal('refresh_write'), write: kept }),
  z.strictObject({
    verb: z.literal('follow'),
    authorities: chosen(AUTHORITIES),
    acts: typedActs,
    topics: chosen(TOPICS),
    language,
  }),
  z.strictObject({ verb: z.literal('stop_following') }),
  z.strictObject({ verb: z.literal('sign_out') }),
  z.strictObject({ verb: z.literal('ask_document'), document: kept, question: text(2_000) }),
  z.strictObject({ verb: z.literal('forget_document'), document: kept }),
  z.strictObject({ verb: z.literal('laws'), skip }),
  z.strictObject({ verb: z.literal('gaps'), run: kept, skip }),
  // `at`: which of the gaps it is, counted from 0; `page`: where the page that it stands on begins.
  z.strictObject({ verb: z.literal('gap'), ...gapAt }),
  z.strictObject({ verb: z.literal('finding_form'), ...gapAt }),
  // `form`: names the form, of which one finding comes however often it is sent.
  z.strictObject({
    verb: z.literal('draft_finding'),
    ...gapAt,
    form: kept,
    title: typed,
    severity: typed,
    severity_reason: typed,
    plan: typed,
    owner: typed,
    due: typed,
  }),
  z.strictObject({ verb: z.literal('finding'), finding }),
  z.strictObject({ verb: z.literal('findings'), skip }),
  z.strictObject({ verb: z.literal('approvals'), skip }),
  z.strictObject({ verb: z.literal('stand_by'), finding, hash }),
  z.strictObject({ verb: z.literal('discard'), finding, hash }),
  z.strictObject({ verb: z.literal('approve'), finding, hash }),
  z.strictObject({ verb: z.literal('refuse'), finding, hash, reason: typed }),
  z.strictObject({
    verb: z.literal('decide_gap'),
    run: kept,
    obligation,
    verdict: z.enum(VERDICTS),
    reason: z.string().trim().min(SHORTEST_GAP_REASON).max(LONGEST_GAP_REASON),
  }),
  z.strictObject({ verb: z.literal('gap_report'), run: kept, form: z.enum(['html', 'xlsx']) }),
  z.strictObject({
    verb: z.literal('usage'),
    period: z
      .string()
      .regex(/^2\d{3}-(?:0[1-9]|1[0-2])$/)
      .optional(),
  }),
]);

/** What somebody pressed on a card, with all that it stands for. */
export type CardAction = z.output<typeof CardAction>;
/** The same as a card carries it; what is filled in on the card is not there yet. */
export type CarriedAction = Exclude<
  z.input<typeof CardAction>,
  { readonly verb: 'follow' | 'ask_document' | 'decide_gap' | 'draft_finding' | 'refuse' }
>;
export type CardVerb = CardAction['verb'];

/** All verbs, for whoever routes them. */
export const CARD_VERBS: readonly CardVerb[] = CardAction.options.map(({ shape }) => shape.verb.value);

/**
 * Reads what a card sent back: the value of an `adaptiveCard/action` invoke, or the data of its action alone. A card lies
 * in the hands of whoever received it: nothing in it is believed but its form, and what it asks for is authorised as if
 * it had been typed.
 *
 * @throws AppError `invalid_input` for anything that no card of ours sends
 */
export function readCardAction(value: unknown): CardAction {
  const data = dataOf(value);
  const parsed = CardAction.safeParse(data);
  if (parsed.success) return parsed.data;
  const unfilled = unfilledIn(data);
  throw new AppError(
    'invalid_input',
    unfilled ?? 'This card did not send what it was made to send. Ask again in a message.',
    { detail: parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join('; ') },
  );
}

function isPlace(text: string): boolean {
  return parsePlace(text) !== undefined;
}

/** What a person can have filled in wrongly; all else was not changed by a person. */
function unfilledIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('verb' in data)) return undefined;
  if (data.verb === 'ask_document') return 'Write what you want to know of the document, in at most 2,000 characters.';
  if (data.verb === 'decide_gap')
    return `Write why you decide so, in ${SHORTEST_GAP_REASON} to ${LONGEST_GAP_REASON} characters: nothing was done.`;
  if (data.verb === 'follow')
    return `Name at most ${MOST_ACTS} acts, by number or name, with commas between them, and choose a language.`;
  return undefined;
}

/** The action's data; where Teams names the verb beside it, both have to be the same. */
function dataOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('action' in value)) return value;
  const { action } = value;
  if (typeof action !== 'object' || action === null || !('data' in action)) return undefined;
  const { data } = action;
  const isSame =
    !('verb' in action) || (typeof data === 'object' && data !== null && 'verb' in data && data.verb === action.verb);
  return isSame ? data : undefined;
}
