import { type CryptoKey, importJWK } from 'jose';
import { z } from 'zod';
import { boundedRequest, NoAnswerError } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';

/** The signing keys of tenants. `keyFor` is only ever asked for tenants that are admitted. */
export interface TenantKeys {
  /**
   * @returns undefined where the tenant has no such key
   * @throws AppError `upstream_unavailable` where the keys cannot be had, and none of this name was had before
   */
  keyFor(tenant: string, kid: string): Promise<CryptoKey | undefined>;
}

export interface TenantKeysOptions {
  readonly authority: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Microsoft rolls keys within a day's notice, and asks that they be looked at again every day at least. */
const FRESH = 6 * HOUR;
/**
 * While the authority cannot be reached, its last keys go on being used for a day: by then every token that it can have
 * signed has ended anyway, and a key that it has withdrawn is not trusted for longer by cutting us off.
 */
const USABLE = 24 * HOUR;
/** An unknown key is looked for once in a minute and tenant, whatever number of tokens name one. */
const COOLDOWN = MINUTE;
/** How long after a failure the authority is left alone. */
const AFTER_FAILURE = 10_000;
/** A tenant's metadata is 2 KB and its keys are 15 KB today. */
const BOUNDS = { timeout: 5_000, longest: 256 * 1024 };

interface Held {
  keys: ReadonlyMap<string, Promise<CryptoKey | undefined>>;
  /** When the keys were last had, and when that was last tried; milliseconds. */
  had: number;
  tried: number;
  failed: boolean;
  /** Callers that come while the keys are fetched wait for the same answer. */
  pending: Promise<void> | undefined;
}

/**
 * The keys of each tenant, found through its OpenID metadata (OpenID Connect Discovery 1.0 section 4; Microsoft identity
 * platform, signing key rollover), kept for hours, and looked for again where a token names one that is not known.
 */
export function createTenantKeys(options: TenantKeysOptions): TenantKeys {
  const { now } = options;
  const tenants = new Map<string, Held>();

  function heldFor(tenant: string): Held {
    const held = tenants.get(tenant) ?? {
      keys: new Map(),
      had: Number.NEGATIVE_INFINITY,
      tried: Number.NEGATIVE_INFINITY,
      failed: false,
      pending: undefined,
    };
    tenants.set(tenant, held);
    return held;
  }

  function refresh(tenant: string, held: Held): Promise<void> {
    held.pending ??= (async () => {
      held.tried = now();
      try {
        held.keys = await fetchKeys(options, tenant);
        held.had = now();
        held.failed = false;
      } catch (error) {
        held.failed = true;
        throw error;
      } finally {
        held.pending = undefined;
      }
    })();
    return held.pending;
  }

  return {
    async keyFor(tenant, kid) {
      const held = heldFor(tenant);
      const usable = () => (now() - held.had < USABLE ? held.keys.get(kid) : undefined);
      const stale = now() - held.had >= FRESH;
      const known = usable();
      if (known !== undefined && !stale) return known;
      const rest = held.failed ? AFTER_FAILURE : COOLDOWN;
      if (held.pending === undefined && now() - held.tried < rest) {
        if (known === undefined && held.failed) throw unreachable('left alone after a failure');
        return known;
      }
      try {
        await refresh(tenant, held);
      } catch (error) {
        const last = usable();
        if (last === undefined) throw error;
        return last;
      }
      return held.keys.get(kid);
    },
  };
}

const Metadata = z.object({ issuer: z.string(), jwks_uri: z.string() });
const KeySet = z.object({ keys: z.array(z.unknown()) });
const Key = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  use: z.literal('sig').optional(),
  alg: z.literal('RS256').optional(),
  n: z.string(),
  e: z.string(),
  issuer: z.string().optional(),
});

async function fetchKeys(
  { authority, fetch: fetcher }: TenantKeysOptions,
  tenant: string,
): Promise<ReadonlyMap<string, Promise<CryptoKey | undefined>>> {
  const issuer = `${authority}/${tenant}/v2.0`;
  const metadata = Metadata.safeParse(await get(fetcher, `${issuer}/.well-known/openid-configuration`));
  if (!metadata.success) throw unreachable('the metadata is in no form that is known');
  if (metadata.data.issuer !== issuer) throw unreachable('the metadata names another issuer');
  // Whoever can change the metadata could otherwise have us take keys, or fetch anything, from anywhere.
  const address = URL.parse(metadata.data.jwks_uri);
  if (address?.origin !== authority || address.username !== '' || address.password !== '')
    throw unreachable('the metadata points to another host for the keys');
  const set = KeySet.safeParse(await get(fetcher, address.href));
  if (!set.success) throw unreachable('the keys are in no form that is known');
  const keys = new Map<string, Promise<CryptoKey | undefined>>();
  for (const entry of set.data.keys) {
    const key = Key.safeParse(entry);
    // Keys for other uses stand in the same set: they are passed over.
    if (!key.success || keys.has(key.data.kid)) continue;
    const { kid, n, e, issuer: signsFor = issuer } = key.data;
    // Keys shared by all tenants name the issuer as a template.
    if (signsFor.replace('{tenantid}', tenant) === issuer) keys.set(kid, publicKey(n, e));
  }
  if (keys.size === 0) throw unreachable('there is no key that signs tokens');
  return keys;
}

/** The public numbers alone: whatever else an entry holds has no say. A key that cannot be read is no key. */
async function publicKey(n: string, e: string): Promise<CryptoKey | undefined> {
  try {
    return (await importJWK({ kty: 'RSA', n, e }, 'RS256')) as CryptoKey;
  } catch {
    return undefined;
  }
}

async function get(fetcher: typeof fetch, url: string): Promise<unknown> {
  try {
    const { status, json } = await boundedRequest(fetcher, url, { headers: { accept: 'application/json' } }, BOUNDS);
    if (status === 200) return json;
    throw unreachable(`the authority answers ${status}`);
  } catch (error) {
    if (error instanceof NoAnswerError) throw unreachable(error.message, error);
    throw error;
  }
}

function unreachable(detail: string, cause?: unknown): AppError {
  return new AppError(
    'upstream_unavailable',
    'Sign-ins cannot be checked at the moment, because the keys of Microsoft Entra ID cannot be had. Try again in a minute.',
    { detail: `entra keys: ${detail}`, ...(cause === undefined ? {} : { cause }) },
  );
}
