import type { Language } from '../../src/regulations/act.ts';

/** Words in every language of the desk, none left out; `{it}` is a gap. */
export type Sentence = Readonly<Record<Language, string>>;
