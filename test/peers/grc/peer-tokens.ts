import type { PeerAnswer, PeerRequest } from './peer-server.ts';

export interface PeerTokens {
  /** The answer to a request for a token (RFC 6749 section 4.4): id and secret in the header, nowhere else. */
  give(request: PeerRequest): PeerAnswer;
  takes(request: PeerRequest): boolean;
  end(): void;
}

/** An authorisation server with one client. */
export function createTokens(client: {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
}): PeerTokens {
  const known = new Set<string>();
  let given = 0;
  return {
    give: ({ method, headers, body }) => {
      const form = new URLSearchParams(body);
      const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(headers.authorization ?? '') ?? [];
      const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(formDecoded);
      if (method !== 'POST' || form.get('grant_type') !== 'client_credentials')
        return { status: 400, body: { error: 'unsupported_grant_type' } };
      if (id !== client.clientId || secret !== client.clientSecret)
        return { status: 401, body: { error: 'invalid_client', error_description: `${id}:${secret} is not known` } };
      if (form.get('scope') !== client.scope) return { status: 400, body: { error: 'invalid_scope' } };
      given += 1;
      const token = `lantern-token-${given}-${'x'.repeat(24)}`;
      known.add(token);
      return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 600 } };
    },
    takes: ({ headers }) => known.has(headers.authorization?.replace(/^Bearer /, '') ?? ''),
    end: () => known.clear(),
  };
}

function formDecoded(text: string): string {
  return new URLSearchParams(`t=${text}`).get('t') ?? '';
}
