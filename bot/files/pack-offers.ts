import { z } from 'zod';
import type { Turn } from '../turn.ts';
import type { FileParts } from './file-parts.ts';

/** A pack that somebody was offered and has not answered yet. */
export interface PackOffer {
  /** Object id of whoever asked for it. */
  readonly person: string;
  /** The conversation of the audit that is packed. */
  readonly conversation: string;
  /** When the offer ends, ISO 8601, UTC. */
  readonly expires: string;
}

const Offer = z.strictObject({ person: z.string(), conversation: z.string(), expires: z.string() });

/** An offer is answered within so many milliseconds, or asked for again. */
const LASTS = 15 * 60_000;

type Parts = Pick<FileParts, 'chats' | 'clock' | 'newId'>;

/** Keeps an offer in the chat that it is made in; gives its id. */
export function offerPack(offer: Omit<PackOffer, 'expires'>, { where }: Turn, parts: Parts): string {
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
 * leaves it as it is; `gone` where it has ended, was answered, or never was.
 */
export function takeOffer(id: string, { where, person }: Turn, { chats, clock }: Parts): PackOffer | 'theirs' | 'gone' {
  const at = new Date(clock.now()).toISOString();
  return chats.transaction(() => {
    const kept = chats.read(nameOf(id, where));
    const parsed = Offer.safeParse(kept?.value);
    if (kept === undefined || !parsed.success) return 'gone';
    if (parsed.data.person !== person?.id) return 'theirs';
    chats.write(nameOf(id, where), undefined, kept.revision, at);
    return parsed.data.expires < at ? 'gone' : parsed.data;
  });
}

function nameOf(id: string, { tenant, thread }: Turn['where']) {
  return { tenant, conversation: thread, name: `pack/${id}` };
}
