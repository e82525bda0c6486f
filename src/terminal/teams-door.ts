import type { TeamsDoor } from '../../bot/teams-door.ts';
import { createSignInRecorder } from '../audit/sign-ins.ts';
import type { Desk } from '../compose.ts';
import { processIdentity } from '../compose-delivery.ts';
import type { Config, EntraConfig } from '../config.ts';
import type { TeamsConfig } from '../config-teams.ts';
import type { Access, SignedIn } from '../core/access.ts';
import { AppError } from '../core/errors.ts';

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
  { teams, entra, chat }: Pick<Config, 'teams' | 'entra' | 'chat'>,
  entry: TeamsEntry,
): Promise<TeamsDoor | undefined> {
  if ('local' in entry && teams !== undefined)
    throw new AppError(
      'misconfigured',
      '--local lets whoever is on this machine in without signing in, and a bot is set up (TEAMS_…). Leave one of them away.',
    );
  if (!('local' in entry) && (teams === undefined || entra === undefined)) return undefined;
  const [{ openTeamsDoor }, { createLocalPasses, createTokenPasses }] = await Promise.all([
    import('../../bot/teams-door.ts'),
    import('../../bot/sign-in/passes.ts'),
  ]);
  const now = () => desk.clock.now();
  const recorder = createSignInRecorder(desk.audit, now);
  const passes =
    'local' in entry ? createLocalPasses(entry.local) : createTokenPasses({ access: entry.access, recorder, now });
  const door = openTeamsDoor({
    desk,
    passes,
    recorder,
    ...processIdentity(),
    tenants: entra?.tenants ?? [],
    suggestions: chat.suggestions,
    ...(teams?.sensitivity === undefined ? {} : { sensitivity: teams.sensitivity }),
    ...(teams === undefined ? {} : { identity: teams }),
    ...(teams === undefined || entra === undefined ? {} : { signIn: pagesOf(teams, entra) }),
  });
  await door.recover();
  return door;
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
