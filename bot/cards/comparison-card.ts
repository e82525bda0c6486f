import type { z } from 'zod';
import type { Language } from '../../src/regulations/act.ts';
import type { compareProvisionsTool } from '../../src/tools/compare-provisions.ts';
import { button } from './card-buttons.ts';
import { cut, digestNotice, notes, versionWords } from './law-lines.ts';
import { fact, group, headline, line, type Part, QUIET, SMALL, STRONG, type Words } from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { say } from './wording.ts';

type Output = z.output<(typeof compareProvisionsTool)['output']>;
type Change = Output['changes'][number];

const MOST_CHANGES = 12;
/** Characters of a change's words. */
const LONGEST_CHANGE = 1_200;
/** Characters that stay on each side of what changed. */
const AROUND = 80;
const LONGEST_LABEL = 200;

/** What changed between two versions, or how two provisions differ, word by word. */
export function comparisonCard(output: Output, { language }: { readonly language: Language }): ShownCard {
  return shownCard((room) => content(output, language, room));
}

function content(output: Output, language: Language, room: Room): CardContent {
  const { kind, left, right, changes, total } = output;
  const label = (text: string) => cut(text, Math.max(40, room.short(LONGEST_LABEL)));
  const title = say(kind === 'versions' ? 'comparedVersions' : 'comparedProvisions', language);
  const shown = changes.slice(0, Math.max(1, room.long(MOST_CHANGES)));
  const side = (name: string, { label: of, version }: Output['left']) =>
    fact(name, [
      ...(left.label === right.label ? [] : [{ text: `${label(of)} · `, look: SMALL }]),
      ...versionWords(version, language),
    ]);
  return {
    title: `${title}: ${label(right.label)}`,
    parts: [
      ...digestNotice(left.version.source === 'digest' ? left.version : right.version, language),
      line([{ text: title, look: QUIET }]),
      headline(label(kind === 'versions' ? right.label : `${label(left.label)} – ${label(right.label)}`)),
      side(say(kind === 'versions' ? 'earlier' : 'oneSide', language), left),
      side(say(kind === 'versions' ? 'later' : 'otherSide', language), right),
      ...countParts(total, kind, language),
      ...shown.map((change) => changePart(change, room, language)),
      ...(total > shown.length
        ? [line([{ text: say('moreChanges', language, total - shown.length), look: QUIET }], { separator: true })]
        : []),
      ...notes(output.notes, room, language),
    ],
    actions: sideButtons(output, language),
  };
}

function countParts(total: number, kind: Output['kind'], language: Language): readonly Part[] {
  if (total === 0) {
    const words = say(kind === 'versions' ? 'noChange' : 'noDifference', language);
    return [line([{ text: words, look: STRONG }], { spacing: 'Medium' })];
  }
  return [
    line(
      [
        { text: total === 1 ? say('oneChange', language) : say('manyChanges', language, total), look: STRONG },
        { text: ` · ${say('wordsKey', language)}`, look: QUIET },
      ],
      { spacing: 'Medium' },
    ),
  ];
}

function changePart(change: Change, room: Room, language: Language): Part {
  const { label, kind, part, formerly, marks } = change;
  const what = [
    say(kind, language),
    ...(part === undefined ? [] : [say('headingOnly', language)]),
    ...(formerly === undefined ? [] : [say('formerly', language, cut(formerly, 120))]),
  ].join(', ');
  const touched = marks.map((mark) => say(mark, language)).join(', ');
  const words = shownWords(change, room.long(LONGEST_CHANGE));
  return group(
    [
      line([
        { text: cut(label, Math.max(40, room.short(LONGEST_LABEL))), look: STRONG },
        { text: ` · ${what}`, look: QUIET },
        ...(touched === ''
          ? []
          : [{ text: ` · ${touched}`, look: { ...SMALL, ...STRONG, color: 'Attention' as const } }]),
      ]),
      ...(words.length === 0 ? [] : [wordsLine(words)]),
    ],
    { separator: true, spacing: 'Medium' },
  );
}

interface ShownWords {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** The words with signs around them where no colour is seen: `[-gone-]`, `[+new+]`. */
function wordsLine(words: readonly ShownWords[]): Part {
  const look = {
    same: SMALL,
    gone: { ...SMALL, strikethrough: true, color: 'Attention' },
    new: { ...SMALL, ...STRONG, underline: true, color: 'Good' },
  } as const;
  const drawn = line(
    words.map(({ kind, text }): Words => ({ text, look: look[kind] })),
    { spacing: 'Small' },
  );
  const told = line(
    words.map(({ kind, text }) => ({ text: kind === 'same' ? text : kind === 'gone' ? `[-${text}-]` : `[+${text}+]` })),
  );
  return { element: drawn.element, text: told.text };
}

/** What went and came with a little of what stayed; the whole where all of it went or came. */
function shownWords({ words, before, after }: Change, most: number): readonly ShownWords[] {
  const all: readonly ShownWords[] =
    words.length > 0
      ? words
      : [
          ...(before === undefined ? [] : [{ kind: 'gone' as const, text: before }]),
          ...(after === undefined ? [] : [{ kind: 'new' as const, text: after }]),
        ];
  const shown: ShownWords[] = [];
  let room = most;
  for (const [at, { kind, text }] of all.entries()) {
    const near = kind === 'same' ? around(text, at > 0, at < all.length - 1) : text;
    const fits = cut(near.replace(/\s+/g, ' '), room);
    shown.push(...apart(shown.at(-1), { kind, text: fits }));
    room -= fits.length;
    if (room <= 0) break;
  }
  return shown;
}

/** Words with blanks around what changed, not in it: a blank is neither struck through nor underlined. */
function apart(before: ShownWords | undefined, { kind, text }: ShownWords): readonly ShownWords[] {
  const words = text.trim();
  if (words === '') return text === '' ? [] : [{ kind: 'same', text: ' ' }];
  const touches = before !== undefined && /[^\s(]$/.test(before.text) && /^[\p{L}\p{N}(]/u.test(text);
  const blank: ShownWords = { kind: 'same', text: ' ' };
  return [...(touches || /^\s/.test(text) ? [blank] : []), { kind, text: words }, ...(/\s$/.test(text) ? [blank] : [])];
}

/** Of what stayed only what is beside a change. */
function around(text: string, changedBefore: boolean, changedBehind: boolean): string {
  const start = changedBefore ? text.slice(0, AROUND) : '';
  const end = changedBehind ? text.slice(-AROUND) : '';
  if (text.length <= AROUND * 2) return text;
  return `${start}${start === '' ? '' : ' '}… ${end}`;
}

/** Both texts, each as it is or was. */
function sideButtons({ kind, left, right }: Output, language: Language) {
  if (!left.id.includes('#') || !right.id.includes('#')) return [];
  if (kind === 'provisions')
    return [
      button(say('leftText', language), { verb: 'show', id: left.id }),
      button(say('rightText', language), { verb: 'show', id: right.id }),
    ];
  return [
    button(say('earlierText', language), { verb: 'show', id: left.id, asOf: left.version.date }),
    button(say('laterText', language), { verb: 'show', id: right.id, asOf: right.version.date }),
  ];
}
