import type { PackedConversation, PackManifest } from './pack.ts';
import type { Receipt } from './receipt.ts';
import { recordedObject } from './recorded-json.ts';
import type { TrailRow } from './trail.ts';

/** A report for reading and printing: one file, nothing loaded from elsewhere, all text escaped. */
export function packReport(manifest: PackManifest, conversation: PackedConversation): string {
  const receipts = new Map(conversation.receipts.map((receipt) => [receipt.id, receipt]));
  const entries = conversation.rows.map((row) => entry(row, receipts, conversation.passages)).join('\n');
  const people = manifest.people
    .map(
      ({ actor, user, name }) =>
        `<li>${html(user === undefined ? `${actor} (erased, or the program itself)` : `${name || user} (${user})`)}</li>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Conversation ${html(manifest.conversation)}</title>
<style>
body { font: 16px/1.5 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 0 0 .3rem; }
section { border-top: 1px solid #bbb; padding: 1rem 0; break-inside: avoid; }
.meta, .hash { color: #595959; font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
blockquote { margin: .5rem 0 .5rem 1rem; padding-left: .8rem; border-left: 3px solid #7a93ac; }
.place { margin: .1rem 0 .1rem 1rem; font-size: .9rem; } li { margin-bottom: .5rem; }
.asked { font-size: 1.1rem; } .label { font-weight: bold; } ol { padding-left: 1.4rem; }
details { margin: .4rem 0; } summary { cursor: pointer; }
@media print { details > * { display: block; } body { margin: 0; } }
</style>
</head>
<body>
<h1>Record of a conversation</h1>
<p class="meta">conversation ${html(manifest.conversation)}<br>chain ${html(manifest.chain)}<br>exported ${html(manifest.exportedAt)}</p>
<p>Who took part:</p><ul>${people}</ul>
<p>This report is for reading and proves nothing by itself. What it tells are rows of a tamper-evident audit, which are in the pack as they were written: VERIFY.md says how to check that nothing was changed, left out or added, this report included.</p>
${entries}
</body>
</html>
`;
}

const TITLES: Readonly<Record<string, string>> = {
  answer: 'Answer given',
  tool_call: 'Call of a tool',
  refusal: 'Refused',
  sign_in: 'Signed in',
  export: 'Exported',
  erasure: 'Erased',
  configuration: 'Settings or library changed',
  intent: 'About to leave the program',
  outcome: 'How it ended',
  person: 'Who acts',
  chain_started: 'The audit begins',
  delivery: 'A message on its way',
  subscription: 'Alerts followed',
  feedback: 'What was thought of an answer',
  document: 'A document that was sent',
  policy: 'A policy of the bank’s own',
};

function entry(row: TrailRow, receipts: ReadonlyMap<string, Receipt>, passages: ReadonlyMap<string, string>): string {
  const receipt = receipts.get(String(row.body['receipt']));
  const details =
    row.type === 'answer' && receipt !== undefined
      ? answerDetails(row, receipt, passages)
      : `${textDetails(row)}<details><summary>As recorded</summary><pre class="meta">${html(JSON.stringify(row.body, undefined, 1))}</pre></details>`;
  return `<section>
<h2>${row.sequence}. ${html(TITLES[row.type] ?? row.type)}</h2>
<p class="meta">${html(row.at)} · ${html(row.who)} · ${html(row.channel)} · row ${row.position}</p>
${details}
<p class="hash">hash ${html(row.hash)}</p>
</section>`;
}

function textDetails({ texts, erased }: TrailRow): string {
  const told = Object.entries(texts).map(
    ([name, text]) => `<p><span class="label">${html(name)}:</span> ${html(text)}</p>`,
  );
  const gone = erased.map((name) => `<p><span class="label">${html(name)}:</span> erased; its digest remains</p>`);
  return [...told, ...gone].join('\n');
}

function answerDetails(row: TrailRow, receipt: Receipt, passages: ReadonlyMap<string, string>): string {
  const { question, answer } = row.texts;
  const asked = question === undefined ? 'The question was erased; its digest remains.' : question;
  const said = answer === undefined ? undefined : answerText(answer);
  const sentences = receipt.sentences.map(({ citations }, at) => {
    const sentence = said?.sentences[at];
    const cited = citations.map(({ passage, quote }) => citation(receipt, passage, quote, sentence)).join('');
    return `<li>${html(sentence ?? 'The answer was erased; what it quoted remains.')}${cited}</li>`;
  });
  const read = receipt.passages.map(
    ({ label, date, source, language, text }) =>
      `<details><summary>${html(label)} · version ${html(date)}${source === 'digest' ? ' (digest, not the official text)' : ''} · ${html(language)}</summary><blockquote>${html(passages.get(text) ?? 'not kept')}</blockquote><p class="hash">${html(text)}</p></details>`,
  );
  const notes = (said?.notes ?? []).map((note) => `<li>${html(note)}</li>`).join('');
  return `<p class="asked">${html(asked)}</p>
<p class="meta">status ${html(receipt.status)} · receipt ${html(receipt.id)} · ${receipt.model === null ? 'no model: sentences are quoted' : html(`model ${receipt.model.name}`)}</p>
<ol>${sentences.join('\n')}</ol>
${notes === '' ? '' : `<p class="label">Told with it</p><ul>${notes}</ul>`}
<p class="label">Passages read: ${receipt.passages.length}</p>
${read.join('\n')}`;
}

/** Whatever stands in the text: a report is made of a record that was altered, too. */
function answerText(json: string): AnswerText {
  const { sentences, notes } = recordedObject(json);
  const words = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);
  return { sentences: words(sentences), notes: words(notes) };
}

interface AnswerText {
  readonly sentences: readonly string[];
  readonly notes: readonly string[];
}

/** Where it stands; the words themselves only where the sentence does not give them as they are. */
function citation(receipt: Receipt, passage: number, quote: string, sentence: string | undefined): string {
  const cited = receipt.passages[passage];
  const place = `<span class="label">${html(cited?.label ?? '')}</span>, version ${html(cited?.date ?? '')}`;
  return sentence?.includes(quote) === true
    ? `<p class="place">${place}</p>`
    : `<blockquote>“${html(quote)}” ${place}</blockquote>`;
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
