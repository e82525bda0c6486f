import { request as httpRequest } from 'node:http';
import { expect } from 'vitest';
import type { AuditRow } from '../../src/audit/audit-row.ts';
import type { Conversation } from '../fixtures/teams/teams-api.ts';
import type { TeamsDesk } from './teams-desk.ts';

export const QUESTION = 'What does Article 3 of Regulation (EU) 2099/1 require?';

/** A request to the endpoint, whatever it is. */
export interface Sent {
  readonly method?: string;
  /** The pieces of a body one after the other; one that never ends is left open. */
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[];
  readonly open?: true;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Got {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Sends exactly this, with nothing put in by a client. */
export function send(url: string, { method = 'POST', body = [], headers = {}, open }: Sent): Promise<Got> {
  const pieces = typeof body === 'string' || body instanceof Uint8Array ? [body] : body;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      const over = (): void => {
        outgoing.destroy();
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
      };
      response.on('end', over);
      response.on('error', over);
    });
    outgoing.on('error', reject);
    for (const piece of pieces) outgoing.write(piece);
    if (open !== true) outgoing.end();
  });
}

/** The headers of a post of Teams. */
export function asTeams({ teams }: TeamsDesk, more: Readonly<Record<string, string>> = {}) {
  return { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${teams.tokenFor()}`, ...more };
}

/** The fields of a message of a chat, to be changed. */
export function messageOf({ teams }: Pick<TeamsDesk, 'teams'>, chat: Conversation, more: object = {}) {
  numbered += 1;
  return {
    type: 'message',
    id: `made-${numbered}`,
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    from: { id: chat.person.id, name: chat.person.name, aadObjectId: chat.person.aadObjectId },
    recipient: { id: teams.botId, name: 'Compliance Desk' },
    conversation: { id: chat.id, conversationType: chat.kind, tenantId: chat.tenant },
    channelData: { tenant: { id: chat.tenant } },
    text: QUESTION,
    locale: 'en-GB',
    ...more,
  };
}

let numbered = 0;

/** Refused with a status and an error in JSON that tells nothing of the inside. */
export function refused({ status, text }: Pick<Got, 'status' | 'text'>, wanted: number, code?: string): void {
  expect({ status, text }).toMatchObject({ status: wanted });
  const body = JSON.parse(text) as { error: { code: string; message: string } };
  expect(Object.keys(body)).toEqual(['error']);
  expect(Object.keys(body.error).sort()).toEqual(['code', 'message']);
  if (code !== undefined) expect(body.error.code).toBe(code);
  expect(body.error.message).toMatch(/^[A-Z].{5,200}[.]$/);
  expect(text).not.toMatch(/node_modules|\.ts\b|\bat \w+ \(|Zod|Unexpected token|Error:|undefined|JWT|endorse/i);
}

/** The rows that were written since a position, of one type. */
export function rowsSince({ desk }: TeamsDesk, position: number, type = 'refusal'): readonly AuditRow[] {
  return desk.audit.store
    .rows({ types: [type as AuditRow['type']], latest: true }, 100)
    .filter((row) => row.position > position);
}

export function headOf({ desk }: TeamsDesk): number {
  return desk.audit.store.head()?.position ?? 0;
}

/** Whose row it is: their id in the tenant it stands in. */
export function whoOf({ desk }: TeamsDesk, { actor, tenant }: AuditRow) {
  return { tenant, user: desk.audit.store.person(actor)?.user ?? actor };
}

/** What nobody caught anywhere in this process while something ran. */
export function watchProcess(): { readonly uncaught: unknown[]; stop(): void } {
  const uncaught: unknown[] = [];
  const note = (error: unknown): void => void uncaught.push(error);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  return {
    uncaught,
    stop: () => {
      process.off('unhandledRejection', note);
      process.off('uncaughtException', note);
    },
  };
}
