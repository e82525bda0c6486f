import type { z } from 'zod';
import type { WordChange } from '../regulations/changes/word-diff.ts';
import type { compareProvisionsTool } from '../tools/compare-provisions.ts';
import { wrapText } from './output.ts';
import { parseDay, parseLanguage, type Session } from './session.ts';

export interface ChangesOptions {
  readonly from?: string;
  readonly to?: string;
  readonly language?: string;
  readonly json?: boolean;
}

type Output = z.output<typeof compareProvisionsTool.output>['changes'][number];
type Told = Omit<Output, 'before' | 'after'> & { readonly before: string | null; readonly after: string | null };

/** `compliance library changes`: what an amendment did, provision by provision and word by word. */
export async function showChanges(session: Session, words: string, options: ChangesOptions): Promise<void> {
  const desk = await session.desk();
  const { output } = await desk.toolbox.tools.compare_provisions.call(
    {
      provision: words,
      ...(options.from === undefined ? {} : { from: parseDay(options.from) }),
      ...(options.to === undefined ? {} : { to: parseDay(options.to) }),
      ...(options.language === undefined ? {} : { language: parseLanguage(options.language) }),
    },
    session.caller(),
  );
  const { left, right, notes } = output;
  const told = output.changes.map((change) => ({
    ...change,
    before: change.before ?? null,
    after: change.after ?? null,
  }));
  const changes = told.map(({ formerly: _formerly, ...change }) => change);
  const [act = ''] = right.id.split('#');
  const [from, to] = [left.version.date, right.version.date];
  session.print({ act, from, to, changes, ...(notes.length === 0 ? {} : { notes }) }, options.json === true, () =>
    [
      session.style.bold(`${right.label}: from ${from} to ${to}: ${summary(told)}`),
      ...told
        .filter((change) => !onlyShifted(change))
        .map((change) => describe(change, change.formerly ?? '', from, session)),
      ...notes.map((note) => session.style.warn(note)),
    ].join('\n\n'),
  );
}

/** A paragraph without a number that stands further up or down than before: nothing that is printed has changed. */
function onlyShifted({ id, was, words }: Pick<Told, 'id' | 'was' | 'words'>): boolean {
  const unnumbered = /\/(?:sub|idt)_[^/]+$/;
  return was !== undefined && words.length === 0 && unnumbered.test(id) && unnumbered.test(was);
}

const KINDS = ['reworded', 'added', 'removed', 'renumbered'] as const;

function summary(changes: readonly Told[]): string {
  if (changes.length === 0) return 'no change of a word';
  const told = changes.filter((change) => !onlyShifted(change));
  if (told.length === 0) return 'no change of a word; paragraphs without a number stand elsewhere';
  return KINDS.map((kind) => ({ kind, count: told.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`)
    .join(', ');
}

const WIDTH = 100;
/** Characters of a provision that came or went whole. */
const MOST_SHOWN = 600;

function describe(
  { kind, part, label, before, after, marks, words }: Told,
  former: string,
  day: string,
  { style }: Session,
): string {
  // What is gone is called as it was: another provision may have its number now.
  const old = kind === 'removed' ? ` (its number of ${day})` : former === '' ? '' : `, formerly ${former}`;
  const touched = marks.map((mark) => style.warn(` [${mark}]`)).join('');
  const body =
    words.length > 0 ? inline(words, style) : kind === 'added' ? cut(after) : kind === 'removed' ? cut(before) : '';
  const what = part === undefined ? kind : `${part} ${kind}`;
  const head = `${style.bold(label)} ${style.accent(what)}${old}${touched}`;
  return body === '' ? head : `${head}\n${wrapText(body, WIDTH)}`;
}

function cut(text: string | null): string {
  const whole = text ?? '';
  return whole.length <= MOST_SHOWN ? whole : `${whole.slice(0, MOST_SHOWN).trimEnd()} […]`;
}

/** Words on either side of a change that are shown. */
const AROUND = 12;

/** What went in [- -], what came in {+ +}, of what stayed only what stands beside. */
function inline(words: readonly WordChange[], style: Session['style']): string {
  return words
    .map(({ kind, text }, at) => {
      const blank = /\s$/.test(text) ? ' ' : '';
      if (kind === 'gone') return style.warn(`[-${text.trim()}-]`) + blank;
      if (kind === 'new') return style.accent(`{+${text.trim()}+}`) + blank;
      return shortened(text, at === 0, at === words.length - 1);
    })
    .join('');
}

function shortened(text: string, first: boolean, last: boolean): string {
  const words = text.split(/(?<=\s)(?=\S)/);
  if (words.length <= 2 * AROUND + 4) return text;
  const head = first ? [] : words.slice(0, AROUND);
  const tail = last ? [] : words.slice(-AROUND);
  return [...head, '[…] ', ...tail].join('');
}
