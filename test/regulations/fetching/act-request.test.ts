import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { readActRequest } from '../../../src/regulations/fetching/act-request.ts';
import { createActNames } from '../../../src/regulations/mentions/act-names.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';

const names = createActNames(ACT_REGISTER, []);
const read = (text: string) => readActRequest(text, names);

describe('an act that is to be fetched', () => {
  it.each<[string, object]>([
    ['32022R2554', { act: '32022R2554' }],
    [' 32022r2554 ', { act: '32022R2554' }],
    ['02022R2554-20250101', { act: '32022R2554', consolidatedTo: '2025-01-01' }],
    ['DORA', { act: '32022R2554' }],
    ['dora', { act: '32022R2554' }],
    ['MiFID II', { act: '32014L0065' }],
    ['Regulation (EU) 2022/2554', { act: '32022R2554' }],
    ['Reglamento (UE) 2016/679', { act: '32016R0679' }],
    ['http://data.europa.eu/eli/reg/2022/2554/oj', { act: '32022R2554' }],
    ['https://data.europa.eu/eli/dir/2014/65/oj', { act: '32014L0065' }],
    ['http://data.europa.eu/eli/reg_del/2024/1774/oj', { act: '32024R1774' }],
    ['http://data.europa.eu/eli/reg/2013/575/2024-07-09', { act: '32013R0575', consolidatedTo: '2024-07-09' }],
    ['https://eur-lex.europa.eu/eli/reg/2022/2554/oj/eng', { act: '32022R2554', language: 'en' }],
    ['https://eur-lex.europa.eu/eli/reg/2022/2554/oj/spa', { act: '32022R2554', language: 'es' }],
    ['https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32022R2554', { act: '32022R2554', language: 'en' }],
    [
      'https://eur-lex.europa.eu/legal-content/ES/TXT/HTML/?uri=CELEX%3A32022R2554&qid=1',
      { act: '32022R2554', language: 'es' },
    ],
    ['https://eur-lex.europa.eu/legal-content/ALL/?uri=celex:32022R2554', { act: '32022R2554' }],
    [
      'https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02014R0910-20241018',
      { act: '32014R0910', consolidatedTo: '2024-10-18', language: 'en' },
    ],
    ['http://publications.europa.eu/resource/celex/32022R2554', { act: '32022R2554' }],
  ])('is understood: %s', (text, request) => {
    expect(read(text)).toEqual(request);
  });

  it.each<[string, RegExp]>([
    ['BOE-A-2010-6737', /BOE.*not fetched.*add the file/],
    ['Ley 10/2010', /BOE.*not fetched/],
    ['62014CJ0362', /not the number of a regulation/],
    ['https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:62014CJ0362', /not the number of a regulation/],
    ['12016E267', /not the number of a regulation|no act/i],
    ['https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=OJ:L_202400903', /Official Journal and not an act.*CELEX/],
    ['https://eur-lex.europa.eu/homepage.html', /No act can be told/],
    ['http://data.europa.eu/eli/C/2024/1234/oj', /not the ELI|No act/],
    ['the moon', /names no act that is known/],
    ['', /names no act/],
    ['DORA and GDPR', /several acts/],
  ])('is refused, with what to give instead: %s', (text, why) => {
    expect(() => read(text)).toThrow(why);
  });

  it('answers whatever is typed with an act or an error of ours', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
        try {
          expect(read(text).act).toMatch(/^3\d{4}[RLD]\d{4,5}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
