import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SignInChat, signInChat } from './sign-in-desk.ts';

/** The system's own. */
const CHROMIUM = '/usr/bin/chromium';
const STATE = '0f8fad5b-d9cb-469f-a165-70867728950e';
const TEAMS = 'https://teams.microsoft.com/a-page-of-the-test';

/** A page of Teams' host, as far as the library talks to it: it is answered when it begins, and what it says is kept. */
const HOST = `<script>
window.told = [];
addEventListener('message', ({ data, source }) => {
  told.push([data.func, ...(data.args ?? [])]);
  const { id, uuidAsString, func } = data;
  const runtime = JSON.stringify({ apiVersion: 4, hostVersionsInfo: {}, isLegacyTeams: false, supports: {} });
  const args = ['authentication', 'web', runtime, '2.0.1'];
  if (func === 'initialize') source.postMessage({ id, uuidAsString, args }, '*');
});
</script>`;

describe.skipIf(!existsSync(CHROMIUM))('the last page in a browser (needs /usr/bin/chromium)', () => {
  let desk: SignInChat;
  let browser: Browser;
  beforeAll(async () => {
    desk = await signInChat();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
  });

  /** Opens the dialog from a window of Teams' host; gives what Teams was told. */
  const told = async (hash: string) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    // Nothing leaves this machine, whatever a script asks for.
    await context.route(/^https:/, (route) =>
      route.request().url() === TEAMS ? route.fulfill({ contentType: 'text/html', body: HOST }) : route.abort(),
    );
    await page.goto(TEAMS);
    const opened = context.waitForEvent('page');
    const url = `${desk.url}/teams/sign-in/end${hash}`;
    await page.evaluate(`void window.open(${JSON.stringify(url)}, '_blank', 'width=300,height=300')`);
    const dialog = await opened;
    await page.waitForFunction('told.some(([func]) => String(func).startsWith("authentication.authenticate"))');
    const messages = (await page.evaluate('told')) as readonly (readonly unknown[])[];
    const address = dialog.isClosed() ? '' : dialog.url();
    await context.close();
    return { messages, address };
  };

  it('tells Teams by its own library, under a policy that lets nothing else run', async () => {
    const { messages, address } = await told(`#code=abc&state=${STATE}`);
    expect(messages.at(-1)).toEqual(['authentication.authenticate.success', STATE]);
    expect(JSON.stringify(messages)).not.toContain('abc');
    expect(address).not.toMatch(/#|code/);
  });

  it('tells Teams that it was not agreed to', async () => {
    const { messages } = await told(`#error=access_denied&state=${STATE}`);
    expect(messages.at(-1)).toEqual(['authentication.authenticate.failure', 'access_denied']);
  });
});
