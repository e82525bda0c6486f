import type { Json } from '../../fixtures/teams/json.ts';
import type { Conversation, FakeTeams } from '../../fixtures/teams/teams-api.ts';

export interface Posted {
  readonly status: number;
  readonly body: { readonly id?: string; readonly error?: { readonly code?: string; readonly message: string } };
  readonly headers: Headers;
}

/** A request to the connector as a bot makes one, without any library. */
export async function request(
  teams: FakeTeams,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Posted> {
  const response = await fetch(`${teams.serviceUrl}v3/${path}`, {
    method,
    headers: { authorization: `Bearer ${teams.botToken()}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers };
}

export function activitiesOf(conversation: Pick<Conversation, 'id'>, thread?: string): string {
  const id = thread === undefined ? conversation.id : `${conversation.id};messageid=${thread}`;
  return `conversations/${encodeURIComponent(id)}/activities`;
}

export function post(teams: FakeTeams, conversation: Conversation, activity: Json): Promise<Posted> {
  return request(teams, 'POST', activitiesOf(conversation), activity);
}

export const message = (more: Json = {}): Json => ({ type: 'message', text: 'An invented answer.', ...more });

export const card = (more: Json = {}): Json => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: 'Lantern Act' }],
  ...more,
});

export const attached = (content: unknown, contentType = 'application/vnd.microsoft.card.adaptive'): Json => ({
  contentType,
  content,
});

export const claim = (position: number, more: Json = {}): Json => ({
  '@type': 'Claim',
  position,
  appearance: { '@type': 'DigitalDocument', name: `Article ${position}`, abstract: 'An excerpt.', ...more },
});

export const root = (more: Json = {}): Json => ({
  type: 'https://schema.org/Message',
  '@type': 'Message',
  '@context': 'https://schema.org',
  '@id': '',
  ...more,
});

export const cited = (text: string, citation: readonly unknown[], more: Json = {}): Json =>
  message({ text, entities: [root({ citation, ...more })] });
