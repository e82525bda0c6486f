import type { Language } from '../../regulations/act.ts';
import type { GapRun } from '../runs/gap-run.ts';
import { lawOutline } from './law-outline.ts';
import type { Writing } from './page/compared-texts.ts';
import { html } from './page/markup.ts';
import {
  comparedSection,
  conflictsSection,
  decisionsSection,
  glanceSection,
  obligationsSection,
  resultSection,
  worstSection,
} from './page/page-sections.ts';
import { pageStyle } from './page/page-style.ts';
import { daySaid, pageWords } from './page/page-words.ts';

export interface GapHtmlOptions {
  readonly language: Language;
  /** When the page is made: ISO 8601, UTC. */
  readonly generated: string;
  /** What made it. */
  readonly productName: string;
  /** Names of people, by the object id that decisions bear; who is not among them is told by that. */
  readonly people?: ReadonlyMap<string, string>;
}

/**
 * A run as one page for people: the result in a sentence and in pictures, the gaps to look at first with both texts side by
 * side, conflicts between policies, all obligations, decisions, and what was read. The file stands alone: it has no script,
 * loads nothing, and forbids a browser to (Content Security Policy, Level 3). Whatever the texts hold is shown as text.
 */
export function gapHtml(run: GapRun, options: GapHtmlOptions): string {
  const { language, generated, productName, people } = options;
  const say = pageWords(language);
  const titles = new Map(run.policies.map(({ policy, title }) => [policy, title]));
  const writing: Writing = {
    language,
    say,
    titleOf: (policy) => titles.get(policy) ?? policy,
    nameOf: (person) => people?.get(person) ?? person,
  };
  const acts = namesOf(run, say('and'));
  const found = run.results.length > 0;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say('title', acts)}</title>
${pageStyle()}
</head>
<body>
<header>
<h1>${say('title', acts)}</h1>
<p class="soft">${say('subtitle', daySaid(run.at, language))}</p>
<p class="soft">${say('generated', daySaid(generated, language), productName)}</p>
</header>
<main>
${resultSection(run, writing)}
${found ? glanceSection(run, writing) : null}
${worstSection(run, writing)}
${conflictsSection(run, writing)}
${found ? obligationsSection(run, writing) : null}
${decisionsSection(run, writing)}
${comparedSection(run, writing)}
</main>
</body>
</html>
`.markup;
}

/** "DORA, GDPR and MiCA"; the acts of the scope by number where nothing was found in them. */
function namesOf({ results, scope }: GapRun, and: string): string {
  const found = new Map(lawOutline(results).map(({ act, name }) => [act, name]));
  const names = scope.acts.map((act) => found.get(act) ?? act);
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')}${and}${last}`;
}
