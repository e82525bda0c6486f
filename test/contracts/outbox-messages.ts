import type { AttemptEnd, OutboxMessage } from '../../src/delivery/outbox-store.ts';

/** A message of the conversation that its key begins with: `c-1/…`. */
export function message(key: string, more: Partial<OutboxMessage> = {}): OutboxMessage {
  return {
    key,
    tenant: 't-1',
    conversation: key.split('/')[0] ?? key,
    kind: 'alert',
    body: { text: `barley of ${key}` },
    correlation: 'r-1',
    inDoubt: 'again',
    ...more,
  };
}

export const delivered = (due: number, id = 'shown-1'): AttemptEnd => ({
  state: 'delivered',
  due,
  maybeSeen: false,
  delivered: id,
});
export const later = (due: number, why = 'asked for patience'): AttemptEnd => ({
  state: 'waiting',
  due,
  maybeSeen: false,
  why,
});
export const failed = (due: number, why = 'refused'): AttemptEnd => ({ state: 'failed', due, maybeSeen: false, why });
export const inDoubt = (due: number, why = 'broke off'): AttemptEnd => ({
  state: 'in_doubt',
  due,
  maybeSeen: true,
  why,
});
