import type { Modal } from './modal.ts';
import type { Sentence } from './sentence.ts';

/** What may stand between a verb and what it says of its subject. */
const ADVERB = '(?:(?:also|always|legally|still|clearly|[a-z]{3,14}ly) )?';

/**
 * How a digest says what must be without a verb that binds: by what things are and have. Each in folded English.
 */
const PATTERNS: readonly RegExp[] = [
  /\bit is for (?=(?:the|a|an|each) )/g,
  /\b(?:gets?|receives?)(?= (?:an?|the|every|each) )/g,
  new RegExp(`\\b(?:is|are) ${ADVERB}(?:a |an )?(?:integral )?(?:part of|among the)\\b`, 'g'),
  new RegExp(
    `\\b(?:is|are) ${ADVERB}(?:adequate|relevant|accurate|public|realistic|free of charge|limited|in writing|as frequent)\\b`,
    'g',
  ),
  /\b(?:contains?|describes?|names|covers?|includes?|demands|requires that|says?|sets out|gives|follows?|comes? (?:before|after))(?=,? [a-z0-9])/g,
  /\b(?:has|have)(?= (?!to\b|no\b|not\b|been\b|the (?:right|power|option|possibility)|[a-z]{3,14}ed\b)[a-z])/g,
];

/** Statements of a digest that tell what is so, not what is to be done, whatever their verb. */
const NO_DUTY =
  /\b(?:is|are) (?:(?:a|an|one) )?(?:criterion|ground|lawful|voluntary|met|major|significant|essential|deemed|enough|open to|exempt)\b|^(?:if|in general)\b/;

const RELIEF = /\b(?:is|are) (?:excepted|spared|excused|exempt|exempted)\b/;

/** A sentence of a digest that lets somebody go. */
export function isRelief({ folded, start, end }: Sentence): boolean {
  return RELIEF.test(folded.slice(start, end));
}

/** Verbs of a digest's sentence that describe what must be, in the order of the words. */
export function describingVerbs({ folded, start, end }: Sentence): readonly Modal[] {
  const part = folded.slice(start, end);
  if (NO_DUTY.test(part) || RELIEF.test(part)) return [];
  return PATTERNS.flatMap((pattern) =>
    [...part.matchAll(pattern)].map((match): Modal => {
      const at = start + match.index;
      const stretch = { start: at, end: at + match[0].trimEnd().length, action: at };
      return { modality: 'must', form: 'present', weak: false, describes: true, ...stretch };
    }),
  ).sort((a, b) => a.start - b.start);
}
