import type { PeerAnswer, PeerRequest } from './peer-server.ts';

export interface ServiceNowCredentials {
  readonly user: string;
  readonly password: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The instance's own OAuth server (`/oauth_token.do`), and who is let in. */
export class ServiceNowSignIn {
  readonly #credentials: ServiceNowCredentials;
  readonly #now: () => number;
  readonly #life: number;
  readonly #tokens = new Map<string, number>();
  #given = 0;
  /** `glide.oauth.inbound.client.credential.grant_type.enabled`. */
  clientCredentials = true;

  /** @param life of a token, in seconds */
  constructor(credentials: ServiceNowCredentials, now: () => number, life: number) {
    this.#credentials = credentials;
    this.#now = now;
    this.#life = life;
  }

  /** Tokens that were given out. */
  get tokens(): readonly string[] {
    return [...this.#tokens.keys()];
  }

  end(): void {
    for (const token of this.#tokens.keys()) this.#tokens.set(token, 0);
  }

  lets({ headers }: PeerRequest): boolean {
    const { authorization = '' } = headers;
    const { user, password } = this.#credentials;
    if (authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`) return true;
    const until = this.#tokens.get(authorization.replace(/^Bearer /, ''));
    return until !== undefined && this.#now() < until;
  }

  /** A token for what stands in the form; what stands in the address is not looked at. */
  give({ method, headers, body, query }: PeerRequest): PeerAnswer {
    const form = new URLSearchParams(body);
    const { user, password, clientId, clientSecret } = this.#credentials;
    if (method !== 'POST' || !headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return refused('invalid_request', 'no form');
    if ([...query.keys()].length > 0) return refused('invalid_request', 'credentials belong into the body');
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return refused('invalid_client', 'access_denied');
    const grant = form.get('grant_type');
    if (grant === 'client_credentials' && !this.clientCredentials)
      return refused('unsupported_grant_type', 'this kind is not enabled');
    if (grant === 'password' && (form.get('username') !== user || form.get('password') !== password))
      return refused('server_error', 'access_denied');
    if (grant !== 'password' && grant !== 'client_credentials') return refused('unsupported_grant_type', 'unknown');
    this.#given += 1;
    const token = `token-of-the-tests-${this.#given}-${'x'.repeat(40)}`;
    this.#tokens.set(token, this.#now() + this.#life * 1000);
    return {
      status: 200,
      body: { access_token: token, scope: 'useraccount', token_type: 'Bearer', expires_in: this.#life },
    };
  }
}

function refused(error: string, description: string): PeerAnswer {
  return { status: 401, body: { error_description: description, error } };
}
