import { describe, expect, it } from 'vitest';
import { evaluateGrounding } from '../../evals/eval-grounding.ts';
import { WAYS } from '../../evals/grounding/cases.ts';
import { OLD, TURN } from '../../evals/grounding/passages.ts';

describe('the evaluation of grounding', () => {
  const report = evaluateGrounding();

  it('catches every fabrication, each with a kind that tells what is wrong', () => {
    expect(report.rightly).toBe(report.fabrications);
    expect(report.fabrications).toBeGreaterThanOrEqual(120);
  });

  it('lets every honest answer pass', () => {
    expect(report.passed).toBe(report.honest);
    expect(report.honest).toBeGreaterThanOrEqual(40);
  });

  it('has quotes of the other version that do stand there', () => {
    const other = WAYS.find(({ way }) => way.startsWith('12 '))?.cases ?? [];
    expect(other.length).toBeGreaterThanOrEqual(10);
    for (const { citations } of other)
      for (const [, quote] of citations) {
        expect(OLD.some(({ passage }) => passage.text.includes(quote))).toBe(true);
        expect(TURN.some(({ passage }) => passage.text.includes(quote))).toBe(false);
      }
  });
});
