import { cleanText } from '../../core/text.ts';
import { type AnnexBlock, annexBlocks, annexPlace } from './annex.ts';
import { blocksOfLines } from './eu-json-lines.ts';
import { type Built, buildProvision } from './provision-builder.ts';

/** What the publisher's page has below the last annex. */
const PAGE_FOOT = /^(?:ELI: http|ISSN \d|\/{6,})/;

/**
 * The annexes among the lines behind the last article: they stand behind the signatures; the notes that follow the
 * signatures, and each annex, are passed over.
 */
export function annexes(rest: readonly string[]): readonly Built[] {
  const starts = rest.flatMap((line, at) => (/^ANNEX(?:\s+[IVXL]+)?$/.test(cleanText(line)) ? [at] : []));
  return starts.map((start, position) => {
    const lines = withoutNotes(rest.slice(start + 1, starts[position + 1] ?? rest.length)).filter(
      (line) => !PAGE_FOOT.test(line),
    );
    const marker = cleanText(rest[start] ?? '');
    const [heading = '', ...content] = lines;
    const isHeading = isTitle(heading) && !GROUP.test(heading);
    return buildProvision({
      ...annexPlace(marker, position + 1),
      marker,
      heading: isHeading ? heading : '',
      blocks: annexBlocks(annexContent(isHeading ? content : lines)),
    });
  });
}

function withoutNotes(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line, at) => /^\(1\)(?:\s|$)/.test(line) && isNote(lines, at));
  return start < 0 ? lines : lines.slice(0, start);
}

/** A note names an act with its place in the Official Journal. */
function isNote(lines: readonly string[], at: number): boolean {
  return /\bOJ\b/.test(`${lines[at] ?? ''} ${lines[at + 1] ?? ''}`);
}

const GROUP = /^(?:Section|SECTION|Part|PART)\s+(?:[A-Z]|[IVX]+|\d+)\b/;

function annexContent(lines: readonly string[]): readonly AnnexBlock[] {
  const blocks: AnnexBlock[] = [];
  let run: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!GROUP.test(line) || line.length > 200) {
      run.push(line);
      continue;
    }
    const next = lines[at + 1] ?? '';
    const hasTitle = cleanText(line).split(' ').length === 2 && isTitle(next);
    for (const block of blocksOfLines(run)) blocks.push(block);
    blocks.push({
      kind: 'heading',
      lines: hasTitle ? [cleanText(line), cleanText(next)] : [cleanText(line)],
    });
    run = [];
    if (hasTitle) at += 1;
  }
  return [...blocks, ...blocksOfLines(run)];
}

function isTitle(line: string): boolean {
  return /^\p{Lu}/u.test(line) && line.length <= 240 && !/[.;:,]$/.test(line) && !/^(?:\(|\d+\.|[—–])/.test(line);
}
