import { describe, expect, it } from 'vitest';
import { formOf } from '../../../src/regulations/importers/forms.ts';
import { importLaw } from '../../../src/regulations/importers/import-law.ts';
import { law, lawFolder } from './law-fixtures.ts';

describe('formOf', () => {
  it('tells every form by its content', () => {
    expect(formOf(law('farol-ley.md'))).toBe('boe-markdown');
    expect(formOf(law('lantern-oj.html'))).toBe('oj-xhtml');
    expect(formOf(law('lantern-consolidated.html'))).toBe('consolidated-xhtml');
    expect(lawFolder('lantern-formex').map(({ text }) => formOf(text))).toEqual(
      lawFolder('lantern-formex').map(() => 'formex'),
    );
    expect(formOf('{"celex_id": "32031R0077"}')).toBe('eu-json');
  });

  it('does not mind a byte order mark, white space and Windows line ends in front', () => {
    expect(formOf('\ufeff---\r\nidentifier: x\r\n---')).toBe('boe-markdown');
    expect(formOf('\n\n  {')).toBe('eu-json');
    expect(formOf('\ufeff<?xml version="1.0"?>\n<ACT>')).toBe('formex');
  });

  it('knows no form for other words', () => {
    expect(['', 'Light.', '<svg></svg>', '-- no front matter', '<ACTION>'].map(formOf)).toEqual(
      Array(5).fill(undefined),
    );
  });
});

describe('importLaw', () => {
  it.each([
    ['a JSON file that is no law', '{"type":"Feature"}', /the field full_name is wrong/],
    ['an array', '[]', /the field \(whole file\) is wrong/],
    ['front matter without an identifier', '---\ntitle: "Otra"\n---\nLuz.', /no BOE identifier/],
    ['a page that is no law', `<html><body>${'Light. '.repeat(100)}</body></html>`, /no title of an act/],
    ['words', 'Light.', /in no form that can be read/],
    ['nothing', ' ', /is empty/],
  ])('says what is wrong with %s', async (_what, text, why) => {
    const [result] = await importLaw([{ name: 'x', text }], 'x');
    expect(result).toMatchObject({
      file: 'x',
      failure: { code: 'invalid_input', message: expect.stringMatching(why) },
    });
  });
});
