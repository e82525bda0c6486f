import { randomUUID } from 'node:crypto';

/** Makes a name that nothing else has: a conversation, a receipt, a request. */
export type NewId = () => string;

export const randomId: NewId = randomUUID;
