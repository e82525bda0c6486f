import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { createSignIn } from '../../../bot/sign-in/create-sign-in.ts';
import { createTokenPasses } from '../../../bot/sign-in/passes.ts';
import type { SignIn } from '../../../bot/sign-in/sign-in.ts';
import { openTeamsDoor, type TeamsDoor } from '../../../bot/teams-door.ts';
import { createSignInRecorder } from '../../../src/audit/sign-ins.ts';
import { type Desk, openDesk } from '../../../src/compose.ts';
import { openFiles } from '../../../src/compose-files.ts';
import { openAccess } from '../../../src/compose-sign-in.ts';
import { readConfig } from '../../../src/config.ts';
import { randomId } from '../../../src/core/ids.ts';
import { createApp, startServer } from '../../../src/server/http-server.ts';
import { type Authority, startAuthority } from '../../fixtures/entra/authority.ts';
import { selfSignedCertificate } from '../../fixtures/entra/self-signed-certificate.ts';
import { inventedAct } from '../../fixtures/invented-act.ts';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import { isRecord, type Json, recordAt, recordsAt, textAt } from '../../fixtures/teams/json.ts';
import type {
  Answered,
  Conversation,
  FakeTeams,
  Person,
  SayOptions,
  ShownMessage,
} from '../../fixtures/teams/teams-api.ts';

export const BANK = '11111111-1111-4111-8111-111111111111';
export const STRANGER = '33333333-3333-4333-8333-333333333333';
const ANALYSTS = 'aaaaaaaa-0000-4000-8000-000000000001';
export const PUBLIC = 'https://desk.bank.example';
const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';

/** The product's door for Teams over HTTP, with the authority, Graph and Teams as strict as they are. */
export interface SignInDesk {
  readonly teams: FakeTeams;
  readonly authority: Authority;
  readonly clock: { time: number };
  readonly desk: Desk;
  /** Where the door listens, on this machine. */
  readonly url: string;
  readonly failures: unknown[];
  /** As the door has it, with the same passes: for rooms that are not there yet. */
  readonly signIn: SignIn;
  /** Somebody of the bank whom Graph knows in the analysts' group. */
  analyst(name?: string): Person;
  /** What Teams would exchange for somebody. */
  token(person: Person, claims?: Readonly<Record<string, unknown>>): string;
  settled(): Promise<void>;
  /** Another process over the same folder. */
  restart(): Promise<void>;
  refusals(): readonly string[];
  signIns(): number;
  close(): Promise<void>;
}

