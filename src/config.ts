import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from './core/errors.ts';

/** All that can be set from outside. The only module that reads the environment. */
export interface Config {
  /** Folder of the library, its index and, later, the audit; absolute. */
  readonly dataFolder: string;
  /** Port of `serve`. */
  readonly port: number;
  /** The search server, where one is named; else the embedded engine searches. */
  readonly elasticsearch?: ElasticsearchConfig;
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

const Environment = z.object({
  COMPLIANCE_DATA: z.string().trim().min(1).default('compliance-data'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  ELASTICSEARCH_URL: z.string().trim().optional(),
  ELASTICSEARCH_PREFIX: z.string().trim().default('compliance'),
  ELASTICSEARCH_API_KEY: z.string().trim().optional(),
  ELASTICSEARCH_USERNAME: z.string().trim().optional(),
  ELASTICSEARCH_PASSWORD: z.string().optional(),
  ELASTICSEARCH_CA: z.string().trim().optional(),
});

/**
 * Reads the settings.
 *
 * @param environment the process's variables (`readEnvironment`), or a test's
 * @throws AppError `misconfigured` naming the variable that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError(
      'misconfigured',
      `The setting ${issue?.path.join('.') ?? ''} is wrong: ${issue?.message ?? ''}.`,
    );
  }
  const { COMPLIANCE_DATA: folder, PORT: port } = parsed.data;
  return {
    dataFolder: isAbsolute(folder) ? folder : resolve(folder),
    port,
    ...elasticsearchOf(parsed.data),
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

/** A field where there is a value, none where there is none. */
function given<K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: V };
}

/** The process's variables. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
