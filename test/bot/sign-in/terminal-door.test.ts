import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPendingSignIns } from '../../../bot/sign-in/pending-sign-ins.ts';
import { type Desk, openDesk } from '../../../src/compose.ts';
import { readConfig } from '../../../src/config.ts';
import { randomId } from '../../../src/core/ids.ts';
import { openDoorForTeams } from '../../../src/terminal/teams-door.ts';
import { BANK } from './sign-in-desk.ts';

const APP = '22222222-2222-4222-8222-222222222222';
const API = '44444444-4444-4444-8444-444444444444';
const access = {
  admit: async () => Promise.reject(new Error('not used here')),
  groupsGranting: async () => [],
};

let folder: string;
let desk: Desk;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'compliance-teams-door-'));
  desk = await openDesk({ dataFolder: folder }, { starter: false });
});
afterEach(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Where the dialog of a sign-in leads to, as the settings say. */
async function authorizeBy(settings: Readonly<Record<string, string>>): Promise<URL> {
  const config = readConfig({
    COMPLIANCE_DATA: folder,
    ENTRA_TENANTS: BANK,
    ENTRA_CLIENT_ID: API,
    TEAMS_APP_ID: APP,
    TEAMS_APP_TENANT: BANK,
    TEAMS_APP_PASSWORD: 'invented',
    TEAMS_URL: 'https://desk.bank.example',
    ...settings,
  });
  const door = await openDoorForTeams(desk, config, { access }, () => undefined);
  const { chats } = desk.conversations;
  const pending = createPendingSignIns({ chats, clock: desk.clock, newId: randomId });
  const state = pending.issue({ tenant: BANK, conversation: 'a:1', person: 'ana' });
  const response = await door?.routes.request(`/teams/sign-in/start?tenant=${BANK}&state=${state}`);
  return new URL(response?.headers.get('location') ?? '');
}

it('has people agree to what is looked up in their name', async () => {
  const url = await authorizeBy({ ENTRA_CERTIFICATE: '/nowhere/certificate.pem' });
  expect(url.origin).toBe('https://login.microsoftonline.com');
  expect(url.pathname).toBe(`/${BANK}/oauth2/v2.0/authorize`);
  expect(url.searchParams.get('client_id')).toBe(API);
  expect(url.searchParams.get('redirect_uri')).toBe('https://desk.bank.example/teams/sign-in/end');
  expect(url.searchParams.get('scope')).toBe(
    'openid https://graph.microsoft.com/User.Read https://graph.microsoft.com/GroupMember.Read.All',
  );
});

it('has them agree to the sign-in itself where nothing is looked up', async () => {
  const url = await authorizeBy({});
  expect(url.searchParams.get('scope')).toBe(`openid api://desk.bank.example/botid-${APP}/access_as_user`);
});
