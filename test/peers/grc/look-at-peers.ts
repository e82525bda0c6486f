import type { KeptRecord } from '../../contracts/grc-platform-ground.ts';
import type { RunningPeer } from './all-peers.ts';
import { type PeerAnswer, type PeerRequest, type PeerServer, startPeerServer } from './peer-server.ts';

const RECORDS = '/__records';

/**
 * A window on what the peers have, on a port of its own: on theirs nothing but the platform's own interface answers.
 *
 * `GET /__records`: all, by peer. `GET /__records/<peer>`: one's. `POST /__records/<peer>/<id>` with `{"state": "…"}`: what
 * somebody there would do by hand.
 */
export function startLooking(peers: readonly RunningPeer[], port: number): Promise<PeerServer> {
  return startPeerServer({
    port,
    kindOf: ({ method }) => (method === 'GET' ? 'read' : 'write'),
    answer: looking(peers),
  });
}

function looking(peers: readonly RunningPeer[]): (request: PeerRequest) => PeerAnswer {
  return ({ method, path, json }) => {
    if (path === RECORDS && method === 'GET')
      return { status: 200, body: Object.fromEntries(peers.map(({ name, peer }) => [name, peer.records()])) };
    const [name = '', id, ...more] = path.startsWith(`${RECORDS}/`) ? path.slice(RECORDS.length + 1).split('/') : [];
    const peer = peers.find((each) => each.name === name)?.peer;
    if (peer === undefined || more.length > 0) return { status: 404, body: { error: `look at ${RECORDS}` } };
    if (id === undefined) return { status: 200, body: peer.records() };
    const record = peer.records().find((each) => each.id === id);
    if (record === undefined) return { status: 404, body: { error: `${name} has no record ${id}` } };
    const state = (json as { readonly state?: unknown } | undefined)?.state;
    if (method !== 'POST' || typeof state !== 'string') return { status: 400, body: { error: 'post {"state": "…"}' } };
    peer.changeState(id, state);
    return { status: 200, body: peer.records().find((each) => each.id === id) };
  };
}

/** Tells what has changed since it was asked last, a line for each record. */
export function createNews(peers: readonly RunningPeer[]): () => readonly string[] {
  const seen = new Map<string, string>();
  return () =>
    peers.flatMap(({ name, peer }) =>
      peer.records().flatMap((record) => {
        const [at, before] = [`${name} ${record.id}`, seen.get(`${name} ${record.id}`)];
        seen.set(at, record.state);
        if (before === record.state) return [];
        return [
          before === undefined ? lineOf(name, record) : `${name.padEnd(12)} ${record.id}  ${before} → ${record.state}`,
        ];
      }),
    );
}

function lineOf(name: string, { id, key, state, fields }: KeptRecord): string {
  const title = Object.entries(fields).find(([field]) => /title|name|short_description/i.test(field))?.[1] ?? '';
  return `${name.padEnd(12)} ${id}  new, ${state}  ${key}  ${title.replace(/\s+/g, ' ').slice(0, 80)}`;
}
