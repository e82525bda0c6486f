import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOfActs } from '../../mcp/acts-of-uri.ts';
import { readRegulationUri, writeRegulationUri } from '../../mcp/regulation-uri.ts';

describe('an address of law', () => {
  it.each([
    ['regulation://32022R2554/art_19/par_4', { act: '32022R2554', place: 'art_19/par_4' }],
    ['regulation://32022R2554/art_19?asOf=2025-01-17', { act: '32022R2554', place: 'art_19', asOf: '2025-01-17' }],
    ['regulation://BOE-A-2010-6737/art_42', { act: 'BOE-A-2010-6737', place: 'art_42' }],
    ['regulation://32022R2554', { act: '32022R2554' }],
    ['regulation://32022R2554/', { act: '32022R2554' }],
    ['regulation://32022R2554?asOf=2025-01-17', { act: '32022R2554', asOf: '2025-01-17' }],
    ['regulation://32022R2554/art%5F19', { act: '32022R2554', place: 'art_19' }],
  ])('%s is read', (uri, named) => {
    expect(readRegulationUri(uri)).toEqual(named);
  });

  it.each([
    ['', 'not of that form'],
    ['https://32022R2554/art_19', 'not of that form'],
    ['regulation:32022R2554', 'not of that form'],
    ['regulation:///art_19', 'not of that form'],
    ['regulation://32022R2554/art_19#x', 'not of that form'],
    ['regulation://ana:secret@32022R2554/art_19', 'no number of an act'],
    ['regulation://32022R2554:80/art_19', 'no number of an act'],
    ['regulation://dora/art_19', 'no number of an act'],
    ['regulation://32022R2554/../secrets', 'no place'],
    ['regulation://32022R2554//art_19', 'no place'],
    ['regulation://32022R2554/art_19/', 'no place'],
    ['regulation://32022R2554/art_19%00', 'no place'],
    ['regulation://32022R2554/art_19%2Fpar_4%0A', 'no place'],
    ['regulation://32022R2554/Article 19', 'no place'],
    ['regulation://32022R2554/art_19%', 'percent'],
    ['regulation://32022R2554/art_19?asOf=2026-02-30', 'asOf is a day'],
    ['regulation://32022R2554/art_19?asOf=', 'asOf is a day'],
    ['regulation://32022R2554/art_19?asOf=2025-01-17&asOf=2026-01-17', 'asOf alone'],
    ['regulation://32022R2554/art_19?tenant=other', 'asOf alone'],
    ['regulation://32022R2554/art_19?', 'asOf alone'],
    [`regulation://32022R2554/${'art_1/'.repeat(5_000)}`, 'too long'],
  ])('%s is refused, with why and an example', (uri, why) => {
    expect(() => readRegulationUri(uri)).toThrow(why);
    expect(() => readRegulationUri(uri)).toThrow('regulation://32022R2554/art_19/par_4');
  });

  const act = fc.constantFrom('32022R2554', 'BOE-A-2010-6737', '32014R0910', '52020PC0595');
  const element = fc.constantFrom('par_1', 'par_12a', 'pnt_a', 'sub_2', 'pnt_iv', 'idt_1');
  const place = fc
    .tuple(fc.constantFrom('art_1', 'art_4bis', 'rct_26', 'anx_3', 'dad_unica'), fc.array(element, { maxLength: 4 }))
    .map(([top, inner]) => [top, ...inner].join('/'));
  const asOf = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.record({ act, place, asOf }, { requiredKeys: ['act'] }), (named) => {
        expect(readRegulationUri(writeRegulationUri(named))).toEqual(named);
      }),
    );
  });

  it('is read or refused, whatever it holds: nothing else comes of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const uri of [text, `regulation://${text}`, `regulation://32022R2554/${text}`])
          try {
            const named = readRegulationUri(uri);
            expect(named.act).toMatch(/^[A-Z0-9][A-Z0-9()_.-]+$/);
          } catch (error) {
            expect(error).toMatchObject({ code: 'invalid_input' });
          }
      }),
    );
  });

  it('stands in its act and in no other that begins alike', () => {
    expect(isOfActs('regulation://32022R2554/art_19', ['32022R2554'])).toBe(true);
    expect(isOfActs('regulation://32022R2554?asOf=2025-01-17', ['x', '32022R2554'])).toBe(true);
    expect(isOfActs('regulation://32022R25541/art_19', ['32022R2554'])).toBe(false);
    expect(isOfActs('https://32022R2554/art_19', ['32022R2554'])).toBe(false);
  });
});
