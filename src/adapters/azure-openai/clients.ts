import { AzureOpenAI, type ClientOptions, OpenAI } from 'openai';
import { AppError } from '../../core/errors.ts';

/** A service that is called, and with what. */
export interface Endpoint {
  /** Any service that speaks OpenAI's API, as `https://host/v1`; of Azure the resource's own address. */
  readonly url: string;
  /** The model; of Azure the deployment. */
  readonly model: string;
  /** Absent on Azure, the program's own identity signs in. */
  readonly apiKey?: string;
  /** Set for Azure OpenAI. */
  readonly azure?: { readonly apiVersion: string; readonly token?: () => Promise<string> };
}

interface CallOptions {
  /** Milliseconds. */
  readonly timeout: number;
  readonly retries: number;
  readonly fetch: typeof fetch;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The clients send headers that the variable OPENAI_CUSTOM_HEADERS names, sign-in included, wherever they are told to.
 * They are of some other program.
 */
class OwnOpenAI extends OpenAI {
  constructor(options: ClientOptions) {
    super(options);
    this._options = { ...this._options, defaultHeaders: {} };
  }
}
class OwnAzureOpenAI extends AzureOpenAI {
  constructor(options: ConstructorParameters<typeof AzureOpenAI>[0]) {
    super(options);
    this._options = { ...this._options, defaultHeaders: {} };
  }
}

/** Nothing is taken from the environment behind our back, nothing is logged. */
export async function createClient(
  { url, model, apiKey, azure }: Endpoint,
  { timeout, retries, fetch }: CallOptions,
): Promise<OpenAI> {
  const nobody = { organization: null, project: null, adminAPIKey: null, webhookSecret: null };
  const common = { ...nobody, timeout, maxRetries: retries, logLevel: 'off', fetch } as const;
  if (azure === undefined) return new OwnOpenAI({ ...common, baseURL: url, apiKey: apiKey ?? 'none' });
  const { apiVersion, token } = azure;
  const base = { ...common, baseURL: `${url.replace(/\/+$/, '')}/openai`, deployment: model, apiVersion };
  if (apiKey !== undefined) return new OwnAzureOpenAI({ ...base, apiKey });
  // An empty key keeps one of the environment from being taken beside the token.
  return new OwnAzureOpenAI({ ...base, apiKey: '', azureADTokenProvider: token ?? (await ownIdentity()) });
}

/** Managed identity, workload identity, or a developer's own sign-in, whichever there is. */
async function ownIdentity(): Promise<() => Promise<string>> {
  const { DefaultAzureCredential, getBearerTokenProvider } = await import('@azure/identity');
  return getBearerTokenProvider(new DefaultAzureCredential(), 'https://cognitiveservices.azure.com/.default');
}

/**
 * @param prefix of the settings, for the message
 * @param service what messages call it
 * @throws AppError `misconfigured` for an address that texts must not be sent to
 */
export function checkEndpoint(
  { url, apiKey, azure }: Pick<Endpoint, 'url' | 'apiKey' | 'azure'>,
  prefix: string,
  service: string,
): void {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new AppError('misconfigured', `${prefix}_URL is no http or https address.`);
  if (parsed.username !== '' || parsed.password !== '' || parsed.search !== '' || parsed.hash !== '')
    throw new AppError(
      'misconfigured',
      `${prefix}_URL holds more than an address: leave away what stands before an @ and from the question mark on.`,
    );
  if (parsed.protocol === 'http:' && !LOOPBACK.has(parsed.hostname))
    throw new AppError(
      'misconfigured',
      `${prefix}_URL is http, and the texts would travel unencrypted. Use https, or a service on this machine.`,
    );
  if (azure === undefined && apiKey === undefined && !LOOPBACK.has(parsed.hostname))
    throw new AppError('misconfigured', `${prefix}_API_KEY is not set, and the ${service} is not on this machine.`);
}
