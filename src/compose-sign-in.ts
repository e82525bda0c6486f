import { readSecret } from './compose.ts';
import type { Config, EntraConfig } from './config.ts';
import { type Access, createAccess } from './core/access.ts';
import type { Clock } from './core/clock.ts';
import { AppError } from './core/errors.ts';
import type { GroupDirectory } from './core/identity.ts';
import type { Policies } from './gaps/policies/policies.ts';

/**
 * Sign-in as it is set up. Loaded only where people sign in: the libraries weigh.
 *
 * @param policies tell whether people's groups must be known for them
 * @throws AppError `misconfigured` where none is set up
 */
export async function openAccess(
  { entra, roles, groupRoles, departments }: Pick<Config, 'entra' | 'roles' | 'groupRoles' | 'departments'>,
  clock: Clock,
  policies?: Pick<Policies, 'restricts'>,
): Promise<Access> {
  if (entra === undefined)
    throw new AppError(
      'misconfigured',
      'People must sign in, and no sign-in is set up. Set ENTRA_TENANTS and ENTRA_CLIENT_ID; or for one person on this machine: compliance serve --local',
    );
  const { createEntraTokenVerifier } = await import('./adapters/entra/token-verifier.ts');
  const now = () => clock.now();
  const { authority, tenants, clientId, audiences, scopes, applications } = entra;
  const verifier = createEntraTokenVerifier({
    authority,
    audiences: [clientId, ...audiences],
    tenants,
    scopes,
    applications,
    now,
  });
  const directory = await groupDirectory(entra, now);
  return createAccess({
    verifier,
    roles,
    groupRoles,
    now,
    ...(departments === undefined ? {} : { departments }),
    ...(directory === undefined ? {} : { directory }),
    ...(policies === undefined ? {} : { groupsNeeded: policies.restricts }),
  });
}

async function groupDirectory(
  { credential, clientId, authority, graphUrl }: EntraConfig,
  now: () => number,
): Promise<GroupDirectory | undefined> {
  if (credential === undefined) return undefined;
  const [{ createOnBehalfOf }, { createGraphGroups }] = await Promise.all([
    import('./adapters/entra/on-behalf-of.ts'),
    import('./adapters/entra/graph-groups.ts'),
  ]);
  const proof =
    'certificatePath' in credential
      ? credential
      : // Workload identity renews the file all the time: it is read at each exchange.
        { assertion: async () => readSecret(credential.assertionFile) };
  const onBehalfOf = createOnBehalfOf({ clientId, credential: proof, authority, now });
  return createGraphGroups({ onBehalfOf, graph: graphUrl, now });
}
