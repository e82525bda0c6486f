import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type BudgetConfig, budgetSettings, budgetsOf } from './config-budgets.ts';
import { guid, json } from './config-forms.ts';
import { MCP_SETTINGS, type McpConfig, mcpOf } from './config-mcp.ts';
import { MODEL_SETTINGS, type ModelConfig, modelOf } from './config-model.ts';
import { type ChatConfig, TEAMS_SETTINGS, type TeamsConfig, teamsAudiences, teamsOf } from './config-teams.ts';
import type { GroupRoles } from './core/access.ts';
import { AppError } from './core/errors.ts';
import { given } from './core/given.ts';
import { DEFAULT_ROLES, PERMISSIONS, type RolePermissions } from './core/permissions.ts';
import { LANGUAGES, type Language } from './regulations/act.ts';

/** All that can be set from outside. The only module that reads the environment. */
export interface Config extends BudgetConfig {
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
  /** What formulates answers, where there is one; else they are the law's own words. */
  readonly model?: ModelConfig;
  /** Who uses the terminal, and `serve --local`: by default the user of this machine. */
  readonly localUser: string;
  /** The account of the machine, whatever name is given. */
  readonly account: string;
  /** The audit's Ed25519 key, or the path of a file that holds it; without one checkpoints are not signed. */
  readonly auditKey?: string;
  /** Folder for copies of the audit's checkpoints; absolute. */
  readonly checkpointFolder?: string;
  /** Address on which `serve` listens where people sign in. */
  readonly host: string;
  /** Sign-in with Microsoft Entra ID, where that is set up. */
  readonly entra?: EntraConfig;
  /** The door for assistants. */
  readonly mcp: McpConfig;
  /** The door for people in Microsoft Teams, where it is set up. */
  readonly teams?: TeamsConfig;
  /** How it speaks there. */
  readonly chat: ChatConfig;
  /** What roles grant: the default ones, but for those that are set otherwise. */
  readonly roles: RolePermissions;
  /** Roles by tenant and group. */
  readonly groupRoles: GroupRoles;
  /** Where findings are filed, by tenant: JSON, or the path of a file that holds it; see `config-findings.ts`. */
  readonly grc?: string;
  /** How often `serve` reads how filed findings stand on their platforms, in minutes; 0 for never. */
  readonly findingsSync: number;
}

export interface EntraConfig {
  readonly tenants: readonly string[];
  readonly clientId: string;
  /** Whom tokens may be for, beside the client id: App ID URIs. */
  readonly audiences: readonly string[];
  /** Scopes of which a person's token needs one. */
  readonly scopes: readonly string[];
  readonly applications: boolean;
  readonly authority: string;
  readonly graphUrl: string;
  /** How the program proves itself when it asks for groups in a person's name. */
  readonly credential?: { readonly certificatePath: string } | { readonly assertionFile: string };
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
  /** Set where the audit is copied there. */
  readonly audit?: true;
}

/** The Publications Office's own. */
export const CELLAR = 'https://publications.europa.eu';

const list = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((each) => each !== ''))
  .pipe(z.array(z.string()).min(1));

const roleNames = z.union([
  z
    .string()
    .min(1)
    .transform((role) => [role]),
  z.array(z.string().min(1)).min(1),
]);

