import type { Recorded } from '../audit/audit.ts';
import type { AuditReading, AuditStore } from '../audit/audit-store.ts';
import type { Receipt } from '../audit/receipt.ts';
import type { PastTurn } from './follow-up/past-turn.ts';

/** A turn of a conversation as it is remembered: what was asked, what the answer rested on, and what it said. */
export interface RememberedTurn extends PastTurn {
  /** The sentences of the answer. */
  readonly said: readonly string[];
}

const MOST_TURNS = 5;

/**
 * The last turns of a conversation, oldest first, as the audit has them: there is no second copy, and what is erased is
 * forgotten. Only a person's own turns: nobody is told what somebody else asked.
 */
export function rememberTurns(
  store: AuditReading & Pick<AuditStore, 'people'>,
  by: Recorded,
): readonly RememberedTurn[] {
  if (typeof by.user === 'string') return [];
  const [person] = store.people(by.user.id, by.tenant);
  if (person === undefined) return [];
  const { conversation, tenant } = by;
  const rows = store.rows({ conversation, tenant, actor: person.actor, types: ['answer'], latest: true }, MOST_TURNS);
  return rows.flatMap(({ position }) => turnOf(store, position) ?? []);
}

function turnOf(store: AuditReading, position: number): RememberedTurn | undefined {
  const texts = new Map(store.texts(position, position).map(({ name, text }) => [name, text]));
  const question = texts.get('readAs') ?? texts.get('question');
  const [stored] = store.receipts(position, position);
  if (question === undefined || stored === undefined) return undefined;
  const receipt = JSON.parse(stored.body) as Receipt;
  const { sentences = [] } = JSON.parse(texts.get('answer') ?? '{}') as { readonly sentences?: readonly string[] };
  const cited = [...new Set(receipt.sentences.flatMap(({ citations }) => citations.map(({ id }) => id)))];
  const acts = [...(receipt.asked.acts ?? []), ...cited.map((id) => id.slice(0, id.indexOf('#')))];
  return { question, status: receipt.status, acts: [...new Set(acts)], cited, said: sentences };
}
