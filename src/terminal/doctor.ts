import { accessSync, constants, mkdirSync } from 'node:fs';
import { auditSigner } from '../compose.ts';
import { openModel } from '../compose-model.ts';
import { platformsSetUp } from '../compose-platforms.ts';
import { type Config, readConfig } from '../config.ts';
import { AppError } from '../core/errors.ts';
import type { IndexHealth } from '../regulations/regulation-index.ts';
import { checkLibrary } from './library.ts';
import type { Session } from './session.ts';

interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failure';
  readonly message: string;
  /** What to do, where something is to be done. */
  readonly fix?: string;
}

/** `compliance doctor`: what is configured, what works, what is missing and how to mend it. Exit code 1 on a failure. */
export async function doctor(
  session: Session,
  environment: Readonly<Record<string, string | undefined>>,
  options: { json?: boolean },
): Promise<void> {
  const checks: Check[] = [nodeCheck(process.versions.node), searchCheck(environment)];
  const folder = folderCheck(environment);
  checks.push(folder);
  if (folder.status === 'ok') checks.push(...(await libraryChecks(session)));
  checks.push(await modelCheck(session.config()), signInCheck(session.config()), assistantsCheck(session.config()));
  checks.push(teamsCheck(session.config()));
  checks.push(await findingsCheck(session.config()), auditCheck(session.config()));
  const ok = checks.every(({ status }) => status !== 'failure');
  session.print({ ok, checks }, options.json === true, () => checks.map((check) => line(check, session)).join('\n'));
  if (!ok) session.exit(1);
}

function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return enough
    ? { name: 'node', status: 'ok', message: `Node.js ${version}` }
    : {
        name: 'node',
        status: 'failure',
        message: `Node.js ${version} is too old`,
        fix: 'Install Node.js 20.19 or later.',
      };
}

function signInCheck({ entra }: Config): Check {
  const name = 'sign-in';
  if (entra === undefined)
    return {
      name,
      status: 'warning',
      message: 'No sign-in is configured: "serve" runs with --local only, for one person on this machine.',
    };
  const groups = entra.credential === undefined ? 'groups by the token' : 'groups by the directory';
  return { name, status: 'ok', message: `Microsoft Entra ID, ${entra.tenants.length} tenants, ${groups}` };
}

function assistantsCheck({ entra, mcp, port }: Config): Check {
  const name = 'assistants';
  if (entra === undefined)
    return {
      name,
      status: 'ok',
      message: `by MCP on this machine: compliance mcp, or http://127.0.0.1:${port}${mcp.path}`,
    };
  if (mcp.url !== undefined) return { name, status: 'ok', message: `by MCP at ${mcp.url}` };
  return {
    name,
    status: 'warning',
    message: 'cannot connect: their address is not set, and people sign in',
    fix: 'Set MCP_URL to the address under which assistants reach this server, such as https://desk.example/mcp.',
  };
}

function teamsCheck({ teams, entra, port }: Config): Check {
  const name = 'teams';
  if (teams === undefined)
    return entra === undefined
      ? { name, status: 'ok', message: `a client on this machine alone: http://127.0.0.1:${port}/api/messages` }
      : {
          name,
          status: 'warning',
          message: 'people in Microsoft Teams cannot ask: no bot is set up',
          fix: 'Set TEAMS_APP_ID, TEAMS_APP_TENANT, TEAMS_APP_PASSWORD and TEAMS_URL; or leave it, if assistants alone shall ask.',
        };
  if (entra === undefined)
    return {
      name,
      status: 'failure',
      message: 'a bot is set up, and no sign-in: nobody could be told apart',
      fix: 'Set ENTRA_TENANTS and ENTRA_CLIENT_ID.',
    };
  const as = teams.password === undefined ? 'a managed identity' : 'its client secret';
  return { name, status: 'ok', message: `bot ${teams.appId} at ${teams.url}/api/messages, with ${as}` };
}

async function modelCheck({ model, prices, limits = [] }: Config): Promise<Check> {
  const name = 'model';
  if (model === undefined)
    return { name, status: 'ok', message: "none: answers are the law's own words (MODEL sets one)" };
  const wrong = model.endpoints.findIndex(({ url }) => !URL.canParse(url));
  if (wrong >= 0)
    return {
      name,
      status: 'failure',
      message: `${wrong === 0 ? 'MODEL_URL' : 'MODEL_SPILLOVER_URL'} is no http or https address`,
      fix: 'Set it to the address of the service, such as https://host/v1.',
    };
  try {
    await openModel(model);
  } catch (error) {
    if (error instanceof AppError) return { name, status: 'failure', message: error.message };
    throw error;
  }
  const [first, second] = model.endpoints.map(({ url, name: deployment }) => `${deployment} at ${new URL(url).host}`);
  const costs = prices === undefined ? 'no prices' : `prices in ${prices.currency}`;
  return {
    name,
    status: 'ok',
    message: `${first}${second === undefined ? '' : `, spilling over to ${second}`}; ${costs}, ${limits.length} limits`,
  };
}

