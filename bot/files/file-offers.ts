import { z } from 'zod';
import type { Turn } from '../turn.ts';
import type { FileParts } from './file-parts.ts';

/** What is offered as a file: all that is needed to make it once it is wanted. */
const Offered = z.discriminatedUnion('kind', [
  /** @see offerExaminerPack; the conversation of the audit that is packed */
  z.strictObject({ kind: z.literal('pack'), conversation: z.string() }),
  /** @see offerGapReport; the analysis, and the language that the report is in */
  z.strictObject({
    kind: z.literal('gap_report'),
    run: z.string(),
    form: z.enum(['html', 'xlsx']),
    language: z.enum(['en', 'es']),
  }),
]);
export type Offered = z.output<typeof Offered>;
export type OfferedOf<Kind extends Offered['kind']> = Extract<Offered, { readonly kind: Kind }>;

const Offer = z.strictObject({
  /** Object id of whoever asked for it. */
  person: z.string(),
  offered: Offered,
  /** When the offer ends, ISO 8601, UTC. */
  expires: z.string(),
});

/** A file that somebody was offered and has not answered yet. */
type FileOffer = z.output<typeof Offer>;

/** An offer is answered within so many milliseconds, or asked for again. */
const LASTS = 15 * 60_000;

type Parts = Pick<FileParts, 'chats' | 'clock' | 'newId'>;

/** Keeps an offer in the chat that it is made in; gives its id. */
export function keepOffer(offer: Omit<FileOffer, 'expires'>, { where }: Turn, parts: Parts): string {
  const id = parts.newId();
  const now = parts.clock.now();
  parts.chats.write(
    nameOf(id, where),
    { ...offer, expires: new Date(now + LASTS).toISOString() },
    0,
    new Date(now).toISOString(),
  );
  return id;
}

/**
 * Takes the answer to an offer: of all who answer it, one alone is given it. `theirs` where it is another person's, which
 * leaves it as it is; `gone` where it was answered, or never was; with `ended` where its time is over.
 */
export function takeOffer(
  id: string,
  { where, person }: Turn,
  { chats, clock }: Parts,
): (FileOffer & { readonly ended: boolean }) | 'theirs' | 'gone' {
  const at = new Date(clock.now()).toISOString();
  return chats.transaction(() => {
    const kept = chats.read(nameOf(id, where));
    const parsed = Offer.safeParse(kept?.value);
    if (kept === undefined || !parsed.success) return 'gone';
    if (parsed.data.person !== person?.id) return 'theirs';
    chats.write(nameOf(id, where), undefined, kept.revision, at);
    return { ...parsed.data, ended: parsed.data.expires < at };
  });
}

function nameOf(id: string, { tenant, thread }: Turn['where']) {
  return { tenant, conversation: thread, name: `pack/${id}` };
}