/** Tokens from the fake's own endpoint: MSAL would insist on https. */
class LoopbackCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #teams: FakeTeams;

  constructor(teams: FakeTeams) {
    super({ MicrosoftAppId: teams.appId, MicrosoftAppPassword: teams.appPassword });
    this.#teams = teams;
  }

  override async createCredentials(): ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']> {
    const token = this.#teams.botToken();
    return {
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${token}`);
        return request;
      },
    };
  }
}

async function signInDesk(): Promise<SignInDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-teams-sign-in-'));
  const clock = { time: Date.now() };
  const now = () => clock.time;
  // Pieces of answers come one after the other without a pause: what is looked at here is what comes before them.
  const teams = await startTeams({ tenant: BANK, limits: { streamInterval: 0 } });
  const pauses = { time: 0 };
  const authority = await startAuthority({ tenants: [BANK, STRANGER], now });
  const certificate = selfSignedCertificate({ until: new Date(Date.now() + 30 * 86_400_000) });
  authority.certificates.add(certificate);
  const path = join(folder, 'certificate.pem');
  writeFileSync(path, certificate);
  const config = readConfig({
    COMPLIANCE_DATA: folder,
    ENTRA_TENANTS: BANK,
    ENTRA_CLIENT_ID: authority.clientId,
    ENTRA_AUDIENCES: authority.appIdUri,
    ENTRA_AUTHORITY: authority.url,
    ENTRA_CERTIFICATE: path,
    GRAPH_URL: authority.graphUrl,
    COMPLIANCE_GROUP_ROLES: JSON.stringify({ [BANK]: { [ANALYSTS]: 'Compliance-Analyst' } }),
  });
  const failures: unknown[] = [];
  const open = async () => {
    const desk = await openDesk(config, { starter: false, clock: { today: () => '2040-06-15', now } });
    if (desk.library.versions().length === 0) await desk.library.add(inventedAct());
    const recorder = createSignInRecorder(desk.audit, now);
    const access = await openAccess(config, desk.clock);
    const passes = createTokenPasses({ access, recorder, now });
    const pages = {
      url: PUBLIC,
      authority: authority.url,
      clientId: authority.clientId,
      resource: authority.appIdUri,
      scopes: ['openid', `${authority.graphUrl}/GroupMember.Read.All`],
    };
    const files = await openFiles(desk, {}, { local: true });
    const door: TeamsDoor = openTeamsDoor({
      desk,
      files,
      passes,
      recorder,
      identity: { appId: teams.appId, tenant: BANK, password: teams.appPassword },
      cloud: { openIdMetadata: teams.openIdMetadataUrl },
      credentials: new LoopbackCredentials(teams),
      tenants: [BANK],
      signIn: pages,
      owner: 'test',
      lives: () => true,
      failed: (error) => failures.push(error),
      elapsed: () => pauses.time,
      wait: async (milliseconds) => {
        pauses.time += milliseconds;
      },
    });
    const gate = { admit: async () => Promise.reject(new Error('not used here')), groups: async () => [] };
    const server = await startServer(createApp(desk, gate, [door.routes]), { hostname: '127.0.0.1', port: 0 });
    const url = `http://127.0.0.1:${server.port}`;
    teams.bot = `${url}/api/messages`;
    const stop = async () => {
      await door.stop(1_000);
      await server.stop();
      await files.close();
      await desk.close();
    };
    const signIn = createSignIn({
      ...{ passes, recorder, pages, tenants: [BANK], clock: desk.clock, newId: randomId },
      chats: desk.conversations.chats,
      behind: () => undefined,
      resume: () => undefined,
    });
    return { desk, door, url, stop, signIn };
  };
  let running = await open();
  return {
    teams,
    authority,
    clock,
    failures,
    get desk() {
      return running.desk;
    },
    get signIn() {
      return running.signIn;
    },
    get url() {
      return running.url;
    },
    analyst: (name = 'Ana Ruiz') => {
      const person = teams.person(name);
      authority.directory.members.set(person.aadObjectId, [ANALYSTS]);
      return person;
    },
    token: ({ aadObjectId: id, tenant, name }, claims = {}) =>
      authority.accessToken({ user: { tenant, id, name }, claims }),
    settled: () => running.door.settled(),
    restart: async () => {
      await running.stop();
      running = await open();
    },
    refusals: () =>
      running.desk.audit.store
        .rows({ types: ['refusal'] }, 1_000)
        .map(({ body }) => String((JSON.parse(body) as Json)['reason'] ?? '')),
    signIns: () => running.desk.audit.store.rows({ types: ['sign_in'] }, 1_000).length,
    close: async () => {
      await running.stop();
      await Promise.all([teams.close(), authority.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The OAuth cards that stand in a conversation, from the oldest. */
export function signInCards(conversation: Conversation): readonly Json[] {
  return conversation
    .shown()
    .flatMap(({ attachments }) => attachments)
    .filter(({ contentType }) => contentType === OAUTH_CARD)
    .map((attachment) => recordAt(attachment, 'content'));
}

/** What a client of Teams sends for a card. */
export function answerTo(card: Json, token: string): Json {
  return { id: exchangeIn(card), connectionName: textAt(card, 'connectionName'), token };
}

export function exchangeIn(card: Json): string {
  return textAt(recordAt(card, 'tokenExchangeResource'), 'id');
}

/** The address of a card's button. */
export function linkIn(card: Json): URL {
  return new URL(textAt(recordsAt(card, 'buttons')[0] ?? {}, 'value'));
}

/** Messages of the bot's with words in them. */
export function words(conversation: Conversation, eyes?: Person): readonly ShownMessage[] {
  return conversation.shown(eyes).filter(({ from, text, state }) => from === 'bot' && text !== '' && state === 'whole');
}

/** What an invoke was answered with; for a card's action or an extension the part that matters. */
export function bodyOf({ body }: { readonly body: unknown }): Json {
  return isRecord(body) ? body : {};
}

export const LEDGERS = 'Within how many days must guilds record ledgers?';
export const VAULTS = 'Article 1 Regulation (EU) 2099/1';
export const MINUTE = 60_000;

export interface SignInChat extends SignInDesk {
  /** Analyst of the bank, and their chat with the bot. */
  readonly ana: Person;
  readonly chat: Conversation;
  /** Says it, and waits until nothing runs. */
  say(text: string, options?: SayOptions, where?: Conversation): Promise<void>;
  /** What a program of somebody answers the latest card with, unless something else is named. */
  exchange(options?: ExchangeOptions): Promise<Answered>;
}

export interface ExchangeOptions {
  readonly of?: Conversation;
  readonly id?: string;
  readonly token?: string;
  readonly from?: Person;
}

/** A desk with somebody who has not signed in yet. */
export async function signInChat(): Promise<SignInChat> {
  const desk = await signInDesk();
  const ana = desk.analyst();
  const chat = desk.teams.chat({ person: ana });
  const own = {
    ana,
    chat,
    say: async (text: string, options: SayOptions = {}, where = chat) => {
      await where.say(text, options);
      await desk.settled();
    },
    exchange: async ({ of = chat, id, token, from = ana }: ExchangeOptions = {}) => {
      const card = signInCards(of).at(-1) ?? {};
      const given = answerTo(card, token ?? desk.token(from));
      const answered = await of.tokenExchange({ ...given, ...(id === undefined ? {} : { id }) }, { from });
      await desk.settled();
      return answered;
    },
  };
  // The getters stay what they are: a restart changes what they give.
  return Object.defineProperties(desk, Object.getOwnPropertyDescriptors(own)) as SignInDesk & typeof own;
}
