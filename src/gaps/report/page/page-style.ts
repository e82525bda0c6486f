import { WORST_FIRST } from '../gap-sentences.ts';
import { STATE_COLOURS } from '../state-colours.ts';
import { html, type Markup } from './markup.ts';

/** How the page looks on a screen and on A4: no font, picture or rule comes from elsewhere. */
export function pageStyle(): Markup {
  const badges = WORST_FIRST.map(
    (state) => html`.${state} { background: ${STATE_COLOURS[state].fill}; color: ${STATE_COLOURS[state].ink}; }
`,
  );
  return html`<style>
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.5 "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #1b222c; background: #fff; margin: 0; }
header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.5rem; }
header { border-top: 8px solid #1f3a5f; padding-top: 1.6rem; }
p { margin: 0 0 .6rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.4rem; margin: 2.8rem 0 .6rem; padding-top: .8rem; border-top: 2px solid #1f3a5f; }
h3 { font-size: 1.1rem; margin: 1.6rem 0 .5rem; }
h4 { font-size: .8rem; margin: 0 0 .4rem; color: #4a5462; text-transform: uppercase; letter-spacing: .05em; }
.soft { color: #4a5462; margin: .1rem 0; }
.lead { font-size: 1.3rem; line-height: 1.4; margin: 1.4rem 0; max-width: 56rem; }
.tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: .7rem; padding: 0; list-style: none; }
.tiles li { padding: .7rem .9rem; border-radius: 4px; }
.tiles b { display: block; font-size: 2rem; line-height: 1.1; }
.tiles span { display: block; font-size: .85rem; line-height: 1.35; }
.tiles .name { font-weight: 600; font-size: 1rem; }
.before { border-left: 5px solid #1f3a5f; background: #f3f6fa; padding: .8rem 1.1rem; margin: 1.4rem 0; }
.before h2 { margin: 0; padding: 0; border: 0; font-size: 1.1rem; }
.before ul { margin: .3rem 0 0; padding-left: 1.2rem; }
.picture { display: block; width: 100%; height: auto; margin: .4rem 0 1rem; }
.picture text { font-size: 13.5px; }
.picture text:not(.on) { fill: #1b222c; }
.picture .act { font-weight: 700; font-size: 15px; }
.picture text.chapter { font-weight: 600; fill: #1f3a5f; }
.picture .on, .legend .on { font-size: 13px; font-weight: 600; paint-order: stroke; stroke-width: 4px; stroke-linejoin: round; }
.legend { list-style: none; margin: .4rem 0 1rem; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: .25rem 1.2rem; font-size: .88rem; }
.legend li { display: flex; gap: .6rem; align-items: center; }
.legend svg { flex: none; }
.badge { display: inline-block; padding: .08rem .55rem; border-radius: 3px; font-size: .85rem; white-space: nowrap; }
${badges}mark { background: #fff0a8; color: inherit; padding: 0 .12em; border-bottom: 2px solid #8a5a00; }
.gap { border: 1px solid #c5ccd6; border-radius: 5px; margin: 0 0 1.1rem; break-inside: avoid; }
.gap > .top { display: flex; flex-wrap: wrap; gap: .3rem .9rem; align-items: baseline; padding: .7rem 1rem; background: #f3f6fa; border-bottom: 1px solid #c5ccd6; border-radius: 5px 5px 0 0; }
.gap .top h3 { margin: 0; flex: 1 1 20rem; }
.gap .top p { margin: 0; }
.sides { display: grid; grid-template-columns: 1fr 1fr; }
.sides > div { padding: .9rem 1rem; }
.sides > div + div { border-left: 1px solid #c5ccd6; }
blockquote { margin: 0 0 .2rem; font-family: Georgia, "Liberation Serif", serif; font-size: 1.02rem; overflow-wrap: anywhere; }
.source + blockquote, .source + h4 { margin-top: .8rem; }
.nearest p { margin: 0 0 .7rem; }
.nearest blockquote { color: #4a5462; }
.why { padding: .6rem 1rem .8rem; border-top: 1px solid #c5ccd6; }
.why ul, td ul { margin: 0; padding-left: 1.1rem; }
.source { font-weight: 400; font-size: .84rem; color: #4a5462; margin: 0; overflow-wrap: anywhere; }
.decision { border-left: 3px solid #1f3a5f; padding-left: .6rem; margin: .6rem 0 0; font-size: .92rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
table + table { margin-top: 1rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .5rem .6rem; border-bottom: 1px solid #d5dae1; overflow-wrap: anywhere; }
thead th { background: #1f3a5f; color: #fff; border-bottom: 0; overflow-wrap: normal; }
tbody th { font-weight: 600; }
td p { margin: 0 0 .35rem; }
.day { white-space: nowrap; }
.wide { overflow-x: auto; }
.all th:nth-child(1) { width: 20%; } .all th:nth-child(2) { width: 38%; }
details { margin: .7rem 0; }
summary { cursor: pointer; font-weight: 600; padding: .35rem 0; }
.hash { font: .78rem/1.4 ui-monospace, Consolas, "Liberation Mono", monospace; color: #4a5462; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.2rem; margin: .6rem 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
footer { margin-top: 3rem; padding-bottom: 3rem; }
@media screen and (max-width: 48rem) { .tiles { grid-template-columns: 1fr 1fr; } .sides { grid-template-columns: 1fr; } .sides > div + div { border-left: 0; border-top: 1px solid #c5ccd6; } dl { grid-template-columns: 1fr; } }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 9.5pt; }
  body { font-size: 1rem; line-height: 1.4; }
  header, main, footer { max-width: none; padding: 0; }
  header { padding-top: .8rem; }
  h1 { font-size: 18pt; } h2 { font-size: 14pt; margin-top: 1.6rem; } h3, .before h2 { font-size: 11pt; margin: .9rem 0 .3rem; }
  .before h2 { margin-top: 0; }
  .lead { font-size: 12.5pt; margin: .8rem 0; }
  table { font-size: 8.5pt; } th, td { padding: .3rem .45rem; }
  .tiles b { font-size: 16pt; } .tiles span { font-size: 8pt; } .tiles .name { font-size: 8.5pt; } .tiles li { padding: .4rem .5rem; }
  .gap { margin-bottom: .7rem; } .gap > .top, .sides > div, .why { padding: .4rem .7rem; }
  h2, h3, h4, summary, caption, h2 + .soft, h3 + .soft { break-after: avoid; }
  .hash { font-size: .68rem; }
  .tiles, .picture, .legend, .conflict, tr, dl, .before { break-inside: avoid; }
  .apart { break-before: page; }
  thead { display: table-header-group; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  summary { list-style: none; }
  .screen { display: none; }
  .wide { overflow: visible; }
}
</style>`;
}
