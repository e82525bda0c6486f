import { cleanText } from '../core/text.ts';
import type { AboutDocument } from './document.ts';

const KEY = /^(["']?)([\p{L}][\p{L}\p{N} _.-]{0,60})\1:(?:[ \t]|$)/u;
const [MOST, LONGEST] = [60, 500];

/**
 * The line behind a text's front matter, 0 where it has none. What stands between two lines of hyphens at the very
 * beginning is about the file, not in it, where it reads as names and values.
 */
export function frontMatterEnd(lines: readonly string[]): number {
  if ((lines[0] ?? '').trimEnd() !== '---') return 0;
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  const inner = lines.slice(1, Math.max(end, 1));
  return end > 0 && inner.every((line) => KEY.test(line) || /^(?:\s|#|-\s|$)/.test(line)) ? end + 1 : 0;
}

/**
 * Names and values of a Markdown text's front matter (YAML 1.2 as far as people write it by hand): values on the line of
 * their name, folded over the lines below it, or as a list; what is nested deeper is not told.
 */
export function frontMatter(text: string): readonly AboutDocument[] {
  const lines = text.split(/\r\n|[\n\r]/);
  const about: { name: string; values: string[] }[] = [];
  for (const line of lines.slice(1, Math.max(0, frontMatterEnd(lines) - 1))) {
    const key = KEY.exec(line);
    if (key) about.push({ name: key[2] ?? '', values: [scalarOf(line.slice(key[0].length))] });
    else if (/^(?:\s|-\s)/.test(line) && !/^\s*#/.test(line)) about.at(-1)?.values.push(belowOf(line));
  }
  return about.slice(0, MOST).flatMap(({ name, values: [first = '', ...below] }) => {
    const value = /^[|>][+-]?$/.test(first)
      ? below.join(' ')
      : [first, ...below].filter((each) => each !== '').join(', ');
    const clean = cleanText(value.toWellFormed().normalize('NFC')).slice(0, LONGEST);
    return clean === '' ? [] : [{ name: cleanText(name), value: clean }];
  });
}

/** Without quotation marks around it and a comment behind it. */
function scalarOf(written: string): string {
  const value = written.trim();
  const quoted = /^(?:"((?:[^"\\]|\\.){0,2000})"|'([^']{0,2000})')/.exec(value);
  if (quoted) return (quoted[1] ?? quoted[2] ?? '').replace(/\\(["\\])/g, '$1');
  const list = /^\[([^\][]{0,2000})\]$/.exec(value);
  if (list) return (list[1] ?? '').split(',').map(scalarOf).join(', ');
  return value.startsWith('#') ? '' : (value.split(/\s#/)[0] ?? '').trim();
}

function belowOf(line: string): string {
  return scalarOf(line.trim().replace(/^-\s+/, ''));
}
