import { z } from 'zod';
import { guid } from './config-forms.ts';
import { AppError } from './core/errors.ts';

/** How people reach the desk in Microsoft Teams. */
export interface TeamsConfig {
  /** The bot's registration, lower case. */
  readonly appId: string;
  /** The tenant that it is registered in, lower case. */
  readonly tenant: string;
  /** Absent, the bot is a user-assigned managed identity. */
  readonly password?: string;
  /** The public address of the desk, without a path: pages that people sign in on, and what the app may open. */
  readonly url: string;
  /** The sensitivity that answers are marked with. */
  readonly sensitivity?: { readonly name: string; readonly description?: string };
}

/** What holds for whoever writes, with a registration or without. */
export interface ChatConfig {
  /** Whether what could be asked next is offered under an answer. */
  readonly suggestions: boolean;
}

export const TEAMS_SETTINGS = {
  TEAMS_APP_ID: guid.optional(),
  TEAMS_APP_TENANT: guid.optional(),
  TEAMS_APP_TYPE: z.enum(['single-tenant', 'managed-identity']).default('single-tenant'),
  TEAMS_APP_PASSWORD: z.string().trim().min(1).optional(),
  TEAMS_URL: z.string().trim().optional(),
  TEAMS_SENSITIVITY: z.string().trim().min(1).max(200).optional(),
  TEAMS_SUGGESTIONS: z.enum(['0', '1']).default('1'),
};

const Settings = z.object(TEAMS_SETTINGS);

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Nothing set, there is no door; half of it set, nothing starts.
 *
 * @throws AppError `misconfigured`, naming what is missing or wrong
 */
export function teamsOf(settings: z.infer<typeof Settings>): {
  readonly teams?: TeamsConfig;
  readonly chat: ChatConfig;
} {
  const chat = { suggestions: settings.TEAMS_SUGGESTIONS === '1' };
  const { TEAMS_APP_ID: appId, TEAMS_APP_TENANT: tenant, TEAMS_APP_PASSWORD: password, TEAMS_URL: url } = settings;
  const managed = settings.TEAMS_APP_TYPE === 'managed-identity';
  const given = { TEAMS_APP_ID: appId, TEAMS_APP_TENANT: tenant, TEAMS_APP_PASSWORD: password, TEAMS_URL: url };
  const named = Object.values(given).filter((each) => each !== undefined);
  if (named.length === 0 && !managed && settings.TEAMS_SENSITIVITY === undefined) return { chat };
  const needed = Object.entries(given).filter(([name]) => !(managed && name === 'TEAMS_APP_PASSWORD'));
  const missing = needed.filter(([, value]) => value === undefined).map(([name]) => name);
  if (appId === undefined || tenant === undefined || url === undefined || missing.length > 0)
    throw new AppError(
      'misconfigured',
      `The Teams door is set up by half: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set. Set all of them, or none of the TEAMS_ settings. A bot with a managed identity has no password: TEAMS_APP_TYPE=managed-identity`,
    );
  if (managed && password !== undefined)
    throw new AppError(
      'misconfigured',
      'TEAMS_APP_TYPE is managed-identity, and TEAMS_APP_PASSWORD is set. Leave one of them away.',
    );
  return {
    chat,
    teams: {
      appId: appId.toLowerCase(),
      tenant: tenant.toLowerCase(),
      url: originOf(url),
      ...(password === undefined ? {} : { password }),
      ...sensitivityOf(settings.TEAMS_SENSITIVITY),
    },
  };
}

function originOf(text: string): string {
  const wrong = (why: string): AppError =>
    new AppError(
      'misconfigured',
      `The setting TEAMS_URL is wrong: ${why}. It is the address under which Teams reaches the desk, such as https://desk.example`,
    );
  const url = URL.parse(text);
  if (url === null) throw wrong('it is no address');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOCAL.includes(url.hostname)))
    throw wrong('it must begin with https:// (http:// is for this machine alone)');
  if (url.username !== '' || url.password !== '') throw wrong('it must hold no user or password');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw wrong('nothing may follow the host');
  return url.origin;
}

/** `Confidential: for the compliance department` is a name and what it means. */
function sensitivityOf(text: string | undefined): Pick<TeamsConfig, 'sensitivity'> {
  if (text === undefined) return {};
  const [name = text, ...rest] = text.split(':');
  const description = rest.join(':').trim();
  return { sensitivity: { name: name.trim(), ...(description === '' ? {} : { description }) } };
}

/** Whom the tokens are for that Teams signs people in with: the resource that the app's manifest names. */
export function teamsAudiences(settings: z.infer<typeof Settings>): readonly string[] {
  const { teams } = teamsOf(settings);
  return teams === undefined ? [] : [`api://${new URL(teams.url).hostname}/botid-${teams.appId}`];
}
