import { Client } from '@elastic/elasticsearch';
import { AppError } from '../../core/errors.ts';

type ClientOptions = ConstructorParameters<typeof Client>[0];

/** Where the server is and how to sign in to it: with an API key, a name and password, or not at all. */
export interface ElasticsearchSettings {
  readonly url: string;
  readonly apiKey?: string;
  readonly username?: string;
  readonly password?: string;
  /** The certificate authority of the server, PEM, where the system does not know it. */
  readonly ca?: string;
  /** Milliseconds until a request is given up; 30,000 by default. */
  readonly timeout?: number;
  /** How often a request is tried again where no node answers; once by default. */
  readonly retries?: number;
}

/**
 * @throws AppError `misconfigured` for an address that is none, half a sign-in, two sign-ins, or one that would travel
 *   unencrypted to another machine
 */
export function createClient(settings: ElasticsearchSettings): Client {
  const url = checkedUrl(settings);
  const auth = authOf(settings);
  const options: ClientOptions = {
    node: url,
    requestTimeout: settings.timeout ?? 30_000,
    maxRetries: settings.retries ?? 1,
    // What the server is asked is the bank's; nothing of it goes into a header for statistics.
    enableMetaHeader: false,
    ...(auth === undefined ? {} : { auth }),
    ...(settings.ca === undefined ? {} : { tls: { ca: settings.ca, rejectUnauthorized: true } }),
  };
  return new Client(options);
}

function authOf({ apiKey, username, password }: ElasticsearchSettings): ClientOptions['auth'] {
  if (apiKey !== undefined && (username !== undefined || password !== undefined))
    throw new AppError(
      'misconfigured',
      'Both an API key and a user are set for Elasticsearch. Keep ELASTICSEARCH_API_KEY, or ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD.',
    );
  if (apiKey !== undefined) return { apiKey };
  if (username !== undefined && password !== undefined) return { username, password };
  if (username === undefined && password === undefined) return undefined;
  throw new AppError(
    'misconfigured',
    `${username === undefined ? 'ELASTICSEARCH_USERNAME' : 'ELASTICSEARCH_PASSWORD'} is not set, and its other half is. Set both, or neither.`,
  );
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function checkedUrl({ url, apiKey, password }: ElasticsearchSettings): string {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new AppError(
      'misconfigured',
      'ELASTICSEARCH_URL is no http or https address. Set it as in https://search.bank.example:9200',
    );
  if (parsed.username !== '' || parsed.password !== '')
    throw new AppError(
      'misconfigured',
      'ELASTICSEARCH_URL holds a user or password. Set ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD instead.',
    );
  const signedIn = apiKey !== undefined || password !== undefined;
  if (signedIn && parsed.protocol === 'http:' && !LOOPBACK.has(parsed.hostname))
    throw new AppError(
      'misconfigured',
      'ELASTICSEARCH_URL is http, and the credentials would travel unencrypted. Use https, or no credentials.',
    );
  return url;
}
