import { z } from 'zod';
import { isDay } from './core/days.ts';
import { AppError } from './core/errors.ts';
import { GRC_PLATFORMS } from './findings/filing/finding-filing.ts';
import { wrongWebhookFields } from './findings/syncing/webhook.ts';

const day = z.string().refine(isDay, 'expected a day such as 2031-12-24');

/** How a tenant's findings are handled here, whatever its platform is. */
const Handling = z.object({
  platform: z.enum(GRC_PLATFORMS),
  /** 2: somebody else approves what is filed. 1: the drafter's own confirmation is enough. */
  eyes: z.union([z.literal(1), z.literal(2)]).optional(),
  /** Where in Teams approvals are asked for: a conversation's id or its name, as "compliance alerts list" shows them. */
  approvals: z.string().min(1).max(500).optional(),
  /** Which days count for the steps of putting right; all of them without it. */
  calendar: z
    .strictObject({
      workingDays: z.array(z.int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
      holidays: z.array(day).default([]),
    })
    .optional(),
  /** Who does the steps until somebody else is named; the finding's owner without it. */
  assignee: z.string().min(1).max(200).optional(),
  /** What the platform signs the states with that it sends by itself. */
  webhook: z
    .strictObject({
      secrets: z.array(z.string().min(1)).min(1).max(4),
      fields: z
        .strictObject({ key: z.string(), id: z.string(), state: z.string(), at: z.string() })
        .partial()
        .superRefine((fields, context) => {
          for (const path of wrongWebhookFields(fields))
            context.addIssue({ code: 'custom', path: [path], message: 'expected a place in JSON, such as result.id' });
        })
        .optional(),
    })
    .optional(),
});

export type FindingHandling = Omit<z.output<typeof Handling>, 'platform'>;

/** One tenant's platform: how findings are handled, and the platform's own settings, which its adapter reads. */
export interface TenantFindings {
  readonly platform: z.output<typeof Handling>['platform'];
  readonly handling: FindingHandling;
  readonly own: Readonly<Record<string, unknown>>;
}

const EXAMPLE = '{"local": {"platform": "generic", "url": "http://127.0.0.1:18085", …}}';

/**
 * The setting COMPLIANCE_GRC: JSON, by tenant.
 *
 * @param secret gives a secret as it is set: itself, or what stands in the file that it names
 * @throws AppError `misconfigured` naming the tenant and what is wrong
 */
export function findingsConfig(text: string, secret: (setting: string) => string): ReadonlyMap<string, TenantFindings> {
  const given = z.record(z.string(), z.looseObject({})).safeParse(parsed(text));
  if (!given.success) throw wrong(`expected settings by tenant, such as ${EXAMPLE}`);
  const names = Object.keys(given.data).map((tenant) => tenant.toLowerCase());
  const twice = names.find((tenant, at) => names.indexOf(tenant) !== at);
  if (twice !== undefined) throw wrong(`the tenant ${twice.slice(0, 60)} is named twice`);
  return new Map(
    Object.entries(given.data).map(([tenant, settings]) => {
      const read = Handling.safeParse(settings);
      if (!read.success) throw wrong(`${tenant}: ${issueOf(read.error)}`);
      const { platform, ...handling } = read.data;
      const own = Object.fromEntries(Object.entries(settings).filter(([name]) => !Object.hasOwn(Handling.shape, name)));
      const { webhook } = handling;
      return [
        tenant.toLowerCase(),
        {
          platform,
          handling:
            webhook === undefined
              ? handling
              : { ...handling, webhook: { ...webhook, secrets: webhook.secrets.map(secret) } },
          own: withSecrets(own, secret),
        },
      ] as const;
    }),
  );
}

/** The tenant of the terminal and of `serve --local`: one person, whose own word is enough. */
const LOCAL_TENANT = 'local';

/** How many people look at a finding of a tenant before it is filed. */
export function eyesOf(tenant: string, own: Pick<TenantFindings, 'handling'> | undefined): 1 | 2 {
  return own?.handling.eyes ?? (tenant === LOCAL_TENANT ? 1 : 2);
}

/**
 * Settings for an organisation that nobody can be of would file nothing, and nobody would notice.
 *
 * @param admitted tenants whose people are let in, beside the local one
 * @throws AppError `misconfigured` naming the tenant
 */
export function refuseUnknownTenants(tenants: Iterable<string>, admitted: readonly string[]): void {
  const unknown = [...tenants].find((tenant) => tenant !== LOCAL_TENANT && !admitted.includes(tenant));
  if (unknown !== undefined)
    throw wrong(
      `it names the tenant ${unknown.slice(0, 60)}, which ENTRA_TENANTS does not admit ("${LOCAL_TENANT}" is the one of the terminal and of serve --local)`,
    );
}

/** What was wrong with settings first: where, and why. No value is told: it could be a secret. */
export function issueOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') || 'the settings'}: ${issue?.message ?? 'wrong'}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw wrong(`it is no JSON; expected such as ${EXAMPLE}`);
  }
}

/** Names under which the platforms' settings hold secrets. */
const SECRET = new Set(['password', 'clientSecret', 'token', 'integrationKey']);

function withSecrets(
  settings: Readonly<Record<string, unknown>>,
  secret: (setting: string) => string,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      if (typeof value === 'string') return [name, SECRET.has(name) ? secret(value) : value];
      const isCredential = name === 'auth' || name === 'credential';
      if (!isCredential || value === null || typeof value !== 'object') return [name, value];
      const own = value as Readonly<Record<string, unknown>>;
      const read = withSecrets(own, secret);
      // The name of a key is nothing else in a credential.
      return [name, typeof own['key'] === 'string' ? { ...read, key: secret(own['key']) } : read];
    }),
  );
}

function wrong(why: string): AppError {
  return new AppError('misconfigured', `The setting COMPLIANCE_GRC is wrong: ${why}.`);
}
