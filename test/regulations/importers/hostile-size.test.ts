import { describe, expect, it } from 'vitest';
import { importLaw } from '../../../src/regulations/importers/import-law.ts';
import { law } from './law-fixtures.ts';

/** Read once, each of these takes a moment; looked through again for each of its pieces, minutes. The time limit tells. */
const LIMIT = 20_000;

async function outcome(text: string): Promise<number | string> {
  const [result] = await importLaw([{ name: 'suspect.file', text }], 'suspect.file');
  if (result === undefined) throw new Error('no result');
  return 'failure' in result ? result.failure.message : result.imported.nodes.length;
}

const times = (unit: string, size: number): string => unit.repeat(Math.ceil(size / unit.length));
const boe = (body: string): string =>
  `---\nidentifier: "BOE-A-2031-777"\nrank: "ley"\ntitle: "Ley"\n---\n\n##### Artículo 1. Uno.\n\n${body}`;
const json = (text: string): string =>
  JSON.stringify({
    full_name: 'Regulation (EU) 2031/77',
    celex_id: '32031R0077',
    articles: [
      { number: '1', text },
      { number: '2', text: 'Light.' },
    ],
  });
const formex = (body: string): string => law('lantern-formex/act.fmx.xml').replace('fog hides them', body);
const page = (body: string): string => law('lantern-oj.html').replace('</body>', `${body}</body>`);

describe('long hostile files are refused', { timeout: LIMIT }, () => {
  it.each([
    ['a tag of a page without an end', `<html>${times('<div class="eli-subdivision" ', 80_000)}`, /cut short/],
    ['elements of a page that are never closed', page(times('<b>', 2_000_000)), /200 deep, or does not close/],
    ['elements with foreign ends', page(times('<b></i>', 2_000_000)), /200 deep, or does not close/],
    ['elements that close in a value', page(times('<b x="/>">', 3_000_000)), /200 deep, or does not close/],
    ['tags without an end in XML', `<ACT >${times('<', 400_000)}`, /not well-formed/],
    ['a DOCTYPE again and again', `<ACT >${times('<!DOCTYPE', 600_000)}`, /not well-formed/],
    ['one heading again and again', boe(times('# Artículo 1\n', 600_000)), /stands more than 100 times/],
    ['lists inside lists', boe(times('a) Una:\n', 120_000)), /more than 50 deep/],
    ['lists inside lists in JSON', json(times('(a)\nUna:\n', 120_000)), /more than 50 deep/],
    ['too many provisions', boe(times('a\n', 202_000)), /holds 101,\d{3} provisions; no act has more than 100,000/],
  ])('%s', async (_what, text, why) => {
    const message = await outcome(text);
    expect(message).toMatch(why);
    expect(String(message).length).toBeLessThan(600);
  });
});

describe('long files of one piece are read', { timeout: LIMIT }, () => {
  const LINES = 20_000;
  it.each([
    ['points in Markdown', boe('a) Una.\n'.repeat(LINES)), LINES + 1],
    ['plain lines in Markdown', boe('Una.\n'.repeat(LINES)), LINES + 1],
    // Each plain line is a further block of the point above it, or of the article.
    ['points and plain lines in Markdown', boe(`b) Una.\n${'Otra.\ni) Una.\n'.repeat(LINES)}`), 2 * LINES + 2],
    ['annexes in Markdown', boe('ANEXO\n'.repeat(4 * LINES)), 4 * LINES + 1],
    ['points in JSON', json('(a)\nUna.\n'.repeat(LINES)), LINES + 2],
    ['plain lines in JSON', json('Una.\n'.repeat(LINES)), LINES + 2],
    ['a long blank in JSON', json(`Una${'\u00a0'.repeat(400_000)}(x`), 2],
    ['a long blank behind a quotation in JSON', json(`Una:\n‘a\n’${' '.repeat(400_000)}x`), 4],
  ])('%s', async (_what, text, count) => {
    expect(await outcome(text)).toBe(count);
  });

  it('a number of many digits, and a long blank, in Formex and on a page', async () => {
    const nodes = await outcome(law('lantern-formex/act.fmx.xml'));
    expect(await outcome(formex(`<FT TYPE="NUMBER">${'1'.repeat(400_000)}</FT>`))).toBe(nodes);
    const onPage = await outcome(law('lantern-oj.html'));
    expect(await outcome(law('lantern-oj.html').replace('shall keep', `shall${' '.repeat(400_000)}keep`))).toBe(onPage);
  });
});
