import { describe, expect, it } from 'vitest';
import { deadlinesOf, marksBetween } from '../../../src/regulations/changes/marks.ts';

describe('a change of modality', () => {
  it.each([
    ['The warden may inspect the vault.', 'The warden must inspect the vault.'],
    ['The warden shall inspect the vault.', 'The warden should inspect the vault.'],
    ['The warden shall inspect the vault.', 'The warden shall not inspect the vault.'],
    ['The warden may inspect the vault.', 'The warden may not inspect the vault.'],
    ['Guilds are required to keep a seal.', 'Guilds may keep a seal.'],
    ['El guardián podrá inspeccionar la bóveda.', 'El guardián deberá inspeccionar la bóveda.'],
    ['Los gremios deberán llevar un registro.', 'Los gremios podrán llevar un registro.'],
    ['Los gremios podrán ceder el sello.', 'Los gremios no podrán ceder el sello.'],
    ['Los gremios no estarán obligados a comunicar.', 'Los gremios estarán obligados a comunicar.'],
    ['Guilds are not required to report.', 'Guilds are required to report.'],
  ])('is marked: %s → %s', (before, after) => {
    expect(marksBetween(before, after)).toEqual(['modality']);
  });

  it.each([
    ['The warden shall inspect the vault.', 'The warden must inspect the vault.'],
    ['The warden shall inspect the vault.', 'The warden shall inspect the vault and the quay.'],
    [
      'The warden may inspect the vault.',
      'The warden may inspect the vault. Guilds shall assist the warden in this task.',
    ],
    ['El guardián podrá inspeccionar la bóveda.', 'El guardián podrá inspeccionar las bóvedas del puerto.'],
  ])('is none: %s → %s', (before, after) => {
    expect(marksBetween(before, after)).toEqual([]);
  });
});

describe('a change of a deadline', () => {
  it.each([
    ['within three days', 'within five days'],
    ['within 72 hours', 'within 3 days'],
    ['within 10 days', 'within 10 working days'],
    ['within a week of the fire', 'within two weeks of the fire'],
    ['without undue delay', 'within 24 hours'],
    ['by 17 January 2025', 'by 17 January 2026'],
    ['en el plazo de un mes', 'en el plazo de tres meses'],
    ['en diez días hábiles', 'en diez días naturales'],
    ['sin dilación indebida', 'en veinticuatro horas'],
    ['report the fire', 'report the fire within four hours'],
    ['a report quarterly', 'a report annually'],
    ['un informe trimestral', 'un informe semestral'],
    ['within a month', 'within a week'],
    ['by 30 June of each year', 'by 31 July of each year'],
    ['a ten-year seal', 'a five-year seal'],
    ['the first in 24 hours, the second in 72 hours', 'the first in 72 hours, the second in 24 hours'],
    ['by 25 May 2098', 'by 25 June 2098'],
  ])('is marked: %s → %s', (before, after) => {
    expect(marksBetween(before, after)).toEqual(['deadline']);
  });

  it.each([
    ['en tres días', 'en 3 días'],
    ['within twenty-four hours', 'within 24 hours'],
    ['treinta y un días', '31 días'],
    ['within 10 business days', 'within ten working days'],
    ['Regulation 2099/1 of 3 March 2031', 'Regulation 2098/2 of 4 April 2030'],
    ['the vault', 'the great vault'],
  ])('is none: %s → %s', (before, after) => {
    expect(marksBetween(before, after)).toEqual([]);
  });

  it('is told by value', () => {
    expect(deadlinesOf('within three (3) working days, and at the latest in two years, immediately')).toEqual([
      '3 working day',
      '2 year',
      'promptly',
    ]);
    expect(deadlinesOf('en el plazo máximo de cuarenta y cinco días naturales')).toEqual(['45 day']);
  });
});
