import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from './core/errors.ts';
import { LANGUAGES, type Language } from './regulations/act.ts';

/** All that can be set from outside. The only module that reads the environment. */
export interface Config {
  /** Folder of the library, its index and, later, the audit; absolute. */
  readonly dataFolder: string;
  /** Port of `serve`. */
  readonly port: number;
  /** The search server, where one is named; else the embedded engine searches. */
  readonly elasticsearch?: ElasticsearchConfig;
  /** Where law texts of the Union are fetched: CELLAR, or a gateway to it. */
  readonly cellarUrl: string;
  /** Milliseconds between two requests to one publisher. */
  readonly fetchPause: number;
  /** What makes vectors, where that is wanted. */
  readonly embedder?: EmbedderConfig;
  /** Who uses the terminal, and `serve --local`: by default the user of this machine. */
  readonly localUser: string;
  /** The audit's Ed25519 key, or the path of a file that holds it; without one checkpoints are not signed. */
  readonly auditKey?: string;
  /** Folder for copies of the audit's checkpoints; absolute. */
  readonly checkpointFolder?: string;
}

export interface EmbedderConfig {
  readonly kind: 'local' | 'openai' | 'azure';
  /** A model's folder, a model's name, or a deployment. */
  readonly model: string;
  readonly url?: string;
  readonly apiKey?: string;
  readonly apiVersion: string;
  readonly dimensions?: number;
  readonly languages?: readonly Language[];
}

export interface ElasticsearchConfig {
  readonly url: string;
  readonly prefix: string;
  readonly apiKey?: string;
  readonly username?: string;
  readonly password?: string;
  /** File with the certificate authority, PEM. */
  readonly caFile?: string;
}

/** The Publications Office's own. */
export const CELLAR = 'https://publications.europa.eu';

const Environment = z.object({
  COMPLIANCE_DATA: z.string().trim().min(1).default('compliance-data'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  CELLAR_URL: z.url({ protocol: /^https?$/ }).default(CELLAR),
  FETCH_PAUSE: z.coerce.number().int().min(0).max(60_000).default(1_500),
  ELASTICSEARCH_URL: z.string().trim().optional(),
  ELASTICSEARCH_PREFIX: z.string().trim().default('compliance'),
  ELASTICSEARCH_API_KEY: z.string().trim().optional(),
  ELASTICSEARCH_USERNAME: z.string().trim().optional(),
  ELASTICSEARCH_PASSWORD: z.string().optional(),
  ELASTICSEARCH_CA: z.string().trim().optional(),
  COMPLIANCE_USER: z.string().trim().min(1).max(128).optional(),
  COMPLIANCE_AUDIT_KEY: z.string().trim().optional(),
  COMPLIANCE_CHECKPOINTS: z.string().trim().optional(),
  EMBEDDER: z.enum(['local', 'openai', 'azure']).optional(),
  EMBEDDER_MODEL: z.string().trim().optional(),
  EMBEDDER_URL: z.string().trim().optional(),
  EMBEDDER_API_KEY: z.string().trim().optional(),
  EMBEDDER_API_VERSION: z.string().trim().default('2024-10-21'),
  EMBEDDER_DIMENSIONS: z.coerce.number().int().min(1).max(16_384).optional(),
  EMBEDDER_LANGUAGES: z
    .string()
    .transform((list) => list.split(',').map((code) => code.trim()))
    .pipe(z.array(z.enum(LANGUAGES)).min(1))
    .optional(),
});

/**
 * Reads the settings.
 *
 * @param environment the process's variables (`readEnvironment`), or a test's
 * @throws AppError `misconfigured` naming the variable that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const variables = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(variables);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError(
      'misconfigured',
      `The setting ${issue?.path.join('.') ?? ''} is wrong: ${issue?.message ?? ''}.`,
    );
  }
  const { COMPLIANCE_DATA: folder, PORT: port, COMPLIANCE_CHECKPOINTS: copies } = parsed.data;
  return {
    dataFolder: resolve(folder),
    localUser: parsed.data.COMPLIANCE_USER ?? machineUser(),
    ...given('auditKey', parsed.data.COMPLIANCE_AUDIT_KEY),
    ...given('checkpointFolder', copies === undefined ? undefined : resolve(copies)),
    port,
    cellarUrl: parsed.data.CELLAR_URL,
    fetchPause: parsed.data.FETCH_PAUSE,
    ...elasticsearchOf(parsed.data),
    ...embedderOf(parsed.data),
  };
}

function elasticsearchOf(settings: z.infer<typeof Environment>): Pick<Config, 'elasticsearch'> {
  const { ELASTICSEARCH_URL: url } = settings;
  if (url === undefined) return {};
  return {
    elasticsearch: {
      url,
      prefix: settings.ELASTICSEARCH_PREFIX,
      ...given('apiKey', settings.ELASTICSEARCH_API_KEY),
      ...given('username', settings.ELASTICSEARCH_USERNAME),
      ...given('password', settings.ELASTICSEARCH_PASSWORD),
      ...given('caFile', settings.ELASTICSEARCH_CA),
    },
  };
}

function embedderOf(settings: z.infer<typeof Environment>): Pick<Config, 'embedder'> {
  const { EMBEDDER: kind, EMBEDDER_MODEL: model, EMBEDDER_URL: url } = settings;
  if (kind === undefined) return {};
  if (model === undefined)
    throw new AppError(
      'misconfigured',
      `EMBEDDER is ${kind}, and EMBEDDER_MODEL is not set. Set it to ${kind === 'local' ? "a model's folder" : kind === 'azure' ? 'the deployment' : "the model's name"}.`,
    );
  if (kind !== 'local' && url === undefined)
    throw new AppError(
      'misconfigured',
      `EMBEDDER is ${kind}, and EMBEDDER_URL is not set. Set it to the service's address.`,
    );
  return {
    embedder: {
      kind,
      model,
      apiVersion: settings.EMBEDDER_API_VERSION,
      ...given('url', url),
      ...given('apiKey', settings.EMBEDDER_API_KEY),
      ...given('dimensions', settings.EMBEDDER_DIMENSIONS),
      ...given('languages', settings.EMBEDDER_LANGUAGES),
    },
  };
}

/** A machine need not have a name for its user, as in a container. */
function machineUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'local-user';
  }
}

/** A field where there is a value, none where there is none. */
function given<K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: V };
}

/** The process's variables. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
