import { describe, expect, it } from 'vitest';
import { importConsolidatedXhtml } from '../../../src/regulations/importers/consolidated-xhtml.ts';
import { law, outline } from './law-fixtures.ts';

const page = law('lantern-consolidated.html');

describe('importConsolidatedXhtml', () => {
  it('bears the number of the act itself and the day of the consolidation', () => {
    const text = importConsolidatedXhtml(page, 'lantern.html');
    expect([text.act.id, text.consolidatedTo, text.language]).toEqual(['32031R0077', '2032-05-09', 'en']);
  });

  it('takes number and day from a file name that bears a consolidated CELEX number', () => {
    const untitled = page.replace(/<p class="(?:reference|title-doc-\w+)">.*?<\/p>/g, '');
    const text = importConsolidatedXhtml(untitled, '02031R0077-20320701.html');
    expect([text.act.id, text.consolidatedTo]).toEqual(['32031R0077', '2032-07-01']);
  });

  it('refuses a page that does not say which act it is', () => {
    const untitled = page.replace(/<p class="(?:reference|title-doc-\w+)">.*?<\/p>/g, '');
    expect(() => importConsolidatedXhtml(untitled, 'lantern.html')).toThrow(
      /lantern\.html does not say which act it is/,
    );
  });

  it('reads numbered paragraphs, grids, direct text, and inserted articles without an anchor', () => {
    const { nodes, warnings } = importConsolidatedXhtml(page, 'lantern.html');
    expect(outline(nodes)).toEqual([
      'art_1 [Article 1] {Duties}',
      'art_1/par_1 [1.] The harbour master shall keep:',
      'art_1/par_1/pnt_a [(a)] a lantern for each pier;',
      'art_1/par_1/pnt_b [(b)] a store of oil.',
      'art_1/par_2 [2.] Oil shall be clear.',
      'art_1a [Article 1a] {Wicks} Wicks shall be of cotton.',
      'art_2 [Article 2] {Amendment} The following Article is inserted:',
      'art_2/idt_1 ‘Article 9a Wicks shall burn.’',
      'anx_2 [ANNEX II] Hand lanterns only.',
    ]);
    expect(warnings).toEqual([]);
  });

  it('leaves out amendment marks, the disclaimer and the closing formula', () => {
    expect(JSON.stringify(importConsolidatedXhtml(page, 'lantern.html').nodes)).not.toMatch(
      /[▼►]|M8|documentation tool|binding/,
    );
  });
});

describe('the language of a consolidated page', () => {
  it('is the one its header names; others than English and Spanish are refused', () => {
    expect(importConsolidatedXhtml(page.replace('EN&nbsp;', 'ES&nbsp;'), 'lantern.html').language).toBe('es');
    expect(() => importConsolidatedXhtml(page.replace('EN&nbsp;', 'FR&nbsp;'), 'lantern.html')).toThrow(
      /lantern\.html is in the language "FR"/,
    );
  });
});
