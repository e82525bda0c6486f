import type { AddressStore, ChannelAddress } from '../conversations/channel-address.ts';
import { type OutboxParts, putIn } from '../delivery/put-in.ts';
import type { Finding } from './finding.ts';

/** The kind of such messages in the outbox; their body is `{finding, hash, language}`. */
export const APPROVAL_MESSAGE = 'finding_approval';

export interface ApprovalParts extends OutboxParts {
  readonly addresses: Pick<AddressStore, 'find' | 'list'>;
  /** Where a tenant wants to be asked: a conversation's id or its name. */
  readonly where: (tenant: string) => string | undefined;
}

/**
 * Asks a second person to approve a finding, in the conversation that the tenant named for that, else where it was drafted
 * if others are there as well. Nothing is put in where nobody can be asked: whoever may approve finds it in the list.
 */
export function askApproval({ addresses, where, ...parts }: ApprovalParts, finding: Finding): void {
  const { id, tenant, hash, language } = finding;
  const address = named(addresses, tenant, where(tenant)) ?? drafted(addresses, finding);
  if (address === undefined) return;
  putIn(parts, {
    key: `approval:${id}:${hash.slice(0, 16)}`,
    tenant,
    conversation: address.conversation,
    kind: APPROVAL_MESSAGE,
    body: { finding: id, hash, language },
    correlation: id,
    // Better seen twice than not at all: it can be decided on once alone.
    inDoubt: 'again',
  });
}

function named(
  { list }: ApprovalParts['addresses'],
  tenant: string,
  where: string | undefined,
): ChannelAddress | undefined {
  if (where === undefined) return undefined;
  return list(tenant).find(({ conversation, name }) => conversation === where || name === where);
}

function drafted({ find }: ApprovalParts['addresses'], { tenant, conversation }: Finding): ChannelAddress | undefined {
  const address = conversation.address === undefined ? undefined : find(tenant, conversation.address);
  return address?.kind === 'personal' ? undefined : address;
}
