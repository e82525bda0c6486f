import type { TeamsDoor } from '../../bot/teams-door.ts';
import { createSignInRecorder } from '../audit/sign-ins.ts';
import type { Desk } from '../compose.ts';
import { processIdentity } from '../compose-delivery.ts';
import type { Config, EntraConfig } from '../config.ts';
import type { TeamsConfig } from '../config-teams.ts';
import type { Access, SignedIn } from '../core/access.ts';
import { AppError } from '../core/errors.ts';
import type { Courier } from '../delivery/courier.ts';

/** How people in Teams are let in: by what Teams exchanges for them, or as the one local user. */
export type TeamsEntry =
  | { readonly access: Access }
  | { readonly local: Pick<SignedIn, 'tenant' | 'caller' | 'roles'> };

/**
 * The door for people in Teams, where it is set up; for one local user it is there for a client on this machine.
 *
 * @throws AppError `misconfigured` where it would be open to everybody
 */
export async function openDoorForTeams(
  desk: Desk,
  { teams, entra, chat, ...config }: Pick<Config, 'teams' | 'entra' | 'chat' | 'auditKey'>,
  entry: TeamsEntry,
  failed: (error: unknown) => void,
): Promise<TeamsInService | undefined> {
  if ('local' in entry && teams !== undefined)
    throw new AppError(
      'misconfigured',
      '--local lets whoever is on this machine in without signing in, and a bot is set up (TEAMS_…). Leave one of them away.',
    );
  if (!('local' in entry) && (teams === undefined || entra === undefined)) return undefined;
  const [{ openTeamsDoor }, { createLocalPasses, createTokenPasses }, { openFiles }] = await Promise.all([
    import('../../bot/teams-door.ts'),
    import('../../bot/sign-in/passes.ts'),
    import('../compose-files.ts'),
  ]);
  const files = await openFiles(desk, config, { local: 'local' in entry });
  const now = () => desk.clock.now();
  const recorder = createSignInRecorder(desk.audit, now);
  const passes =
    'local' in entry ? createLocalPasses(entry.local) : createTokenPasses({ access: entry.access, recorder, now });
  const door = openTeamsDoor({
    desk,
    files,
    passes,
    recorder,
    ...processIdentity(),
    tenants: entra?.tenants ?? [],
    suggestions: chat.suggestions,
    failed,
    ...(teams?.sensitivity === undefined ? {} : { sensitivity: teams.sensitivity }),
    ...(teams === undefined ? {} : { identity: teams }),
    ...(teams === undefined || entra === undefined ? {} : { signIn: pagesOf(teams, entra) }),
  });
  await door.recover();
  const sender = desk.createSender(door.courier);
  void sender.run();
  return {
    routes: door.routes,
    stop: async (patience) => {
      await Promise.all([door.stop(patience), sender.stop(patience)]);
      await files.close();
    },
  };
}

/** The door, with what sends unasked. */
export type TeamsInService = Pick<TeamsDoor, 'routes' | 'stop'>;

/**
 * What brings messages to Teams from a command.
 *
 * @throws AppError `misconfigured` where no bot is set up
 */
export async function openTeamsCourier(desk: Desk, { teams }: Pick<Config, 'teams'>): Promise<Courier> {
  if (teams === undefined)
    throw new AppError(
      'misconfigured',
      'no bot is set up. Set TEAMS_APP_ID, TEAMS_APP_TENANT, TEAMS_APP_PASSWORD and TEAMS_URL.',
    );
  const [{ DeskAdapter }, { createTeamsCourier }, { createMessageWriter }] = await Promise.all([
    import('../../bot/connection/desk-adapter.ts'),
    import('../../bot/alerts/teams-courier.ts'),
    import('../../bot/alerts/write-message.ts'),
  ]);
  return createTeamsCourier(new DeskAdapter({ identity: teams }), createMessageWriter(desk));
}

/** What failed in a turn, for whoever runs the desk: no words of people's, no stack. */
export function failureLine(error: unknown): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : 'something that is no error was thrown';
  return `Teams: ${what.replace(/\s+/g, ' ').slice(0, 300)}\n`;
}

/** People agree to what is looked up in their name; where nothing is, to the sign-in itself. */
function pagesOf({ url, appId }: TeamsConfig, { authority, clientId, graphUrl, credential, scopes }: EntraConfig) {
  const resource = `api://${new URL(url).hostname}/botid-${appId}`;
  const asked =
    credential === undefined
      ? scopes.map((scope) => (scope.includes('://') ? scope : `${resource}/${scope}`))
      : GRAPH.map((scope) => `${new URL(graphUrl).origin}/${scope}`);
  return { url, authority: new URL(authority).origin, clientId, resource, scopes: ['openid', ...asked] };
}

/** What the look-up of groups needs; see `createGraphGroups`. */
const GRAPH = ['User.Read', 'GroupMember.Read.All'];
