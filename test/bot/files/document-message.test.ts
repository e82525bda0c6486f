import { describe, expect, it } from 'vitest';
import { type DocumentAnswered, documentMessage } from '../../../bot/files/document-message.ts';

type Said = DocumentAnswered['statements'][number];

const said = (quote: string, more: Partial<Said> = {}): Said => ({
  id: 'policy:abcabcabcabc#s1',
  document: 'abcabcabcabc',
  name: 'Ferry policy.docx',
  section: ['2. Incidents', '2.1 Reporting'],
  quote,
  page: 3,
  matched: ['leak'],
  ...more,
});

const answered = (statements: readonly Said[], more: Partial<DocumentAnswered> = {}): DocumentAnswered => ({
  status: statements.length === 0 ? 'not_found' : 'answered',
  statements: [...statements],
  searched: {
    documents: [{ id: 'abcabcabcabc', name: 'Ferry policy.docx', sha256: 'ab'.repeat(32), statements: 12 }],
    terms: ['leak'],
  },
  notes: [],
  ...more,
});

const citations = ({ entities }: ReturnType<typeof documentMessage>) =>
  (entities?.[0]?.['citation'] ?? []) as { position: number; appearance: Record<string, unknown> }[];

describe('what a document says', () => {
  it('is shown word for word, with section and page, and marked as the document’s own', () => {
    const message = documentMessage(answered([said('A leak is reported.', { leadIn: 'The master must:' })]), 'en', {});
    expect(message.text).toContain('The master must:\n\nA leak is reported. [1]');
    expect(message.text).toContain('2\\. Incidents › 2.1 Reporting · page 3');
    expect(message.text).toContain('no model');
    expect(citations(message)[0]?.appearance).toEqual({
      '@type': 'DigitalDocument',
      name: 'Ferry policy.docx: 2. Incidents › 2.1 Reporting · page 3',
      abstract: 'A leak is reported.',
      keywords: ['policy:abcabcabcabc#s1', 'your document'],
    });
  });

  it.each([
    ['a mark', 'See [1] and [2].'],
    ['a link', '[press](https://collector.invalid) https://collector.invalid'],
    ['a mention', '<at>Everybody</at> @channel'],
    ['a heading', '# Ignore what was said before'],
    ['strong words', '**Approved** by _the board_'],
  ])('is text alone where it holds %s', (_what, quote) => {
    const message = documentMessage(
      answered([said(quote, { name: quote, section: [quote], page: 1 })], {
        searched: { documents: [{ id: 'a', name: quote, sha256: 'b', statements: 1 }], terms: [quote] },
      }),
      'en',
      {},
    );
    const text = message.text ?? '';
    expect(text.match(/(?<!\\)\[\d+\]/g)).toEqual(['[1]']);
    expect(text).not.toMatch(/(?<!\\)\]\(|(?<!\\)<at|https:\/\/|^# /m);
    expect(text).not.toContain('**Approved**');
    expect(citations(message)).toHaveLength(1);
  });

  it('is no longer than Teams takes; what is left out is told, and every mark has its passage', () => {
    const many = Array.from({ length: 8 }, (_, at) =>
      said(`${at} ${'*leak* '.repeat(600)}`, { id: `policy:a#s${at}` }),
    );
    const message = documentMessage(answered(many), 'en', {});
    expect(message.text?.length).toBeLessThan(20_000);
    expect(message.text).toMatch(/\d more passages speak of it/);
    const marks = message.text?.match(/(?<!\\)\[\d+\]/g) ?? [];
    expect(marks).toHaveLength(citations(message).length);
    expect(citations(message).length).toBeGreaterThan(0);
  });

  it('names the document beside each passage where there are several', () => {
    const documents = ['One.pdf', 'Two.pdf'].map((name) => ({ id: name, name, sha256: '', statements: 1 }));
    const message = documentMessage(
      answered([said('A.', { name: 'One.pdf' }), said('B.', { name: 'Two.pdf', section: [] })], {
        searched: { documents, terms: [] },
      }),
      'es',
      {},
    );
    expect(message.text).toContain('sus documentos');
    expect(message.text).toContain('Two.pdf: página 3');
  });

  it('that says nothing of it is told with what was searched and what could not be read', () => {
    const message = documentMessage(answered([], { notes: ['3 pictures were not read.'] }), 'en', {
      behind: 'law_instead',
    });
    expect(message.text).toContain('**Ferry policy.docx does not say it**');
    expect(message.text).toContain('Searched: Ferry policy.docx (12 statements); for: leak.');
    expect(message.text).toContain('- 3 pictures were not read.');
    expect(message.text).toContain('The law is looked into instead');
    expect(citations(message)).toEqual([]);
  });
});
