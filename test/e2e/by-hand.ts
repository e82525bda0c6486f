import { randomUUID } from 'node:crypto';
import type { LocalClient } from './local-client.ts';
import { BOT, PERSONAL_CHAT, type Person, TENANT } from './playground-settings.ts';

/** What Teams sends and the Playground does not, or sends in another form. */

/** An activity of somebody in the personal chat, as the Playground sends them. */
export function activityOf({ serviceUrl }: Pick<LocalClient, 'serviceUrl'>, { id, name, aadObjectId }: Person) {
  return {
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl,
    from: { id, name, aadObjectId },
    recipient: BOT,
    conversation: { id: PERSONAL_CHAT, conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
  };
}

/** @returns status, and the body where there is one */
export async function post(url: string, body: unknown): Promise<{ readonly status: number; readonly body: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** Puts a message into the personal chat, in the stead of the desk. */
export async function putIntoChat(client: LocalClient, message: object): Promise<void> {
  const { serviceUrl } = client;
  const { status } = await post(`${serviceUrl}/v3/conversations/${PERSONAL_CHAT}/activities`, {
    ...message,
    type: 'message',
    channelId: 'msteams',
    serviceUrl,
    from: BOT,
    conversation: { id: PERSONAL_CHAT },
  });
  if (status >= 400) throw new Error(`The Playground does not show the message (${status}).`);
}
