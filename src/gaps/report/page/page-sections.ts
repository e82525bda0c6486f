import { COVERAGE_STATES } from '../../coverage/assessment.ts';
import type { GapRun } from '../../runs/gap-run.ts';
import { type CoverageMatrix, coverageMatrix } from '../coverage-matrix.ts';
import {
  conflictName,
  isGap,
  percent,
  stateLetter,
  stateMeaning,
  stateName,
  verdictName,
  WORST_FIRST,
} from '../gap-sentences.ts';
import { lawOutline } from '../law-outline.ts';
import { actNames, scopeLines } from '../scope-lines.ts';
import { noteSaid } from '../spanish-notes.ts';
import { gapsWorstFirst } from '../worst-first.ts';
import { chapterBars, countsSaid, hasChapters } from './chapter-bars.ts';
import { gapSideBySide, obligationRow, type Writing } from './compared-texts.ts';
import { heatMatrix, matrixTable } from './heat-matrix.ts';
import { html, type Markup, marked } from './markup.ts';
import { daySaid } from './page-words.ts';
import { stateBadge, stateLegend } from './state-patterns.ts';

/** How many gaps are shown with both texts before all the rest. */
const SHOWN_FIRST = 10;

/** The result in a sentence, in numbers, and what must be known before relying on it. */
export function resultSection(run: GapRun, { say, language }: Writing): Markup {
  const { counts, notes } = run;
  const tiles = WORST_FIRST.map(
    (state) =>
      html`<li class="${state}"><b>${counts[state]}</b><span class="name">${stateLetter(state, language)} · ${stateName(state, language)}</span><span>${stateMeaning(state, language)}</span></li>`,
  );
  return html`<p class="lead">${leadSentence(run, { say, language })}</p>
<ul class="tiles">${tiles}</ul>
<section class="before"><h2>${say('before')}</h2><ul><li>${say('machine')}</li>${notes.map((note) => html`<li>${noteSaid(note, language)}</li>`)}</ul></section>`;
}

function leadSentence({ counts, results }: GapRun, { say, language }: Pick<Writing, 'say' | 'language'>): string {
  const binding = COVERAGE_STATES.reduce((sum, state) => sum + (state === 'not_applicable' ? 0 : counts[state]), 0);
  if (results.length === 0) return say('nothing');
  if (binding === 0) return say('noneBinds');
  const share = percent(counts.covered / binding);
  const covered = counts.covered === 1 ? say('coveredOne', '', share) : say('covered', counts.covered, share);
  const gaps = binding - counts.covered;
  const told = countsSaid({ ...counts, covered: 0, not_applicable: 0 }, language);
  const rest = gaps === 0 ? say('noGap') : gaps === 1 ? say('gapIs', '', told) : say('gapsAre', gaps, told);
  return `${binding === 1 ? say('leadOne', covered) : say('lead', binding, covered)} ${rest}`;
}

/** Both pictures, with their legend and the table that says the same. */
export function glanceSection(run: GapRun, { say, language }: Writing): Markup {
  const matrix = coverageMatrix(run);
  return html`<h2>${say('glance')}</h2>
<h3>${say(hasChapters(matrix) ? 'barsTitle' : 'barsWhole')}</h3>
<p class="soft">${say(hasChapters(matrix) ? 'barsDesc' : 'barsWholeDesc')}</p>
${stateLegend(language)}
${chapterBars(matrix, language)}
<h3 class="apart">${say('heatTitle')}</h3>
<p class="soft">${say('heatDesc')}</p>
${stateLegend(language)}
${heatMatrix(matrix, language)}
${silentPolicies(matrix, say)}
${matrixTable(matrix, language)}`;
}

function silentPolicies({ policies }: CoverageMatrix, say: Writing['say']): Markup | null {
  const silent = policies.filter(({ obligations }) => obligations === 0).map(({ title }) => title);
  return silent.length === 0 ? null : html`<p>${say('silent', silent.join('; '))}</p>`;
}

/** The gaps that are looked at first. */
export function worstSection({ results }: GapRun, writing: Writing): Markup | null {
  const { say } = writing;
  const gaps = gapsWorstFirst(results);
  if (gaps.length === 0) return null;
  const shown = gaps.slice(0, SHOWN_FIRST);
  const more = gaps.length - shown.length;
  return html`<h2 class="apart">${shown.length === 1 ? say('worstOne') : say('worst', shown.length)}</h2>
<p class="soft">${say('worstOrder')}</p>
${shown.map((result, at) => gapSideBySide(result, at + 1, writing))}
${more === 0 ? null : html`<p>${say('more', more)}</p>`}`;
}

