import { describe, expect, it } from 'vitest';
import { fitsIntent, intentOf } from '../../../src/assistant/extractive/question.ts';
import { inTheLawsWords } from '../../../src/regulations/everyday-words/everyday-words.ts';

describe('intent of a question', () => {
  it.each([
    ['What is an ICT asset?', 'definition'],
    ['¿Qué se entiende por titular real?', 'definition'],
    ['How long do we keep records?', 'deadline'],
    ['¿Cuál es el plazo para notificar?', 'deadline'],
    ['What is the maximum fine?', 'amount'],
    ['Must the board approve the policy?', 'duty'],
    ['ICT third-party risk', 'any'],
  ])('%s is %s', (question, intent) => {
    expect(intentOf(question)).toBe(intent);
  });

  it.each([
    ['within 72 hours of it', 'deadline', 1],
    ['en el plazo de tres días', 'deadline', 1],
    ['at the competent court', 'deadline', 0],
    ['up to EUR 10 000 000', 'amount', 1],
    ['‘owl’ means a bird', 'definition', 1],
    ['they shall report', 'duty', 1],
    ['they report', 'duty', 0],
  ] as const)('%s fits %s: %i', (sentence, intent, fits) => {
    expect(fitsIntent(sentence, intent)).toBe(fits);
  });
});

describe('the law’s words', () => {
  it('stand behind the everyday ones, once, and leave the rest alone', () => {
    expect(inTheLawsWords('does the board approve it')).toBe('does the board approve it management body');
    expect(inTheLawsWords('the management body and the board')).toBe('the management body and the board');
    expect(inTheLawsWords('nothing of the kind')).toBe('nothing of the kind');
    expect(inTheLawsWords('¿Qué multa hay?')).toContain('sanción');
  });
});
