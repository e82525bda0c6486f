import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/**
 * Draws the icons of the package from their SVG, with the system's Chromium: `npx tsx manifests/teams/icons/render.ts`,
 * whenever one of the drawings changes.
 */
const SIZES = { color: 192, outline: 32 } as const;

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  for (const [name, size] of Object.entries(SIZES)) {
    const page = await browser.newPage({ viewport: { width: size, height: size }, deviceScaleFactor: 1 });
    const drawing = readFileSync(join(import.meta.dirname, `${name}.svg`), 'utf8');
    await page.setContent(`<style>html,body{margin:0;background:transparent}svg{display:block}</style>${drawing}`);
    writeFileSync(join(import.meta.dirname, `${name}.png`), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