export function conflictsSection({ conflicts }: GapRun, { say, language, titleOf }: Writing): Markup {
  const tables = conflicts.map(({ kind, matter, statements }) => {
    const rows = statements.map(
      ({ policy, statement, quote, says }) =>
        html`<tr><th scope="row">${titleOf(policy)}</th><td>${statement}</td><td>${marked(quote, [says])}</td></tr>`,
    );
    return html`<table class="conflict"><caption>${matter} · ${conflictName(kind, language)}</caption><thead><tr><th scope="col">${say('policy')}</th><th scope="col">${say('statement')}</th><th scope="col">${say('says')}</th></tr></thead><tbody>${rows}</tbody></table>`;
  });
  return html`<h2>${say('conflicts')}</h2>
${tables.length === 0 ? html`<p>${say('noConflicts')}</p>` : html`<p class="soft">${say('conflictsLead')}</p>${tables}`}`;
}

/** All obligations, by act and chapter. */
export function obligationsSection({ results }: GapRun, writing: Writing): Markup {
  const { say } = writing;
  const acts = lawOutline(results).map(({ name, chapters }) => {
    const parts = chapters.map(({ heading, articles }) => {
      const all = articles.flatMap((article) => article.results);
      const gaps = all.filter(({ assessment }) => isGap(assessment.state)).length;
      const count = all.length === 1 ? say('chapterCountOne', '', gaps) : say('chapterCount', all.length, gaps);
      return html`<details open><summary>${heading || say('undivided')} (${count})</summary>
<table class="all"><thead><tr><th scope="col">${say('provision')}</th><th scope="col">${say('law')}</th><th scope="col">${say('policies')}</th></tr></thead>
<tbody>${all.map((result) => obligationRow(result, writing))}</tbody></table></details>`;
    });
    return html`<h3>${name}</h3>${parts}`;
  });
  return html`<h2 class="apart">${say('all')}</h2>${acts}`;
}

export function decisionsSection({ results }: GapRun, { say, language, nameOf }: Writing): Markup {
  const rows = results.flatMap(({ obligation, decision }) =>
    decision === undefined
      ? []
      : [
          html`<tr><th scope="row">${obligation.label}</th><td>${verdictName(decision.verdict, language)}</td><td>${decision.reason}</td><td>${nameOf(decision.by)}</td><td class="day">${daySaid(decision.at, language)}</td><td>${stateBadge(decision.state, language)}</td></tr>`,
        ],
  );
  const heads = (['provision', 'decision', 'reason', 'by', 'on', 'had'] as const).map(
    (word) => html`<th scope="col">${say(word)}</th>`,
  );
  return html`<h2>${say('decisions')}</h2>
${rows.length === 0 ? html`<p>${say('noDecisions')}</p>` : html`<table><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>`}`;
}

/** What was compared with what, in which versions. */
export function comparedSection(run: GapRun, { say, language }: Writing): Markup {
  const names = actNames(run);
  const scope = scopeLines(run, language).map(([name, words]) => html`<dt>${name}</dt><dd>${words}</dd>`);
  const law = Object.entries(run.law).map(
    ([act, version]) => html`<tr><th scope="row">${names.get(act) ?? act}</th><td class="hash">${version}</td></tr>`,
  );
  const policies = run.policies.map(
    ({ policy, title, number, key, statements }) =>
      html`<tr><th scope="row">${title}<br><span class="source">${policy}</span></th><td>${number}</td><td>${statements}</td><td class="hash">${key}</td></tr>`,
  );
  return html`<h2>${say('compared')}</h2>
<dl>${scope}</dl>
<h3>${say('versions')}</h3>
<table><thead><tr><th scope="col">${say('act')}</th><th scope="col">${say('version')}</th></tr></thead><tbody>${law}</tbody></table>
<table><thead><tr><th scope="col">${say('policy')}</th><th scope="col">${say('version')}</th><th scope="col">${say('statements')}</th><th scope="col">${say('content')}</th></tr></thead><tbody>${policies}</tbody></table>
<p class="hash">${say('run', run.id, run.scorer)}</p>`;
}
