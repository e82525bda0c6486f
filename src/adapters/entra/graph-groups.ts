import { decodeJwt } from 'jose';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { GroupDirectory, Identity } from '../../core/identity.ts';
import { isGuid, originOf } from './authority-address.ts';
import { askGraph, unreadable } from './graph-request.ts';
import type { OnBehalfOf } from './on-behalf-of.ts';
import { displayable } from './token-claims.ts';

export interface GraphGroupsOptions {
  readonly onBehalfOf: OnBehalfOf;
  /** The host of Graph; Microsoft's public cloud by default. */
  readonly graph?: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds for which a group's name is held; 10 minutes by default. Who is in a group is never held. */
  readonly namesFor?: number;
}

/** Graph lists at most 11,000 and gives hundreds a page; an answer that goes on for longer is no answer. */
const PAGES = 50;
/** `getByIds` takes so many. */
const IDS_AT_ONCE = 1_000;
const NAMES_HELD = 20_000;
const LONGEST_NAME = 256;

const Members = z.object({ value: z.array(z.guid()), '@odata.nextLink': z.string().optional() });
const Named = z.object({
  value: z.array(z.object({ id: z.guid(), displayName: z.string().nullish() })),
  '@odata.nextLink': z.string().optional(),
});

/**
 * The groups that a person is in, nested ones included, from Microsoft Graph v1.0 in the person's own name
 * (`directoryObject: getMemberObjects`, `getByIds`). The app registration needs the delegated permissions `User.Read` and
 * `GroupMember.Read.All`.
 *
 * @throws AppError `misconfigured` for an address that cannot work
 */
export function createGraphGroups(options: GraphGroupsOptions): GroupDirectory {
  const { onBehalfOf, now = Date.now, namesFor = 10 * 60_000 } = options;
  const graph = originOf(options.graph ?? 'https://graph.microsoft.com', 'Microsoft Graph');
  const names = createNames(now, namesFor);

  async function sessionOf(identity: Identity, token: string, signal: AbortSignal | undefined): Promise<Session> {
    checkBelongs(identity, token);
    const access = await onBehalfOf.tokenFor(token, identity.tenant, [`${graph}/.default`], signal);
    return { graph, access, fetch: options.fetch ?? fetch, now, signal };
  }

  return {
    async groupsOf(identity, token, signal) {
      const session = await sessionOf(identity, token, signal);
      const pages = await allPages(session, Members, '/v1.0/me/getMemberObjects', { securityEnabledOnly: false });
      return [...new Set(pages.flatMap(({ value }) => value.map((id) => id.toLowerCase())))];
    },

    async namesOf(groups, identity, token, signal) {
      // What is no object id would have Graph refuse all the others with it.
      const wanted = [...new Set(groups.filter(isGuid).map((id) => id.toLowerCase()))];
      const found = new Map(names.heldOf(identity.tenant, wanted));
      const unknown = wanted.filter((id) => !found.has(id));
      if (unknown.length > 0) {
        const session = await sessionOf(identity, token, signal);
        for (let at = 0; at < unknown.length; at += IDS_AT_ONCE) {
          const ids = unknown.slice(at, at + IDS_AT_ONCE);
          const answered = await namesByIds(session, ids);
          for (const id of ids) {
            found.set(id, answered.get(id));
            names.hold(identity.tenant, id, answered.get(id));
          }
        }
      }
      return new Map([...found].filter((pair): pair is [string, string] => pair[1] !== undefined));
    },
  };
}

interface Session {
  readonly graph: string;
  readonly access: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
}

/** Groups are asked for as `me`: another's token would give another's groups. */
function checkBelongs({ kind, tenant, id }: Identity, token: string): void {
  if (kind !== 'user')
    throw new AppError('not_permitted', 'A program is in no groups that could be looked up: sign in as a person.');
  if (!sameAs(token, tenant, id))
    throw new AppError('internal', 'Your groups could not be looked up, through a fault of this program.', {
      detail: 'graph: the token is not of the identity it came with',
    });
}

function sameAs(token: string, tenant: string, id: string): boolean {
  try {
    const { tid, oid } = decodeJwt(token);
    return String(tid).toLowerCase() === tenant && String(oid).toLowerCase() === id;
  } catch {
    return false;
  }
}

async function namesByIds(session: Session, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const pages = await allPages(session, Named, '/v1.0/directoryObjects/getByIds', { ids, types: ['group'] });
  const named = pages
    .flatMap(({ value }) => value)
    .map(({ id, displayName }) => {
      return [id.toLowerCase(), displayable(displayName ?? '', LONGEST_NAME)] as const;
    });
  return new Map(named.filter(([, name]) => name !== ''));
}

async function allPages<T extends { '@odata.nextLink'?: string | undefined }>(
  session: Session,
  schema: z.ZodType<T>,
  path: string,
  body: unknown,
): Promise<readonly T[]> {
  const pages: T[] = [];
  let url = `${session.graph}${path}`;
  let asked: unknown = body;
  while (pages.length < PAGES) {
    const parsed = schema.safeParse(await askGraph({ ...session, url, body: asked }));
    if (!parsed.success) throw unreadable('the answer is in no form that is known');
    pages.push(parsed.data);
    const next = parsed.data['@odata.nextLink'];
    if (next === undefined) return pages;
    url = onGraph(next, session.graph);
    // The link holds all that was asked: OData 4.01 protocol, section 11.2.6.7.
    asked = undefined;
  }
  throw unreadable(`the answer goes on after ${PAGES} pages`);
}

/** The person's token for Graph goes along, so it goes to Graph alone. */
function onGraph(link: string, graph: string): string {
  const url = URL.parse(link);
  if (url?.origin !== graph || url.username !== '' || url.password !== '')
    throw unreadable('the next page is on another host');
  return url.href;
}

/** Names by tenant and group; that a group has none is held as well. The first held go first. */
function createNames(now: () => number, lifetime: number) {
  const held = new Map<string, { name: string | undefined; until: number }>();
  return {
    heldOf: (tenant: string, groups: readonly string[]): readonly (readonly [string, string | undefined])[] =>
      groups.flatMap((group) => {
        const entry = held.get(`${tenant} ${group}`);
        return entry !== undefined && now() < entry.until ? [[group, entry.name] as const] : [];
      }),
    hold(tenant: string, group: string, name: string | undefined): void {
      held.delete(`${tenant} ${group}`);
      held.set(`${tenant} ${group}`, { name, until: now() + lifetime });
      for (const oldest of held.keys()) {
        if (held.size <= NAMES_HELD) break;
        held.delete(oldest);
      }
    },
  };
}
