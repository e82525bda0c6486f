import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** @throws Error that says where the browser was looked for */
export async function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM))
    throw new Error(
      `There is no Chromium at ${CHROMIUM}. Install the system's package (apt-get install chromium), or name another one in CHROMIUM.`,
    );
  // As root its sandbox does not start; everybody else keeps it.
  const root = process.getuid?.() === 0;
  return chromium.launch({ executablePath: CHROMIUM, args: root ? ['--no-sandbox'] : [] });
}

const SHOWN = { width: 1_280, height: 1_500 } as const;

/**
 * A page that reaches nothing but this machine: the Playground asks the web for fonts and for an animation, and does
 * without.
 *
 * @param wrong told of each error in its console
 */
export async function openPage(browser: Browser, wrong: (message: string) => void): Promise<Page> {
  const page = await browser.newPage({ viewport: SHOWN, locale: 'en-US' });
  await page.route(
    ({ hostname, pathname }) => hostname !== 'localhost' || pathname === '/favicon.ico',
    (route) => route.abort(),
  );
  page.on('console', (message) => {
    const { url } = message.location();
    const elsewhere = url !== '' && URL.parse(url)?.hostname !== 'localhost';
    if (message.type() === 'error' && !elsewhere && !url.endsWith('/favicon.ico')) wrong(`${message.text()} (${url})`);
  });
  page.on('pageerror', (error) => wrong(error.message));
  return page;
}