/** Without asking the platform: that is for "findings check". */
async function findingsCheck(config: Config): Promise<Check> {
  const name = 'findings';
  try {
    const platforms = await platformsSetUp(config);
    if (platforms.length === 0)
      return { name, status: 'ok', message: 'kept here alone: no GRC platform is set up (COMPLIANCE_GRC names one)' };
    const told = platforms.map(
      ({ tenant, platform, host, eyes }) =>
        `${tenant}: ${platform} at ${host}, ${eyes === 1 ? 'one pair' : 'two pairs'} of eyes`,
    );
    return { name, status: 'ok', message: `${told.join('; ')}. "compliance findings check" asks the platform` };
  } catch (error) {
    if (error instanceof AppError) return { name, status: 'failure', message: error.message };
    throw error;
  }
}

function auditCheck(config: Config): Check {
  const name = 'audit';
  const copies = config.checkpointFolder === undefined ? 'not copied' : `copied to ${config.checkpointFolder}`;
  const signer = auditSigner(config);
  if (signer !== undefined)
    return { name, status: 'ok', message: `checkpoints signed by the key ${signer.keyId}, ${copies}` };
  return {
    name,
    status: 'warning',
    message: `checkpoints are not signed, ${copies}: a chain that was computed anew cannot be told from the one that was written`,
    fix: 'Make a key and name its file in COMPLIANCE_AUDIT_KEY: openssl genpkey -algorithm ed25519 -out audit-key.pem',
  };
}

function searchCheck(environment: Readonly<Record<string, string | undefined>>): Check {
  const { elasticsearch, embedder } = readConfig(environment);
  const engine = elasticsearch === undefined ? 'embedded engine' : `Elasticsearch, indices ${elasticsearch.prefix}-*`;
  const vectors = embedder === undefined ? 'words alone' : `words and vectors (${embedder.kind}, ${embedder.model})`;
  return { name: 'search', status: 'ok', message: `${engine}, ${vectors}` };
}

function folderCheck(environment: Readonly<Record<string, string | undefined>>): Check {
  const { dataFolder } = readConfig(environment);
  try {
    mkdirSync(dataFolder, { recursive: true });
    accessSync(dataFolder, constants.R_OK | constants.W_OK);
    return { name: 'data folder', status: 'ok', message: dataFolder };
  } catch {
    return {
      name: 'data folder',
      status: 'failure',
      message: `${dataFolder} cannot be written to`,
      fix: 'Name a folder you may write to in COMPLIANCE_DATA.',
    };
  }
}

async function libraryChecks(session: Session): Promise<readonly Check[]> {
  try {
    const desk = await session.desk();
    const versions = desk.library.versions();
    const official = versions.filter(({ source }) => source === 'official');
    const health = await desk.library.index.health();
    const problems = health.status === 'unhealthy' ? health.problems : await checkLibrary(desk.library);
    const lossy = versions.filter(({ lost }) => lost.length > 0);
    return [
      {
        name: 'library',
        ...(official.length > 0
          ? {
              status: 'ok' as const,
              message: `${official.length} official texts of ${new Set(official.map(({ act }) => act)).size} acts, ${versions.length - official.length} digests`,
            }
          : {
              status: 'warning' as const,
              message: `only digests are held (${versions.length})`,
              fix: 'Add official texts: compliance library add <file>',
            }),
      },
      ...lossy.map(
        ({ act, lost }): Check => ({
          name: 'library',
          status: 'warning',
          message: `${act}: its source lost the words of ${lost.join(', ')}`,
          fix: `Add the text in another form: compliance library add <file> --act ${act}`,
        }),
      ),
      indexCheck(health, problems),
    ];
  } catch (error) {
    if (error instanceof AppError)
      return [{ name: 'library', status: 'failure', message: `could not be opened: ${error.message}` }];
    throw error;
  }
}

function indexCheck({ status, problems: known }: IndexHealth, problems: readonly string[]): Check {
  if (status === 'unhealthy') return { name: 'index', status: 'failure', message: problems.join('; ') };
  if (problems.length > 0)
    return {
      name: 'index',
      status: 'failure',
      message: problems.join('; '),
      fix: 'Build it anew: compliance library reindex. If the library itself is at fault, remove the act and add it again.',
    };
  return status === 'degraded'
    ? { name: 'index', status: 'warning', message: known.join('; ') }
    : { name: 'index', status: 'ok', message: 'agrees with the library' };
}

function line({ name, status, message, fix }: Check, { style }: Session): string {
  const mark =
    status === 'ok' ? style.accent('ok     ') : status === 'warning' ? style.warn('warning') : style.bold('FAILURE');
  return `${mark} ${name.padEnd(12)} ${message}${fix === undefined ? '' : `\n                     ${fix}`}`;
}
