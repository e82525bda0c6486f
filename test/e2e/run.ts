import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startGenericPeer } from '../peers/grc/generic-peer.ts';
import { genericSettings } from '../peers/grc/peer-settings.ts';
import { openPage, startBrowser } from './browser.ts';
import { openScreen } from './chat-screen.ts';
import { FLOWS, PENDING } from './flow-table.ts';
import { type LocalClient, startLocalClient } from './local-client.ts';
import { type SlowModel, startSlowModel } from './slow-model.ts';
import { ARTEFACTS, createStage, type Flow, type Setting } from './stage.ts';
import { brokenRules } from './wire-rules.ts';

/**
 * `npm run e2e`: drives the product through the Agents Playground with a real browser, as a person would, and looks at
 * what went over the wire. Names of flows behind it run these alone. Ends non-zero where anything fails.
 */
const problems: string[] = [];
const began = performance.now();
// Whoever is told to end takes what it started with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
const tell = (line: string) => process.stdout.write(`${line}\n`);

/** The product begins with what it tells whoever starts it; all else on its error channel is a fault. */
const TOLD_AT_START = /^(Listening on|Assistants connect|Microsoft Teams posts to|Findings of) /;

/** Nothing of the machine's own settings, which may name a model or a tenant; and no word of Node.js on its own future. */
const BARE = {
  ...Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^(MODEL|EMBEDDER|ENTRA|TEAMS|MCP|ELASTICSEARCH|COMPLIANCE|GRAPH|CELLAR|HOST)(_|$)/.test(name))
      .map((name) => [name, undefined]),
  ),
  NODE_OPTIONS: '--no-deprecation',
};

/** Milliseconds after which no flow is begun any more: where each waits for its patience's end, so would the whole. */
const LONGEST_RUN = 360_000;

/** With a message's suggestions the Playground shows plain text without chips: its limit, not that of Teams. */
const SETTINGS = { 'own words': { TEAMS_SUGGESTIONS: '0' }, 'slow model': { TEAMS_SUGGESTIONS: '1' } } as const;

/** An invented act in two versions: what is held at first are digests, of one version each. */
const LAWS = ['lantern-oj.html', 'lantern-consolidated.html'].map((name) =>
  join(import.meta.dirname, '..', 'fixtures', 'law', name),
);

async function runSetting(setting: Setting, flows: readonly Flow[], browser: Browser): Promise<void> {
  tell(`With ${setting}:`);
  const model = setting === 'slow model' ? await startSlowModel() : undefined;
  const register = await startGenericPeer();
  const grc = JSON.stringify({ local: { platform: 'generic', ...genericSettings(register.url) } });
  const client = await startLocalClient({
    laws: LAWS,
    settings: { ...BARE, ...SETTINGS[setting], COMPLIANCE_GRC: grc, ...model?.settings },
  });
  const page = await openPage(browser, (message) => problems.push(`the browser's console: ${message}`));
  try {
    const screen = await openScreen(page, client.url);
    for (const flow of flows) await runFlow(flow, { client, screen, ...(model === undefined ? {} : { model }) });
  } finally {
    await page.close();
    await client.stop();
    await register.close();
    await model?.stop();
  }
  problems.push(...wrongInside(client));
}

async function runFlow(
  flow: Flow,
  parts: { client: LocalClient; screen: Awaited<ReturnType<typeof openScreen>>; model?: SlowModel },
): Promise<void> {
  if (performance.now() - began > LONGEST_RUN) {
    problems.push(`${flow.name}: not run, the time was up`);
    return;
  }
  tell(flow.name);
  const stage = createStage({ ...parts, flow: flow.name, tell });
  try {
    await flow.run(stage);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  const broken = brokenRules(stage.since(), Object.keys(PENDING));
  problems.push(...broken.map((each) => `${flow.name}, on the wire: ${each}`));
}

/** What the product wrote that it should not have. */
function wrongInside({ product, playground }: LocalClient): readonly string[] {
  const lines = product.err.split('\n').filter((line) => line.trim() !== '' && !TOLD_AT_START.test(line));
  return [
    ...(lines.length === 0 ? [] : [`the product's error channel:\n${lines.join('\n')}`]),
    ...(playground.err.trim() === '' ? [] : [`the Playground's error channel:\n${playground.err.trim()}`]),
  ];
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !FLOWS.some((flow) => flow.name === name));
if (unknown.length > 0) problems.push(`There is no flow ${unknown.join(', ')}.`);
const chosen = FLOWS.filter(({ name }) => (named.length === 0 ? !(name in PENDING) : named.includes(name)));
rmSync(ARTEFACTS, { recursive: true, force: true });
const browser = await startBrowser();
try {
  for (const setting of ['own words', 'slow model'] as const) {
    const flows = chosen.filter((flow) => flow.setting === setting);
    if (flows.length > 0) await runSetting(setting, flows, browser);
  }
} finally {
  await browser.close();
}
for (const [name, why] of Object.entries(PENDING))
  if (named.length === 0) tell(`Not run: ${name}; it waits for ${why}.`);
for (const problem of problems) tell(`✗ ${problem}`);
tell(
  `${problems.length === 0 ? `All ${chosen.length} flows passed` : `${problems.length} problems`} in ${Math.round((performance.now() - began) / 1_000)} s. Pictures: ${ARTEFACTS}`,
);
process.exit(problems.length === 0 ? 0 : 1);
