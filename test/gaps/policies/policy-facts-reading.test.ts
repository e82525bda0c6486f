import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facts, SPANISH } from './made-policy.ts';

describe('reading facts', () => {
  const MONTHS = [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ];
  const MESES = [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ];

  it('gives a day back however it is written', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, number] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
        for (const written of [
          iso,
          `${number} ${MONTHS[month]} ${year}`,
          `${MONTHS[month]} ${number}, ${year}`,
          `${number}-${MONTHS[month]!.slice(0, 3)}-${year}`,
          `${number} de ${MESES[month]} de ${year}`,
        ])
          expect(facts(`Effective date: ${written}`).effective).toBe(iso);
        expect(facts(`Entrada en vigor: ${number}/${month + 1}/${year}`, SPANISH).effective).toBe(iso);
      }),
      { numRuns: 200 },
    );
  });

  it('invents no words, whatever a document holds', () => {
    const piece = fc.constantFrom(
      'Owner',
      'Version',
      ':',
      ' – ',
      '|',
      '3.1',
      'CISO',
      '1 March 2025',
      'Effective date',
      '.',
      ' ',
      'Propietario',
      'the',
      'Versión',
      '(',
      '\u202e',
      'Title',
    );
    const line = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 14 })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const { owner, version, title } = facts(...lines);
        const said = lines.join('\n');
        if (owner !== undefined) expect(said).toContain(owner);
        if (version !== undefined) expect(said).toContain(version);
        expect(title === 'lamps' || said.includes(title)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is done in time however a document is made', () => {
    const started = performance.now();
    for (const part of [
      'Owner: ',
      'Version ',
      'v',
      'Effective ',
      '1',
      ' ',
      '(',
      '[',
      'this policy is owned by ',
      'fecha de ',
      '|',
      '1 de ',
    ])
      facts(part.repeat(100_000), ...Array.from({ length: 200 }, () => part.repeat(1_500)));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
