import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrail, type TrailRow } from '../../src/audit/trail.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { verifyFile } from '../audit/tampered.ts';
import { CALLERS, type Caller, type Given } from '../bench/mcp-callers.ts';
import { type Person, type Serving, serveMcp, TENANTS } from '../bench/mcp-serving.ts';
import { type Article, actOf } from '../tools/invented-law.ts';

const CLIENTS = 50;
/** Fewer than clients: some have two at once. */
const PEOPLE = 40;
const ROUNDS = 4;
const CALLS = 1_000;
const KINDS = Object.entries(CALLERS);

/** A word that one client alone asks for, and that stands in its act alone. */
function markOf(client: number): string {
  return `guild${String(client).padStart(2, '0')}`;
}

function marksIn(text: string): readonly string[] {
  return [...new Set(text.match(/guild\d\d/g))];
}

function lawOf(client: number): ImportedText {
  const articles = Array.from({ length: ROUNDS }, (_, at): Article => {
    const number = String(at + 1);
    return [
      number,
      `Seals of ${markOf(client)}`,
      { kind: 'text', text: `The ${markOf(client)} shall renew its seal within ${client + at + 2} days.` },
    ];
  });
  return actOf(
    `32031R1${String(client).padStart(3, '0')}`,
    `Regulation (EU) 2031/1${String(client).padStart(3, '0')}`,
    articles,
  );
}

interface Wanted {
  readonly tool: string;
  readonly given: Readonly<Record<string, unknown>>;
  /** Words that stand in this client's answer to this call, and in no other. */
  readonly words: readonly string[];
  readonly failed?: true;
}

/** Five calls whose answers nobody else can be given, not even the same client a round later. */
function wanted(client: number, round: number): readonly Wanted[] {
  const mark = markOf(client);
  const act = lawOf(client).act.id;
  const article = round + 1;
  const days = `${client + article + 1} days`;
  return [
    { tool: 'get_provision', given: { provision: `${act}#art_${article}` }, words: [mark, days] },
    { tool: 'search_regulations', given: { query: `${mark} ${days}`, acts: [act], limit: 3 }, words: [mark, days] },
    { tool: 'search_regulations', given: { query: mark, limit: 2 }, words: [mark, act] },
    {
      tool: 'ask_compliance',
      given: { question: `When must ${mark} renew its seal?`, acts: [act] },
      words: [mark, act],
    },
    {
      tool: 'get_provision',
      given: { provision: `${act}#art_${900 + round}`, language: 'en' },
      words: [act, `${900 + round}`, 'not_found'],
      failed: true,
    },
  ];
}

interface Made {
  readonly client: number;
  readonly wanted: Wanted;
  readonly given: Given;
}

describe(`${CALLS} calls of ${CLIENTS} clients of three tenants, in both eras at once`, () => {
  let serving: Serving;
  let callers: readonly Caller[];
  let made: readonly Made[];

  const personOf = (client: number): Person => serving.people[client % PEOPLE] as Person;

  beforeAll(async () => {
    const texts = Array.from({ length: CLIENTS }, (_, client) => lawOf(client));
    serving = await serveMcp({ texts, people: PEOPLE });
    callers = await Promise.all(
      Array.from({ length: CLIENTS }, (_, client) => {
        const [, connect] = KINDS[client % KINDS.length] as (typeof KINDS)[number];
        return connect(serving.url, personOf(client).token);
      }),
    );
    const all = callers.map(async (caller, client) => {
      const calls: Made[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        // All of a round at once: answers of one client must not be crossed either.
        const answers = wanted(client, round).map(async (each) => ({
          client,
          wanted: each,
          given: await caller.call(each.tool, each.given),
        }));
        calls.push(...(await Promise.all(answers)));
      }
      return calls;
    });
    made = (await Promise.all(all)).flat();
  });
  afterAll(async () => {
    await Promise.all(callers.map((caller) => caller.leave()));
    await serving.close();
  });

  it('answers each of them, and none with a failure that it should not have', () => {
    expect(made).toHaveLength(CALLS);
    expect(made.filter(({ wanted: { failed }, given: { isError } }) => isError !== (failed === true))).toEqual([]);
    expect(serving.failures).toEqual([]);
  });

  it('gives each client what it asked for, and nothing that another one did', () => {
    for (const {
      client,
      wanted: { words, tool },
      given,
    } of made) {
      const all = `${given.text} ${JSON.stringify(given.structured ?? {})}`;
      for (const word of words) expect(all, `${tool} of client ${client}`).toContain(word);
      expect(marksIn(all).filter((mark) => mark !== markOf(client))).toEqual([]);
      expect(all.match(/32031R1\d{3}/g)?.filter((act) => act !== lawOf(client).act.id)).toEqual([]);
    }
  });

  it('records each call once, under the tenant and the person who made it', () => {
    const calls = trail('tool_call');
    expect(calls).toHaveLength(CALLS);
    const told = (rows: readonly (readonly [tenant: string, user: string, tool: string, input: string])[]) =>
      rows.map((row) => JSON.stringify(row)).sort();
    expect(
      told(
        calls.map(({ tenant, user = '', body, texts }) => [tenant, user, String(body['tool']), texts['input'] ?? '']),
      ),
    ).toEqual(
      told(
        made.map(({ client, wanted: { tool, given } }) => {
          const { tenant, id } = personOf(client);
          return [tenant, id, tool, sorted(given)];
        }),
      ),
    );
    expect(new Set(calls.map(({ channel }) => channel))).toEqual(new Set(['mcp']));
    expect(calls.filter(({ body }) => body['outcome'] !== 'ok')).toHaveLength(CALLS / 5);
    expect(trail('answer')).toHaveLength(CALLS / 5);
    expect(trail('refusal')).toEqual([]);
    expect(trail('sign_in')).toHaveLength(PEOPLE);
  });

  it('keeps what people say apart: no conversation is of two people, and two sessions are two conversations', () => {
    const owners = new Map<string, Set<string>>();
    const conversations = new Map<string, Set<string>>();
    for (const { tenant, user = '', conversation } of trail('tool_call')) {
      add(owners, conversation, `${tenant}/${user}`);
      add(conversations, `${tenant}/${user}`, conversation);
    }
    expect([...owners.values()].filter((each) => each.size !== 1)).toEqual([]);
    expect(conversations.size).toBe(PEOPLE);
    const [first] = serving.people;
    // Client 0 and client 40 are this person's, each with a session.
    expect(conversations.get(`${first?.tenant}/${first?.id}`)?.size).toBe(2);
  });

  it('leaves a chain that verifies', () => {
    expect(verifyFile(join(serving.folder, 'library.sqlite'))).toMatchObject({ ok: true, problems: [] });
  });

  function trail(type: TrailRow['type']): readonly (TrailRow & { readonly tenant: string })[] {
    return TENANTS.flatMap((tenant) =>
      readTrail(serving.desk.audit.store, { tenant, types: [type as 'tool_call'] }, 10_000).map((row) => ({
        ...row,
        tenant,
      })),
    );
  }
});

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

/** As the audit writes it down: keys in order. */
function sorted(given: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1))));
}
