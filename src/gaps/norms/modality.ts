import type { Language } from '../../regulations/act.ts';
import { describingVerbs, isRelief } from './described.ts';
import type { Modal } from './modal.ts';
import type { Modality } from './norm.ts';
import { presentVerbs } from './present-verbs.ts';
import type { Sentence } from './sentence.ts';

interface ModalPattern {
  readonly modality: Modality;
  readonly pattern: RegExp;
  readonly weak?: true;
  /** The verb is part of the words: "refrain from". */
  readonly verb?: true;
  /** Only where a plain present binds. */
  readonly present?: true;
}

const ADVERB =
  '(?:(?:also|however|therefore|then|thus|only|always|further|furthermore|in addition|strictly|expressly|legally|explicitly|generally|normally|hereby|individually|itself|themselves) )?';
/** What may stand between a modal verb and its "not". */
const NEVER = '(?:not|never|under no circumstances|in no (?:case|event|way)|at no time|neither)';

const EN: readonly ModalPattern[] = [
  {
    modality: 'may',
    pattern:
      /\b(?:(?:shall|must|should|will) not (?:therefore )?be (?:required|obliged|obligated|bound|compelled)(?: to)?|(?:is|are|be) not (?:required|obliged|obligated|bound)(?: to)?|need not|(?:do|does|shall|will) not (?:have|need) to|not be required to|no longer be required to)\b/g,
  },
  {
    modality: 'must_not',
    pattern: new RegExp(`\\b(?:(?:shall|must|may|can) ${ADVERB}${NEVER}|cannot|can't|mustn't|shan't)\\b`, 'g'),
  },
  {
    modality: 'must_not',
    pattern: new RegExp(
      `\\b(?:(?:shall|must) be |is |are |be )${ADVERB}(?:prohibited|forbidden|precluded|barred|banned)(?: from)?\\b`,
      'g',
    ),
  },
  {
    modality: 'must_not',
    pattern:
      /\b(?:is|are|shall be|will be) (?:not (?:to be )?(?:allowed|permitted|authorised|authorized)|never (?:allowed|permitted))(?: to)?\b/g,
  },
  { modality: 'must_not', pattern: /\b(?:shall |must |will |is to |are to )?refrains? from\b/g, verb: true },
  { modality: 'must_not', pattern: /\b(?:is|are) (?:not|never) to\b(?= [a-z])/g },
  { modality: 'must_not', pattern: /\b(?:may|can) only\b|\bmay(?= [a-z]{2,14} [a-z -]{3,60} only[.;])/g },
  { modality: 'should', pattern: /\b(?:should not|shouldn't|should|ought to)\b/g },
  {
    modality: 'should',
    pattern: new RegExp(
      `\\b(?:(?:is|are|shall be|be) ${ADVERB}(?:recommended|encouraged|advised|expected|invited|advisable)(?: to| that)?|(?:shall|will|we) (?:encourage|recommend))\\b`,
      'g',
    ),
  },
  {
    modality: 'may',
    pattern:
      /\b(?:(?:shall|must|will) be (?:entitled|allowed|permitted|free|authorised) to|(?:is|are) (?:entitled|allowed|permitted|free) to|(?:shall |must )?(?:have|has) the (?:right|option|possibility|power|powers|choice)(?: to)?)\b/g,
  },
  {
    modality: 'must',
    pattern: new RegExp(`\\b(?:shall|must|will|be) ${ADVERB}(?:be )?(?:required|obliged|obligated|bound) to\\b`, 'g'),
  },
  {
    modality: 'must',
    pattern:
      /\b(?:shall|must) (?:have (?:the|an) (?:obligation|duty) to|be under (?:an|the|a) (?:obligation|duty) to|have to|need to)\b/g,
  },
  { modality: 'must', pattern: /\b(?:shall|must)\b/g },
  {
    modality: 'must',
    pattern: new RegExp(`\\b(?:is|are|remains?) ${ADVERB}(?:required|obliged|obligated|bound) to\\b`, 'g'),
  },
  {
    modality: 'must',
    pattern:
      /\b(?:(?:has|have) (?:the|an|a) (?:obligation|duty) to|(?:is|are) under (?:an|the|a) (?:obligation|duty) to)\b/g,
  },
  { modality: 'must', pattern: /\b(?:has|have|needs?) to\b(?= (?!do with)[a-z])/g, weak: true },
  { modality: 'must', pattern: /\b(?:is|are) to\b(?= (?:be\b|[a-z]+))/g, weak: true },
  {
    modality: 'must',
    pattern: /\b(?:is|are) (?:mandatory|compulsory|obligatory)(?: for| to| that)?\b/g,
    present: true,
  },
  {
    modality: 'must',
    pattern:
      /\b(?:is|are|remains?|will be) (?:fully |solely |ultimately |jointly |directly |also |primarily )?(?:responsible|accountable|in charge) (?:for|of)\b/g,
    present: true,
    weak: true,
  },
  { modality: 'must', pattern: /\b(?:won't|will(?: not| never)?(?! do\b))\b/g, present: true },
  { modality: 'may', pattern: /(?<!\d )\b(?:may(?! \d)|can|could|might)\b/g },
];

const ES: readonly ModalPattern[] = [
  {
    modality: 'may',
    pattern:
      /\bno (?:(?:estar[ae]n?|esta|estan|sera|seran|resultara|resultaran|es|son|quedaran?|vendran?) )(?:obligad[oa]s?|necesari[oa]s?|exigibles?|preceptiv[oa]s?|obligatori[oa]s?|precis[oa])(?: a| que)?\b/g,
  },
  {
    modality: 'must_not',
    pattern:
      /\bno (?:(?:se|les?|lo|la|los|las) )?(?:podran?|pueden?|deberan?|deben?|habran? de|han? de|tendran? que)(?: en ningun caso)?\b/g,
  },
  {
    modality: 'must_not',
    pattern:
      /\b(?:quedan?|quedaran?|estan?|estaran?|sera|seran|es|son) (?:expresamente |terminantemente |totalmente |asimismo )?prohibid[oa]s?\b|\bse prohiben?\b|\bse prohibiran?\b/g,
  },
  {
    modality: 'must_not',
    pattern: /\b(?:(?:se (?:abstendran?|abstienen?))|(?:deberan?|deben?) abstenerse) de\b/g,
    verb: true,
  },
  {
    modality: 'should',
    pattern:
      /\b(?:(?:no )?(?:se )?deberian?|se recomienda|se aconseja|es recomendable|seria recomendable|conviene|convendria|es aconsejable)(?: que)?\b/g,
  },
  {
    modality: 'may',
    pattern:
      /\b(?:(?:se |les? )?(?:podran?|pueden?)|(?:tendran?|tienen?) (?:el )?derecho a|(?:estan?|estaran?|quedan?) (?:facultad[oa]s?|autorizad[oa]s?|habilitad[oa]s?) (?:a|para))\b/g,
  },
  {
    modality: 'must',
    pattern:
      /\b(?:(?:estan?|estaran?|quedan?|quedaran?|vendran?|vienen?) (?:asimismo |igualmente )?obligad[oa]s? a|(?:tendran?|tienen?) (?:asimismo )?(?:la |el )?(?:obligacion|deber) de|(?:se )?(?:tendran?|tienen?) que)\b/g,
  },
  { modality: 'must', pattern: /\b(?:(?:se |les? )?(?:deberan?|deben?|habran? de)|(?:han|ha) de)\b/g },
  {
    modality: 'must',
    pattern:
      /\b(?:(?:sera|seran|es|son) (?:obligatori[oa]s?|preceptiv[oa]s?|exigibles?)(?: que)?|corresponde(?:ra|ran|n)? (?=al? ))/g,
  },
  { modality: 'must', pattern: /\b(?:(?:es|son|sera|seran) responsables? de)\b/g, present: true, weak: true },
];

/** A third person of the Spanish future, with what stands in front of it. */
const FUTURE =
  /(?<![\p{L}])((?:en ningún caso )?(?:no )?(?:(?:se|le|les|lo|la|los|las) ){0,2})([a-zñáéíóúü]{1,24}(?:ará|arán|erá|erán|irá|irán|drá|drán|brá|brán|rrá|rrán|hará|harán|dirá|dirán))(?![\p{L}])/gu;
const NO_FUTURE = /^(?:podr|deber|habr|quiz)/;

/**
 * The modals of a sentence in the order of the text; where readings overlap the earlier in the lists stands.
 *
 * @param present whether plain verbs are read; @param described whether those that describe are, too (`describingVerbs`)
 */
export function modalsIn(sentence: Sentence, present: boolean, described: boolean): readonly Modal[] {
  const part = sentence.folded.slice(sentence.start, sentence.end);
  const found: Modal[] = [];
  const add = (modal: Modal): void => {
    if (!found.some((other) => modal.start < other.end && modal.end > other.start)) found.push(modal);
  };
  for (const { modality, pattern, weak = false, verb = false, present: only } of patternsOf(sentence.language)) {
    if (only && !present) continue;
    for (const match of part.matchAll(pattern)) {
      const start = sentence.start + match.index;
      const end = start + match[0].trimEnd().length;
      const negated = /(?:not|never|won't)$/.test(match[0]) && modality === 'must' ? 'must_not' : modality;
      add({ modality: negated, form: 'modal', weak, start, end, action: verb ? start : end });
    }
  }
  if (sentence.language === 'es') for (const future of futuresIn(sentence)) add(future);
  if (described) for (const verb of describingVerbs(sentence)) add(verb);
  if (present && !(described && isRelief(sentence)))
    // A digest gives no orders: what reads like one there names a thing.
    for (const verb of presentVerbs(sentence)) if (!described || verb.start > sentence.start) add(verb);
  return found.sort((a, b) => a.start - b.start).map((modal) => denied(modal, sentence));
}

function patternsOf(language: Language): readonly ModalPattern[] {
  return language === 'en' ? EN : ES;
}

function futuresIn({ text, start, end }: Sentence): readonly Modal[] {
  const lower = text.slice(start, end).toLowerCase();
  // Some letters grow when they are made small; then offsets would be wrong.
  if (lower.length !== end - start) return [];
  return [...lower.matchAll(FUTURE)].flatMap((match): Modal[] => {
    const [, before = '', verb = ''] = match;
    if (NO_FUTURE.test(verb)) return [];
    const at = start + match.index;
    const negative = /\bno /.test(before) || /^en ning/.test(before);
    return [
      {
        modality: negative ? 'must_not' : 'must',
        form: 'future',
        weak: false,
        start: at,
        end: at + match[0].length,
        action: at + before.length,
      },
    ];
  });
}

const NOBODY = /\b(?:no|neither|nobody|no one|under no circumstances|in no case|at no time|nor)\s(?:[^.;:]{0,120})$/;
const NOBODY_ES =
  /\b(?:en ningun caso|en ningun momento|ningun|ninguna|nadie|bajo ningun concepto|tampoco)\s(?:[^.;:]{0,160})$/;

/** "No person shall", "en ningún caso … mantendrán": what forbids stands in front of the subject. */
function denied(modal: Modal, { folded, start, language }: Sentence): Modal {
  if (modal.modality !== 'must' && modal.modality !== 'may') return modal;
  const before = folded.slice(Math.max(start, modal.start - 170), modal.start);
  const clause = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf(':')) + 1);
  if (language === 'es') return NOBODY_ES.test(clause) ? { ...modal, modality: 'must_not' } : modal;
  const match =
    /(?:^|, |and )\s*(?:no(?! later| longer| more| less| earlier)|nobody|no one|neither|nor|under no circumstances|in no case|at no time)\b/.exec(
      clause,
    );
  return match !== null && NOBODY.test(`${clause.slice(match.index)} `) && !/,.*,/.test(clause.slice(match.index + 3))
    ? { ...modal, modality: 'must_not' }
    : modal;
}
