import type { CueKind } from '../../../../src/gaps/coverage/cues/cues.ts';
import {
  cuesIn,
  type LawWords,
  lawWordsOf,
  type Wording,
  wordingOf,
} from '../../../../src/gaps/coverage/cues/wording.ts';
import type { Obligation } from '../../../../src/gaps/obligations/obligation.ts';
import type { Language } from '../../../../src/regulations/act.ts';
import { isWithin } from '../../../../src/regulations/place.ts';
import { GAP_KINDS, type GapKind, type GapText } from '../gap-text.ts';
import type { GapSentences } from './gap-sentences.ts';

/** A statement as the model of cues is fitted on it. */
export interface CueRow {
  /** `beside` says nothing of the duty. */
  readonly kind: CueKind | 'covering' | 'beside';
  readonly cues: ReadonlySet<string>;
}

const CUE_OF: Readonly<Partial<Record<GapKind, CueKind>>> = {
  weakened_modality: 'weakened',
  added_exception: 'excepted',
  narrower_scope: 'narrowed',
  contradicted: 'contradicted',
  longer_deadline: 'later',
  wrong_recipient: 'misdirected',
};

type Law = ReadonlyMap<string, readonly Obligation[]>;

/** All statements of the texts and all sentences, each with what it says in other words than its provision. */
export function cueRows(texts: readonly GapText[], sentences: readonly GapSentences[], law: Law): readonly CueRow[] {
  return [
    ...texts.flatMap((text) => rowsOfText(text, law)),
    ...sentences.flatMap((each) => rowsOfSentences(each, law)),
  ];
}

function rowsOfText({ act, provision, language, sections, covering, seeded }: GapText, law: Law): readonly CueRow[] {
  const around = lawOf(law, act, provision, language);
  const covers = new Set(covering.map(([section, at]) => `${section},${at}`));
  const written = sections.flatMap(({ statements }, section) =>
    statements.map((words, at) => {
      const kind = covers.has(`${section},${at}`) ? 'covering' : 'beside';
      return row(kind, words, language, around);
    }),
  );
  const changed = GAP_KINDS.flatMap((gap) => {
    const kind = CUE_OF[gap];
    if (kind === undefined || gap === 'removed' || gap === 'title_only') return [];
    return (seeded[gap] ?? []).map(([, , words]) => row(kind, words, language, around));
  });
  return [...written, ...changed];
}

function rowsOfSentences({ act, language, duties }: GapSentences, law: Law): readonly CueRow[] {
  return duties.flatMap(({ provision, covering, seeded }) => {
    const around = lawOf(law, act, provision, language);
    return [
      ...covering.map((words) => row('covering', words, language, around)),
      ...Object.entries(seeded).flatMap(([gap, list]) => {
        const kind = CUE_OF[gap as GapKind];
        return kind === undefined ? [] : list.map((words) => row(kind, words, language, around));
      }),
    ];
  });
}

function lawOf(law: Law, act: string, provision: string, language: Language): LawWords {
  const within = (law.get(act) ?? []).filter(({ place }) => isWithin(place, provision));
  return lawWordsOf(within.map(({ text }) => text).join(' '), language);
}

/** Cues as the model names them: with their language, since "no" is not one word in two. */
export function namedCues(wording: Wording, law: LawWords): ReadonlySet<string> {
  return new Set([...cuesIn(wording, law)].map((name) => `${wording.language}:${name}`));
}

function row(kind: CueRow['kind'], words: string, language: Language, law: LawWords): CueRow {
  return { kind, cues: namedCues(wordingOf(words, language), law) };
}
