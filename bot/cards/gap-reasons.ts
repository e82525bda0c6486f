import { type Difference, LACKS } from '../../src/gaps/coverage/assessment.ts';
import { differenceSentence, whySentences } from '../../src/gaps/report/difference-sentences.ts';
import type { Language } from '../../src/regulations/act.ts';

/** Stand for the words of the two texts where a sentence is taken to pieces: no text that is shown holds them. */
const LAW = '\u0001';
const POLICY = '\u0002';

/**
 * Why something is a gap, in the person's language: `analyse_gaps` tells it in English, made by `gap-sentences.ts`, which
 * has the same in Spanish. Words of the texts stay as they are; what is not known, such as what a model or a person said,
 * stays as it is written.
 */
export function gapReason(sentence: string, language: Language): string {
  if (language === 'en') return sentence;
  const whole = NOWHERE.find(([english]) => english === sentence);
  if (whole !== undefined) return whole[1];
  for (const difference of DIFFERENCES) {
    const found = readBy(differenceSentence(difference, 'en'), sentence);
    if (found !== undefined) return differenceSentence({ ...difference, ...found }, language);
  }
  return sentence;
}

/** Every form that a difference is told in; those with words of one text alone first, since their ends are told apart. */
const DIFFERENCES: readonly Difference[] = [
  [null, null],
  [LAW, null],
  [null, POLICY],
  [LAW, POLICY],
].flatMap(([law = null, policy = null]) => LACKS.map((kind) => ({ kind, against: false, law, policy })));

/** That no policy says it, without and with something that comes near. */
const NOWHERE: readonly (readonly [english: string, spanish: string])[] = [[], [nearest()]].map((evidence) => {
  const assessment = {
    obligation: '',
    state: 'missing' as const,
    differences: [],
    evidence,
    gap: 1,
    confidence: 1,
    by: 'scoring' as const,
  };
  const said = (language: Language) => whySentences({ assessment }, language)[0] ?? '';
  return [said('en'), said('es')];
});

function nearest() {
  return { policy: '', statement: '', quote: '', hash: '', score: 0 };
}

/** The words in a sentence's gaps, where it has that form. */
function readBy(form: string, sentence: string): Partial<Pick<Difference, 'law' | 'policy'>> | undefined {
  const [begin = '', ...rest] = form.split(/[\u0001\u0002]/);
  const end = rest.at(-1);
  if (end === undefined) return form === sentence ? {} : undefined;
  if (!sentence.startsWith(begin) || !sentence.endsWith(end) || sentence.length < begin.length + end.length)
    return undefined;
  const inner = sentence.slice(begin.length, sentence.length - end.length);
  const [between] = rest.length > 1 ? rest : [];
  if (between === undefined) return form.includes(LAW) ? { law: inner } : { policy: inner };
  const at = inner.indexOf(between);
  return at < 0 ? undefined : { law: inner.slice(0, at), policy: inner.slice(at + between.length) };
}
