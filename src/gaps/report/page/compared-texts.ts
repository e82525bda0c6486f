import type { Language } from '../../../regulations/act.ts';
import type { Difference, Evidence } from '../../coverage/assessment.ts';
import type { GapDecision, GapResult } from '../../runs/gap-run.ts';
import { differenceSentences } from '../difference-sentences.ts';
import { certaintySaid, verdictName } from '../gap-sentences.ts';
import { html, type Markup, marked } from './markup.ts';
import { daySaid, type Say } from './page-words.ts';
import { stateBadge } from './state-patterns.ts';

/** What the parts of a page are written with. */
export interface Writing {
  readonly language: Language;
  readonly say: Say;
  /** Of a policy; its id where it is not known. */
  readonly titleOf: (policy: string) => string;
  /** Of a person, by the object id that decisions bear. */
  readonly nameOf: (person: string) => string;
}

/** A gap with both texts side by side. */
export function gapSideBySide(result: GapResult, rank: number, writing: Writing): Markup {
  const { obligation, assessment } = result;
  const { say, language } = writing;
  const heading = obligation.headings.at(-1) ?? '';
  const why = differenceSentences(result, language).map((sentence) => html`<li>${sentence}</li>`);
  return html`<article class="gap">
<div class="top"><h3>${rank}. ${obligation.label}${heading === '' ? '' : ` · ${heading}`}</h3><p>${stateBadge(assessment.state, language)}</p><p class="soft">${say('confidence')}: ${certaintySaid(assessment, language)}</p></div>
<div class="sides">
<div><h4>${say('law')}</h4><blockquote>${marked(obligation.text, lawWords(assessment.differences))}</blockquote><p class="source">${obligation.provision}</p></div>
${policySide(result, writing)}
</div>
${why.length === 0 ? null : html`<div class="why"><h4>${say('differs')}</h4><ul>${why}</ul></div>`}
${result.decision === undefined ? null : html`<div class="why">${decisionNote(result.decision, writing)}</div>`}
</article>`;
}

function policySide({ assessment }: GapResult, writing: Writing): Markup {
  const { say } = writing;
  const { state, evidence, differences } = assessment;
  const quotes = evidence.slice(0, 2).map((each) => quoted(each, differences, writing));
  if (state !== 'missing')
    return html`<div><h4>${say('policy')}</h4>${quotes.length === 0 ? html`<p>${say('noPolicy')}</p>` : quotes}</div>`;
  const nearest = quotes.length === 0 ? null : html`<h4>${say('nearest')}</h4>${quotes.slice(0, 1)}`;
  return html`<div class="nearest"><h4>${say('policy')}</h4><p>${say('noPolicy')}</p>${nearest}</div>`;
}

/** A statement of a policy word for word, with where it stands. */
function quoted(
  { policy, statement, quote }: Evidence,
  differences: readonly Difference[],
  { titleOf }: Writing,
): Markup {
  return html`<blockquote>${marked(quote, policyWords(differences))}</blockquote><p class="source">${titleOf(policy)}, ${statement}</p>`;
}

function lawWords(differences: readonly Difference[]): readonly (string | null)[] {
  return differences.map(({ law }) => law);
}

function policyWords(differences: readonly Difference[]): readonly (string | null)[] {
  return differences.map(({ policy }) => policy);
}

function decisionNote({ verdict, by, at, reason }: GapDecision, { say, language, nameOf }: Writing): Markup {
  return html`<p class="decision"><b>${say('decision')}: ${verdictName(verdict, language)}.</b> ${reason}<br><span class="source">${nameOf(by)}, ${daySaid(at, language)}</span></p>`;
}

/** An obligation as a row: where it stands, what the law says, what the policies say and why it stands as it does. */
export function obligationRow(result: GapResult, writing: Writing): Markup {
  const { obligation, assessment, decision } = result;
  const { say, language } = writing;
  const { differences, evidence, state } = assessment;
  const why = differenceSentences(result, language).map((sentence) => html`<li>${sentence}</li>`);
  const quotes = state === 'not_applicable' ? [] : evidence.slice(0, state === 'missing' ? 1 : 2);
  const said = quotes.map(
    ({ policy, statement, quote }) =>
      html`<p${state === 'missing' ? html` class="soft"` : null}>${state === 'missing' ? `${say('nearest')}: ` : null}${marked(quote, policyWords(differences))}<br><span class="source">${writing.titleOf(policy)}, ${statement}</span></p>`,
  );
  const facts = [
    ...(obligation.actor === null ? [] : [`${say('who')}: ${obligation.actor}`]),
    ...(obligation.deadline === null ? [] : [`${say('deadline')}: ${obligation.deadline.text}`]),
  ].join(' · ');
  return html`<tr><th scope="row">${obligation.label}<br>${stateBadge(state, language)}<br><span class="source">${certaintySaid(assessment, language)}</span></th><td><p>${marked(obligation.text, lawWords(differences))}</p>${facts === '' ? null : html`<p class="source">${facts}</p>`}</td><td>${state === 'missing' ? html`<p>${say('noPolicy')}</p>` : null}${said}${why.length === 0 ? null : html`<ul>${why}</ul>`}${decision === undefined ? null : decisionNote(decision, writing)}</td></tr>`;
}
