import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { END_SCRIPT_TEXT } from '../../../bot/sign-in/end-page.ts';
import {
  BANK,
  exchangeIn,
  LEDGERS,
  linkIn,
  MINUTE,
  PUBLIC,
  type SignInChat,
  STRANGER,
  signInCards,
  signInChat,
} from './sign-in-desk.ts';

let desk: SignInChat;
beforeAll(async () => {
  desk = await signInChat();
  await desk.say(LEDGERS);
});
afterAll(() => desk.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${desk.url}${path}`, { redirect: 'manual', headers });
const start = () => linkIn(signInCards(desk.chat)[0] ?? {}).search;

describe('the first page', () => {
  it('leads to the authority of the tenant, to agree to what the desk looks up', async () => {
    const response = await get(`/teams/sign-in/start${start()}`);
    expect(response.status).toBe(302);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe(`${desk.authority.url}/${BANK}/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      client_id: desk.authority.clientId,
      response_type: 'code',
      response_mode: 'fragment',
      redirect_uri: `${PUBLIC}/teams/sign-in/end`,
      scope: `openid ${desk.authority.graphUrl}/GroupMember.Read.All`,
      state: exchangeIn(signInCards(desk.chat)[0] ?? {}),
      nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    const other = new URL((await get(`/teams/sign-in/start${start()}`)).headers.get('location') ?? '');
    expect(other.searchParams.get('nonce')).not.toBe(location.searchParams.get('nonce'));
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a state that was not given', `?tenant=${BANK}&state=made-up`],
    ['another tenant', `?tenant=${STRANGER}&state=x`],
    ['a tenant that is an address', '?tenant=evil.example%2F..&state=x'],
    ['signs of HTML', `?tenant=${BANK}&state=%3Cscript%3Ealert(1)%3C/script%3E`],
  ])('leads nowhere for %s, and repeats nothing of it', async (_what, query) => {
    const response = await get(`/teams/sign-in/start${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    const page = await response.text();
    expect(page).toMatch(/This sign-in is over/);
    expect(page).not.toMatch(/made-up|evil|alert/);
  });

  it('leads nowhere once the time is over', async () => {
    desk.clock.time += 11 * MINUTE;
    expect((await get(`/teams/sign-in/start${start()}`)).status).toBe(400);
    desk.clock.time -= 11 * MINUTE;
  });
});

describe('the last page', () => {
  it('runs what carries its nonce alone, and repeats nothing of its address', async () => {
    const response = await get('/teams/sign-in/end?code=secret&error=%3Cscript%3E', { 'accept-language': 'es-ES' });
    const page = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'nonce-[^']+'; style-src 'nonce-[^']+'; base-uri 'none'/);
    expect(policy).toMatch(/frame-ancestors https:\/\/teams\.microsoft\.com /);
    expect(policy).not.toMatch(/unsafe|\*;/);
    expect([...page.matchAll(/<script nonce="([^"]+)" src="\/teams\//g)].map(([, each]) => each)).toEqual([
      nonce,
      nonce,
    ]);
    expect(page).toContain('<html lang="es">');
    expect(page).not.toMatch(/secret|<script>/);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await get('/teams/sign-in/end')).headers.get('content-security-policy')).not.toBe(policy);
  });

  it("serves Teams' library from here, with the digest that the page asks for", async () => {
    const page = await (await get('/teams/sign-in/end')).text();
    const response = await get('/teams/sign-in/teams-js.js');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const bytes = new Uint8Array(await response.arrayBuffer());
    const digest = Buffer.from(await crypto.subtle.digest('SHA-384', bytes)).toString('base64');
    expect(page).toContain(`integrity="sha384-${digest}"`);
    const file = createRequire(import.meta.url).resolve('@microsoft/teams-js');
    expect(Buffer.from(bytes).equals(readFileSync(file))).toBe(true);
  });

  const STATE = '0f8fad5b-d9cb-469f-a165-70867728950e';
  /** Runs the script as the browser would. */
  const ended = async (hash: string, { outside = false } = {}) => {
    const told: string[] = [];
    const line = { textContent: '', dataset: { good: 'good', bad: 'bad' } };
    const replaced: unknown[] = [];
    const timers: (() => void)[] = [];
    runInNewContext(END_SCRIPT_TEXT, {
      URLSearchParams,
      location: { hash, pathname: '/teams/sign-in/end' },
      history: { replaceState: (...given: unknown[]) => replaced.push(given[2]) },
      document: { getElementById: () => line },
      setTimeout: (work: () => void) => timers.push(work),
      microsoftTeams: {
        app: { initialize: () => (outside ? new Promise(() => undefined) : Promise.resolve()) },
        authentication: {
          notifySuccess: (state: string) => told.push(`success ${state}`),
          notifyFailure: (why: string) => told.push(`failure ${why}`),
        },
      },
    });
    await new Promise((resolve) => setImmediate(resolve));
    if (outside) for (const timer of timers) timer();
    return { told, shown: line.textContent, replaced };
  };

  it('hands the state alone on to Teams, and takes the code out of the address', async () => {
    expect(await ended(`#code=abc&state=${STATE}&session_state=x`)).toEqual({
      told: [`success ${STATE}`],
      shown: 'good',
      replaced: ['/teams/sign-in/end'],
    });
  });

  it.each<[string, string, string]>([
    ['a refusal', `#error=access_denied&error_description=No&state=${STATE}`, 'failure access_denied'],
    ['words that are none of the protocol', '#error=<img src=x>', 'failure failed'],
    ['no code', `#state=${STATE}`, 'failure failed'],
    ['another state', '#code=abc&state=<b>', 'failure failed'],
    ['nothing', '', 'failure failed'],
  ])('tells Teams of %s', async (_what, hash, expected) => {
    const { told, shown } = await ended(hash);
    expect(told).toEqual([expected]);
    expect(shown).toBe('bad');
  });

  it('says how it went where Teams does not answer', async () => {
    expect((await ended(`#code=abc&state=${STATE}`, { outside: true })).shown).toBe('good');
  });
});