const Environment = z.object({
  ...budgetSettings,
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
  ELASTICSEARCH_AUDIT: z.enum(['0', '1']).default('0'),
  COMPLIANCE_USER: z.string().trim().min(1).max(128).optional(),
  COMPLIANCE_AUDIT_KEY: z.string().trim().optional(),
  COMPLIANCE_CHECKPOINTS: z.string().trim().optional(),
  HOST: z.string().trim().min(1).max(255).default('127.0.0.1'),
  ENTRA_TENANTS: list.optional(),
  ENTRA_CLIENT_ID: guid.optional(),
  ENTRA_AUDIENCES: list.optional(),
  ENTRA_SCOPES: list.default(['access_as_user']),
  ENTRA_APPLICATIONS: z.enum(['0', '1']).default('0'),
  ENTRA_AUTHORITY: z.url({ protocol: /^https?$/ }).default('https://login.microsoftonline.com'),
  ENTRA_CERTIFICATE: z.string().trim().optional(),
  ENTRA_FEDERATED_TOKEN: z.string().trim().optional(),
  GRAPH_URL: z.url({ protocol: /^https?$/ }).default('https://graph.microsoft.com'),
  COMPLIANCE_ROLES: json(z.record(z.string().min(1), z.array(z.enum(PERMISSIONS)))).optional(),
  COMPLIANCE_GRC: z.string().trim().optional(),
  FINDINGS_SYNC_MINUTES: z.coerce.number().int().min(0).max(1_440).default(15),
  COMPLIANCE_GROUP_ROLES: json(z.record(guid, z.record(guid, roleNames))).optional(),
  ...MODEL_SETTINGS,
  ...MCP_SETTINGS,
  ...TEAMS_SETTINGS,
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
    account: machineUser(),
    ...given('grc', parsed.data.COMPLIANCE_GRC),
    findingsSync: parsed.data.FINDINGS_SYNC_MINUTES,
    ...given('auditKey', parsed.data.COMPLIANCE_AUDIT_KEY),
    ...given('checkpointFolder', copies === undefined ? undefined : resolve(copies)),
    port,
    cellarUrl: parsed.data.CELLAR_URL,
    fetchPause: parsed.data.FETCH_PAUSE,
    host: parsed.data.HOST,
    roles: { ...DEFAULT_ROLES, ...parsed.data.COMPLIANCE_ROLES },
    groupRoles: parsed.data.COMPLIANCE_GROUP_ROLES ?? {},
    ...entraOf(parsed.data),
    ...budgetsOf(parsed.data),
    ...elasticsearchOf(parsed.data),
    ...embedderOf(parsed.data),
    ...modelOf(parsed.data),
    ...mcpOf(parsed.data),
    ...teamsOf(parsed.data),
  };
}

/** Sign-in is set up whole or not at all: half of it must not look like all of it. */
function entraOf(settings: z.infer<typeof Environment>): Pick<Config, 'entra'> {
  const { ENTRA_TENANTS: tenants, ENTRA_CLIENT_ID: clientId, COMPLIANCE_GROUP_ROLES: groupRoles = {} } = settings;
  const { ENTRA_CERTIFICATE: certificatePath, ENTRA_FEDERATED_TOKEN: assertionFile } = settings;
  const more = [settings.ENTRA_AUDIENCES, certificatePath, assertionFile].some((each) => each !== undefined);
  if (tenants === undefined && clientId === undefined && !more) return {};
  if (tenants === undefined || clientId === undefined)
    throw new AppError(
      'misconfigured',
      `Sign-in is half set up: ${tenants === undefined ? 'ENTRA_TENANTS (the tenants that are admitted)' : 'ENTRA_CLIENT_ID (the application id of the API)'} is not set.`,
    );
  const strangers = tenants.filter((tenant) => !guid.safeParse(tenant).success);
  if (strangers.length > 0)
    throw new AppError(
      'misconfigured',
      `ENTRA_TENANTS names ${strangers[0]}, which is no tenant id. Use the ids, not domains.`,
    );
  if (certificatePath !== undefined && assertionFile !== undefined)
    throw new AppError('misconfigured', 'Set ENTRA_CERTIFICATE or ENTRA_FEDERATED_TOKEN, not both.');
  const admitted = tenants.map((tenant) => tenant.toLowerCase());
  const unknown = Object.keys(groupRoles).find((tenant) => !admitted.includes(tenant));
  if (unknown !== undefined)
    throw new AppError(
      'misconfigured',
      `COMPLIANCE_GROUP_ROLES names the tenant ${unknown}, which ENTRA_TENANTS does not admit.`,
    );
  return {
    entra: {
      tenants: admitted,
      clientId,
      audiences: [...(settings.ENTRA_AUDIENCES ?? []), ...teamsAudiences(settings)],
      scopes: settings.ENTRA_SCOPES,
      applications: settings.ENTRA_APPLICATIONS === '1',
      authority: settings.ENTRA_AUTHORITY,
      graphUrl: settings.GRAPH_URL,
      ...(certificatePath === undefined ? {} : { credential: { certificatePath } }),
      ...(assertionFile === undefined ? {} : { credential: { assertionFile } }),
    },
  };
}

function elasticsearchOf(settings: z.infer<typeof Environment>): Pick<Config, 'elasticsearch'> {
  const { ELASTICSEARCH_URL: url } = settings;
  if (url === undefined) return {};
  return {
    elasticsearch: {
      url,
      prefix: settings.ELASTICSEARCH_PREFIX,
      ...given('audit', settings.ELASTICSEARCH_AUDIT === '1' ? (true as const) : undefined),
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

/** The process's variables. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
