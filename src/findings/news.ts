import type { AddressStore } from '../conversations/channel-address.ts';
import { type OutboxParts, putIn } from '../delivery/put-in.ts';
import type { Finding } from './finding.ts';

/** The kind of such messages in the outbox; their body is `{finding, what, language}`. */
export const NEWS_MESSAGE = 'finding_news';

/** What a drafter is told of: a second person's word, the platform's number, or that it did not come through. */
export const FINDING_NEWS = ['approved', 'refused', 'filed', 'undelivered'] as const;
export type FindingNews = (typeof FINDING_NEWS)[number];

export interface NewsParts extends OutboxParts {
  readonly addresses: Pick<AddressStore, 'find'>;
}

/**
 * Tells whoever drafted a finding what became of it, in the conversation in which they did, in the transaction of the step
 * that led to it. Nothing is put in where they cannot be reached: they find it in the list. Nobody's words are in the
 * message: they are read where they are kept when it is sent.
 *
 * @param finding as it is kept from now on
 */
export function tellNews({ addresses, ...parts }: NewsParts, finding: Finding, what: FindingNews): void {
  const { id, tenant, language, revision, conversation } = finding;
  const address = conversation.address === undefined ? undefined : addresses.find(tenant, conversation.address);
  // Whatever an address says: nothing of a tenant's findings goes to another one.
  if (address?.tenant !== tenant) return;
  putIn(parts, {
    key: `news:${id}:${what}:${revision}`,
    tenant,
    conversation: address.conversation,
    kind: NEWS_MESSAGE,
    body: { finding: id, what, language },
    correlation: id,
    // Better seen twice than not at all.
    inDoubt: 'again',
  });
}
