import { describe, expect, it } from 'vitest';
import { COVERAGE_STATES, LACKS } from '../../../src/gaps/coverage/assessment.ts';
import { differenceSentence, lackName, whySentences } from '../../../src/gaps/report/difference-sentences.ts';
import {
  certaintySaid,
  confidenceSaid,
  isGap,
  percent,
  stateLetter,
  stateName,
  WORST_FIRST,
} from '../../../src/gaps/report/gap-sentences.ts';
import { gapsWorstFirst } from '../../../src/gaps/report/worst-first.ts';
import { sampleRun } from '../sample-run.ts';

describe('a difference as a sentence', () => {
  it('quotes both texts', () => {
    const difference = { kind: 'deadline', against: true, law: 'within 4 hours', policy: 'within 24 hours' } as const;
    expect(differenceSentence(difference, 'en')).toBe(
      'deadline: the law says "within 4 hours", the policy "within 24 hours"',
    );
    expect(differenceSentence(difference, 'es')).toBe(
      'plazo: la ley dice «within 4 hours»; la política, «within 24 hours»',
    );
  });

  it.each(LACKS.flatMap((kind) => (['en', 'es'] as const).map((language) => [kind, language] as const)))(
    'says of %s in %s what one text lacks, and leaves no gap unfilled',
    (kind, language) => {
      const said = (law: string | null, policy: string | null) =>
        differenceSentence({ kind, against: false, law, policy }, language);
      const sentences = [said('L', 'P'), said('L', null), said(null, 'P'), said(null, null)];
      expect(new Set(sentences).size).toBe(4);
      for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|undefined|null/);
      expect(sentences[1]).toMatch(/["«]L["»]/);
      expect(sentences[2]).toMatch(/["«]P["»]/);
    },
  );

  it('begins with the name of what is lacking', () => {
    for (const kind of LACKS)
      for (const language of ['en', 'es'] as const)
        expect(differenceSentence({ kind, against: false, law: 'L', policy: 'P' }, language)).toMatch(
          new RegExp(`^${lackName(kind, language)}: `),
        );
  });

  it('takes words that look like a gap or a sign of replacement as they are', () => {
    const difference = { kind: 'recipient', against: false, law: '{policy} $&', policy: '{law} $1' } as const;
    expect(differenceSentence(difference, 'en')).toBe('to whom: the law says "{policy} $&", the policy "{law} $1"');
  });
});

describe('why it stands as it does', () => {
  const result = (state: string) => {
    const found = sampleRun().results.find(({ assessment }) => assessment.state === state);
    if (found === undefined) throw new Error(`the sample has ${state}`);
    return found;
  };

  it('says of what is missing that no policy says it, and whether something comes near', () => {
    const { assessment } = result('missing');
    expect(whySentences({ assessment: { ...assessment, evidence: [] } }, 'en')).toEqual(['no policy says it']);
    const [covered] = result('covered').assessment.evidence;
    const near = { ...assessment, evidence: covered === undefined ? [] : [covered] };
    expect(whySentences({ assessment: near }, 'en')).toEqual(['no policy says it; what comes nearest is quoted']);
  });

  it('says why it does not apply, and nothing of what is covered', () => {
    expect(whySentences(result('not_applicable'), 'en')).toEqual([expect.stringContaining('not the firm')]);
    expect(whySentences({ assessment: result('covered').assessment }, 'en')).toEqual([]);
  });
});

describe('how sure it is', () => {
  it('is said in words and a number that agree', () => {
    expect(confidenceSaid(0.95, 'en')).toBe('very likely right (95 %)');
    expect(confidenceSaid(0.899999, 'en')).toBe('very likely right (90 %)');
    expect(confidenceSaid(0.8, 'en')).toBe('likely right (80 %)');
    expect(confidenceSaid(0.5, 'es')).toBe('más probablemente cierto que no (50 %)');
    expect(confidenceSaid(0.2, 'en')).toBe('doubtful, read both texts (20 %)');
  });

  it('claims neither certainty nor impossibility that is not there', () => {
    expect([percent(0), percent(0.001), percent(0.999), percent(1), percent(7), percent(-1)]).toEqual([
      ...['0 %', '1 %', '99 %', '100 %', '100 %', '0 %'],
    ]);
  });

  it('is not reckoned where a person decided', () => {
    expect(certaintySaid({ confidence: 0.8, by: 'person' }, 'en')).toBe('decided by a person');
    expect(certaintySaid({ confidence: 0.8, by: 'model' }, 'en')).toBe('likely right (80 %)');
  });
});

describe('states', () => {
  it('have a name and a letter of their own in each language', () => {
    for (const language of ['en', 'es'] as const) {
      expect(new Set(COVERAGE_STATES.map((state) => stateName(state, language))).size).toBe(COVERAGE_STATES.length);
      expect(new Set(COVERAGE_STATES.map((state) => stateLetter(state, language))).size).toBe(COVERAGE_STATES.length);
    }
    expect([...WORST_FIRST].sort()).toEqual([...COVERAGE_STATES].sort());
    expect(COVERAGE_STATES.filter(isGap)).toEqual(['partial', 'contradicted', 'missing']);
  });

  it('of gaps are put by chance, then by how bad they are, then as the law has them', () => {
    const run = sampleRun();
    const gaps = gapsWorstFirst(run.results);
    expect(gaps).toHaveLength(run.counts.partial + run.counts.contradicted + run.counts.missing);
    const chances = gaps.map(({ assessment }) => assessment.gap);
    expect(chances).toEqual([...chances].sort((a, b) => b - a));
    const alike = run.results.map((result) => ({ ...result, assessment: { ...result.assessment, gap: 0.5 } }));
    const states = gapsWorstFirst(alike).map(({ assessment }) => assessment.state);
    expect([...new Set(states)]).toEqual(['contradicted', 'missing', 'partial']);
    expect(states).toEqual([...states].sort((a, b) => WORST_FIRST.indexOf(a) - WORST_FIRST.indexOf(b)));
  });
});
