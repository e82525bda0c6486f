import type { PlatformSetUp } from '../compose-platforms.ts';
import type { Config } from '../config.ts';
import type { JsonObject } from '../core/canonical-json.ts';

/** Of an address the host alone: the rest may hold a key, and what is recorded can never be taken back. */
function hostOf(url: string | undefined): string {
  return URL.parse(url ?? '')?.host ?? 'none';
}

/** What decides who may do what and where texts go; of secrets only that they are set. */
export function settingsOf(config: Config, local: boolean, platforms: readonly PlatformSetUp[]): JsonObject {
  const { entra, roles, groupRoles, elasticsearch, embedder, model, mcp, teams, chat } = config;
  return {
    signIn:
      entra === undefined
        ? { local }
        : {
            tenants: [...entra.tenants],
            clientId: entra.clientId,
            audiences: [...entra.audiences],
            scopes: [...entra.scopes],
            applications: entra.applications,
            authority: entra.authority,
            groups: entra.credential === undefined ? 'in the token' : entra.graphUrl,
          },
    roles: Object.fromEntries(Object.entries(roles).map(([role, granted]) => [role, [...granted]])),
    groupRoles: Object.fromEntries(
      Object.entries(groupRoles).map(([tenant, groups]) => [
        tenant,
        Object.fromEntries(Object.entries(groups).map(([group, names]) => [group, [...names]])),
      ]),
    ),
    search:
      elasticsearch === undefined ? 'embedded' : { host: hostOf(elasticsearch.url), prefix: elasticsearch.prefix },
    embedder:
      embedder === undefined
        ? 'none'
        : {
            kind: embedder.kind,
            model: embedder.kind === 'local' ? 'in this process' : embedder.model,
            host: hostOf(embedder.url),
          },
    model:
      model === undefined
        ? 'none'
        : {
            kind: model.kind,
            window: model.window,
            deployments: model.endpoints.map(({ url, name }) => ({ name, host: hostOf(url) })),
          },
    ...spendingOf(config),
    mcp: { url: mcp.url ?? 'none', hosts: [...mcp.hosts], origins: [...mcp.origins], rates: { ...mcp.rates } },
    teams:
      teams === undefined
        ? 'none'
        : {
            appId: teams.appId,
            tenant: teams.tenant,
            url: teams.url,
            as: teams.password === undefined ? 'managed identity' : 'client secret',
            sensitivity: teams.sensitivity?.name ?? 'none',
            suggestions: chat.suggestions,
          },
    findings: Object.fromEntries(platforms.map(({ tenant, ...platform }) => [tenant, platform])),
    auditKey: config.auditKey === undefined ? 'not set' : 'set',
    checkpoints: config.checkpointFolder === undefined ? 'not copied' : 'copied',
  };
}

/** What use costs and how much of it there may be. */
function spendingOf({ prices, limits = [], departments = {} }: Config): JsonObject {
  return {
    prices:
      prices === undefined
        ? 'none'
        : {
            currency: prices.currency,
            models: Object.fromEntries(
              [...prices.models].map(([name, { input, cached, output }]) => [
                name,
                { input: String(input), cached: String(cached), output: String(output) },
              ]),
            ),
          },
    // Whom a limit is for is told for departments and tools alone: a person's id could never be taken back.
    budgets: limits.map(({ of, name, measure, period, most, hard }) => ({
      of,
      ...(name !== undefined && (of === 'department' || of === 'tool') ? { name } : {}),
      measure,
      period,
      most: String(most),
      hard,
    })),
    departments: Object.fromEntries(Object.entries(departments).map(([tenant, groups]) => [tenant, { ...groups }])),
  };
}
