import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type * as Library from 'adaptivecards';
import { type Browser, chromium } from 'playwright-core';
import { hostConfig, pageStyle, type Theme } from './host-config.ts';

/** Where Debian puts it; another can be named. */
const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** What a person sees of a card, and what the renderer had to say. */
export interface Rendered {
  /** What could not be read of the card, or is not of its version. */
  readonly problems: readonly string[];
  /** All text that is drawn, hidden parts as well. */
  readonly text: string;
  readonly links: readonly string[];
  /** Elements that are wider than the card. */
  readonly tooWide: readonly string[];
}

export interface CardRenderer {
  render(card: IAdaptiveCard, look?: { readonly theme?: Theme; readonly width?: number }): Promise<Rendered>;
  /** A picture of what was rendered last, in a file. */
  picture(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Why cards cannot be rendered here; undefined where they can. */
export function noRenderer(): string | undefined {
  return existsSync(BROWSER) ? undefined : `No Chromium at ${BROWSER}: cards are not rendered. CHROMIUM names another.`;
}

/** Renders cards as Teams' own renderer does, in the system's Chromium. */
export async function openRenderer(): Promise<CardRenderer> {
  const script = readFileSync(createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js'), 'utf8');
  const browser: Browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
  const page = await browser.newPage({ deviceScaleFactor: 2 });
  await page.setContent('<!doctype html><style id="style"></style><div id="card"></div>');
  await page.addScriptTag({ content: script });
  return {
    render: async (card, { theme = 'light', width = 600 } = {}) => {
      await page.setViewportSize({ width: width + 24, height: 200 });
      return page.evaluate(drawn, {
        json: JSON.stringify(card),
        config: hostConfig(theme),
        style: pageStyle(theme, width),
      });
    },
    picture: async (file) => {
      await page.screenshot({ path: file, fullPage: true });
    },
    close: () => browser.close(),
  };
}

/** Runs in the page. */
function drawn({
  json,
  config,
  style,
}: {
  readonly json: string;
  readonly config: object;
  readonly style: string;
}): Rendered {
  const { AdaptiveCards: library } = globalThis as unknown as { readonly AdaptiveCards: typeof Library };
  // As a client would that does all that Markdown can: whatever gets through becomes a link or bold.
  library.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = text
      .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '<a href="$2">$1</a>')
      .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>');
    result.didProcess = true;
  };
  const card = new library.AdaptiveCard();
  card.version = new library.Version(1, 5);
  card.hostConfig = new library.HostConfig(config);
  const context = new library.SerializationContext(new library.Version(1, 5));
  card.parse(JSON.parse(json), context);
  const problems: string[] = [];
  for (let at = 0; at < context.eventCount; at += 1) problems.push(context.getEventAt(at).message);
  for (const { message } of card.validateProperties().validationEvents) problems.push(message);
  // biome-ignore lint/suspicious/noExplicitAny: the page's own document
  const page = (globalThis as any).document;
  page.getElementById('style').textContent = style;
  const host = page.getElementById('card');
  host.replaceChildren(card.render());
  const all = [...host.querySelectorAll('*')];
  return {
    problems,
    text: host.textContent ?? '',
    links: [...host.querySelectorAll('a')].map((link) => link.href),
    tooWide: all
      .filter((each) => each.scrollWidth > host.clientWidth + 1)
      .map((each) => `${each.className}: ${(each.textContent ?? '').slice(0, 40)}`),
  };
}
