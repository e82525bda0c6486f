import { describe, expect, it } from 'vitest';
import { answerText } from '../../mcp/answer-text.ts';

type Given = Parameters<typeof answerText>[0];

const LAW_WORDS = "these are the law's own words";

function citation(source: 'official' | 'digest', place = 'art_3'): Given['answer'][number]['citations'][number] {
  return {
    id: `32099R0001#${place}`,
    act: '32099R0001',
    place,
    label: 'Article 3 Ledger Act',
    url: 'https://example.org/ledgers',
    quote: 'Guilds record their ledgers.',
    version: { date: '2099-01-01', source },
  };
}

function given(...sources: ('official' | 'digest')[]): Given {
  return {
    status: 'answered',
    answer: sources.map((source, index) => ({
      text: 'Guilds record their ledgers.',
      citations: [citation(source, `art_${index + 3}`)],
    })),
    searched: { acts: ['32099R0001'], terms: ['ledgers'] },
    notes: [],
    receipt: 'r-1',
    conversation: 'c-1',
  };
}

describe('the text of an answer without a model', () => {
  it("calls the words of official texts the law's own", () => {
    expect(answerText(given('official'))).toContain(LAW_WORDS);
  });

  it("never calls the words of a digest the law's own", () => {
    const text = answerText(given('digest', 'digest'));
    expect(text).not.toContain(LAW_WORDS);
    expect(text).toContain("These are the words of a digest, not the law's own.");
    expect(text).toContain('digest of the act of 2099-01-01, not the official text');
  });

  it('tells them apart where an answer has both', () => {
    const text = answerText(given('official', 'digest'));
    expect(text).not.toContain(LAW_WORDS);
    expect(text).toContain("What cites an official text is the law's own words; what cites a digest is not.");
  });

  it('speaks of no words where there are none', () => {
    const text = answerText({ ...given(), status: 'not_found' });
    expect(text).toMatch(/^Not found: /);
    expect(text).not.toContain('own words');
  });

  it('begins with what is told of the desk itself, where that is the answer', () => {
    expect(answerText({ ...given(), notes: ['The library holds one act.'] })).toMatch(
      /^Note: The library holds one act\./,
    );
  });
});
