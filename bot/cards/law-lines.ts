import type { z } from 'zod';
import type { Language } from '../../src/regulations/act.ts';
import type { versionOutput } from '../../src/tools/law-schemas.ts';
import { noteWords } from '../note-words.ts';
import { standingWords } from './engine-phrases.ts';
import { box, fact, line, type Part, QUIET, SMALL, STRONG, WARNING, type Words } from './parts.ts';
import type { Room } from './shown-card.ts';
import { say } from './wording.ts';

type Version = z.output<typeof versionOutput>;

/** Characters of a note that is shown; those of the tools are a sentence or two. */
const LONGEST_NOTE = 600;
const MOST_NOTES = 8;

/** Which text was read: an official one is of its day; a digest is our own, and only the act that it is of has a day. */
export function versionWords({ source, date }: Version, language: Language): readonly Words[] {
  return source === 'official'
    ? [{ text: say('officialOf', language, date), look: SMALL }]
    : [{ text: say('digestOf', language, date), look: WARNING }];
}

/** The version, what it is, and for which day it was read: without these no text of the law is shown. */
export function versionFacts(
  version: Version,
  standing: string,
  asOf: string | undefined,
  language: Language,
): readonly Part[] {
  return [
    fact(say('version', language), versionWords(version, language)),
    // That a text is a digest is told already.
    ...(version.source === 'digest' ? [] : [fact(say('standing', language), standingWords(standing, language))]),
    readForFact(asOf, language),
  ];
}

export function readForFact(asOf: string | undefined, language: Language): Part {
  return fact(say('readFor', language), asOf ?? say('latestHeld', language));
}

/** Says before everything else that what follows is not the law's own text. */
export function digestNotice(version: Version, language: Language): readonly Part[] {
  if (version.source === 'official') return [];
  return [box('warning', [line([{ text: say('digestNotice', language), look: { ...STRONG, ...SMALL } }])])];
}

/** What must be known before relying on it. */
export function notes(all: readonly string[], room: Room, language: Language): readonly Part[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, Math.max(1, room.short(MOST_NOTES)));
  return [
    box('emphasis', [
      line([{ text: say('before', language), look: { ...STRONG, ...SMALL } }]),
      ...shown.map((note) =>
        line([{ text: `• ${cut(noteWords(note, language), room.short(LONGEST_NOTE))}`, look: SMALL }], {
          spacing: 'Small',
        }),
      ),
      ...more(all.length - shown.length, language),
    ]),
  ];
}

/** Tells of what is left out of a list, where something is. */
export function more(left: number, language: Language): readonly Part[] {
  return left > 0 ? [line([{ text: say('andMore', language, left), look: QUIET }], { spacing: 'Small' })] : [];
}

/** A text by its beginning where it is too long. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(Math.max(0, most - 1) - 1)) ? most - 2 : most - 1;
  return `${text.slice(0, Math.max(0, end)).trimEnd()}…`;
}
