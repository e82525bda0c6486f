import type { Language } from '../../src/regulations/act.ts';
import { sayOfSignIn } from './wording.ts';

export const LIBRARY = '/teams/sign-in/teams-js.js';
export const END_SCRIPT = '/teams/sign-in/end.js';

/**
 * The script of the last page. It hands the state on to Teams, and nothing else of what the authority gave: the code is
 * of no use to anybody, since its verifier was thrown away, and it is taken out of the address at once.
 */
export const END_SCRIPT_TEXT = `'use strict';
(() => {
  const given = new URLSearchParams(location.hash.slice(1));
  history.replaceState(null, '', location.pathname);
  const state = given.get('state') ?? '';
  const agreed = given.has('code') && /^[0-9a-f-]{36}$/.test(state);
  const word = given.get('error') ?? '';
  const why = /^[a-z_]{1,64}$/.test(word) ? word : 'failed';
  const line = document.getElementById('outcome');
  const told = () => {
    line.textContent = line.dataset[agreed ? 'good' : 'bad'];
  };
  const { app, authentication } = microsoftTeams;
  app
    .initialize()
    .then(() => (agreed ? authentication.notifySuccess(state) : authentication.notifyFailure(why)))
    .then(told, told);
  // Outside of Teams nobody answers.
  setTimeout(told, 3000);
})();
`;

const STYLE = `body{font:16px/1.5 'Segoe UI',system-ui,sans-serif;margin:3rem auto;max-width:30rem;padding:0 1rem;color:#242424;background:#fff}
@media(prefers-color-scheme:dark){body{color:#fff;background:#1f1f1f}}`;

/** A page with one line of ours. All that is filled in comes from here, but the nonce. */
export function messagePage(word: 'startLapsed', language: Language, nonce: string): string {
  return page(language, nonce, `<p>${escaped(sayOfSignIn(word, language))}</p>`);
}

/**
 * The page that the authority leads back to.
 *
 * @param integrity of the library's file, as Subresource Integrity writes it
 */
export function endPage(language: Language, nonce: string, integrity: string): string {
  const [working, good, bad] = (['endWorking', 'endGood', 'endBad'] as const).map((word) =>
    escaped(sayOfSignIn(word, language)),
  );
  return page(
    language,
    nonce,
    `<p id="outcome" role="status" data-good="${good}" data-bad="${bad}">${working}</p>
<script nonce="${nonce}" src="${LIBRARY}" integrity="${integrity}"></script>
<script nonce="${nonce}" src="${END_SCRIPT}"></script>`,
  );
}

function page(language: Language, nonce: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(sayOfSignIn('endTitle', language))}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
