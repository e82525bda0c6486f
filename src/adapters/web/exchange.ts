import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, fetch } from 'undici';
import { AppError } from '../../core/errors.ts';
import { isPublic } from './addresses.ts';

/** One request and its answer, no redirect followed. */
export interface Exchange {
  /** @param put what is put there; without it, what is there is got */
  send(
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
    trusted: boolean,
    put?: Uint8Array,
  ): Promise<ExchangeAnswer>;
  close(): Promise<void>;
}

export interface ExchangeAnswer {
  readonly status: number;
  header(name: string): string | undefined;
  /** Decoded; must be read to its end or cancelled. */
  readonly body: AsyncIterable<Uint8Array> | undefined;
  cancel(): Promise<void>;
}

export interface ExchangeOptions {
  /** Milliseconds until the head of an answer must be there, and between two pieces of its body. */
  readonly patience: number;
  /** Finds the addresses of a host; the system's own by default. */
  readonly lookup?: LookupFunction;
}

/** Over the network. A host's addresses are checked where the connection is made, so what was checked is what is asked. */
export function createExchange({ patience, lookup = systemLookup as LookupFunction }: ExchangeOptions): Exchange {
  const timeouts = { headersTimeout: patience, bodyTimeout: patience, connect: { timeout: patience } };
  const guarded = new Agent({ ...timeouts, connect: { timeout: patience, lookup: publicOnly(lookup) } });
  const open = new Agent({ ...timeouts, connect: { timeout: patience, lookup } });
  return {
    send: async (url, headers, signal, trusted, put) => {
      const response = await fetch(url, {
        headers: { ...headers },
        ...(put === undefined ? {} : { method: 'PUT', body: put }),
        redirect: 'manual',
        signal,
        dispatcher: trusted ? open : guarded,
      });
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        body: response.body ?? undefined,
        cancel: async () => {
          await response.body?.cancel();
        },
      };
    },
    close: async () => {
      await Promise.all([guarded.destroy(), open.destroy()]);
    },
  };
}

/** Refuses a host that has any address of a private network. */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) {
        callback(error, []);
        return;
      }
      const addresses = Array.isArray(found) ? found : [];
      const inside = addresses.find(({ address }) => !isPublic(address));
      if (inside !== undefined || addresses.length === 0) {
        callback(new AppError('invalid_input', `${hostname} leads to a private address; it was not read.`), []);
        return;
      }
      const [first] = addresses;
      if (options.all) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family ?? 4);
    });
  };
}
