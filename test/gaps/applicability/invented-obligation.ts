import type { Norm, Words } from '../../../src/gaps/norms/norm.ts';
import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import type { Language } from '../../../src/regulations/act.ts';

interface Given {
  readonly act?: string;
  readonly place?: string;
  readonly actor?: string | null;
  readonly headings?: readonly string[];
  readonly language?: Language;
  /** What stands between the actor and the words that bind: ", other than small ones,". */
  readonly behind?: string;
  readonly before?: string;
  readonly action?: string;
  readonly modality?: Obligation['modality'];
  readonly exceptions?: readonly string[];
  readonly conditions?: readonly string[];
}

/** An obligation of invented law, of the sentence "<before><actor><behind> shall <action>". */
export function obligation(given: Given = {}): Obligation {
  const { act = '32031R0001', place = 'art_2/par_1', actor = null, headings = [], language = 'en' } = given;
  const { behind = '', before = '', action = 'count their lanterns', modality = 'must' } = given;
  const subject = actor ?? 'Lanterns';
  const modal = language === 'en' ? 'shall' : 'deberán';
  const text = `${before}${subject}${behind} ${modal} ${action}.`;
  const start = before.length;
  const modalStart = start + subject.length + behind.length + 1;
  const norm: Norm = {
    modality,
    modal: { text: modal, start: modalStart, end: modalStart + modal.length },
    ...(actor === null ? {} : { actor: { text: actor, start, end: start + actor.length } }),
    action: wordsOf(text, action),
    deadlines: [],
    triggers: [],
    conditions: (given.conditions ?? []).map((words) => wordsOf(words, words)),
    exceptions: (given.exceptions ?? []).map((words) => wordsOf(words, words)),
  };
  return {
    id: `${act}#${place}`,
    provision: `${act}#${place}`,
    act,
    place,
    label: 'Article 2(1) of the Lantern Regulation',
    language,
    text,
    hash: '0'.repeat(64),
    headings,
    modality,
    actor,
    norm,
    deadline: null,
    references: [],
  };
}

function wordsOf(text: string, words: string): Words {
  const start = text.indexOf(words);
  return { text: words, start, end: start + words.length };
}
