import type { z } from 'zod';
import type { getProvisionTool } from '../tools/get-provision.ts';
import { wrapText } from './output.ts';
import { type ReadingOptions, readingFrom, type Session } from './session.ts';

type Shown = z.output<typeof getProvisionTool.output>['provisions'][number];

/** `compliance show`: one place, or several; a place that does not exist is a failure, never a neighbour's text. */
export async function show(session: Session, words: string, options: ReadingOptions): Promise<void> {
  const reading = readingFrom(options);
  const desk = await session.desk();
  const { output } = await desk.toolbox.tools.get_provision.call({ ...reading, provision: words }, session.caller());
  // On the error channel: the result itself has a fixed shape.
  for (const note of output.assumed) session.terminal.err(`${note}\n`);
  const results = output.provisions.map(resultOf);
  const [only] = results;
  session.print(results.length === 1 && only ? only : { places: results }, options.json === true, () =>
    output.provisions.map((provision) => render(provision, session)).join('\n\n'),
  );
}

function resultOf({ id, act, place, label, text, version, terms, references, referencedBy, referencedByTotal }: Shown) {
  return {
    id,
    act,
    place,
    label,
    text,
    version,
    terms: terms.map(({ term, id: definition }) => ({ term, id: definition })),
    references: references.map((each) => ({ text: each.text, id: each.id ?? null, resolved: each.resolved })),
    referencedBy: referencedBy.map((each) => ({ id: each.id, label: each.label, text: each.text })),
    ...(referencedByTotal > referencedBy.length ? { referencedByTotal } : {}),
  };
}

const MOST_IN_A_LINE = 8;

/** What the place refers to and what refers to it, a line each. */
function linkLines({ references, referencedBy, referencedByTotal, terms }: Shown): readonly string[] {
  const line = (what: string, labels: readonly string[], total: number): readonly string[] => {
    const all = [...new Set(labels)];
    const left = Math.max(total, all.length) - MOST_IN_A_LINE;
    const more = left > 0 ? ` and ${left} more` : '';
    return all.length === 0 ? [] : [`${what}: ${all.slice(0, MOST_IN_A_LINE).join('; ')}${more}`];
  };
  return [
    ...line(
      '→ refers to',
      references.flatMap(({ label }) => label ?? []),
      0,
    ),
    ...line(
      '← referred to by',
      referencedBy.map(({ label }) => label),
      referencedByTotal,
    ),
    ...line(
      'defined terms',
      terms.map(({ term, label }) => `${term} (${label})`),
      0,
    ),
  ];
}

function render(provision: Shown, { style }: Session): string {
  const { label, breadcrumb, standing, url, text, notes } = provision;
  return [
    style.bold(label),
    style.dim(breadcrumb.join(' › ')),
    style.dim(`${standing} · ${url}`),
    '',
    wrapText(text, 100),
    '',
    ...linkLines(provision).map((line) => style.dim(wrapText(line, 100))),
    ...notes.map((note) => wrapText(`· ${note}`, 100)),
  ].join('\n');
}
