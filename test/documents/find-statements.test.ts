import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/documents/document.ts';
import { findStatements } from '../../src/documents/find-statements.ts';
import { markdownBlocks } from '../../src/documents/markdown-blocks.ts';
import { statementsOf } from '../../src/documents/statements.ts';

function document(text: string): Document {
  return {
    name: 'policy.md',
    kind: 'markdown',
    sha256: '0'.repeat(64),
    bytes: 1,
    notes: [],
    statements: statementsOf(markdownBlocks(text), 999),
  };
}

const ENGLISH = document(`# Lamp policy

## 1. Purpose
Lamps burn at dusk. They comfort all staff.

## 2. Duties
### 2.1 Lighting
The warden lights each lamp.
### 2.2 Reporting
The warden reports an outage to the guild within four hours.
The clerk keeps ledgers for five years.

## 3. Steps
The warden must:
- shut the vault;
- ring the bell.

## Annex B
| Kind | Deadline |
|---|---|
| major outage | 4 hours |
| minor outage | 1 day |
`);

const SPANISH = document(`# Política de faroles

## 1. Objeto
Los faroles se encienden al anochecer.

## 2. Obligaciones
El farolero comunicará las averías al gremio en un plazo de cuatro horas.
Las pólizas se conservarán durante cinco años.
`);

function found(question: string, of = ENGLISH, limit?: number): readonly string[] {
  return findStatements(of, question, limit === undefined ? {} : { limit }).map(({ statement }) => statement.text);
}

describe('finding statements', () => {
  it('compares words by their stems, accents and case aside, in both languages', () => {
    expect(found('When must OUTAGES be reported?')[0]).toBe(
      'The warden reports an outage to the guild within four hours.',
    );
    expect(found('how long is the ledger kept?')[0]).toBe('The clerk keeps ledgers for five years.');
    expect(found('¿En qué plazo se comunica una averia?', SPANISH)[0]).toMatch(/^El farolero comunicará/);
    expect(found('conservacion de polizas', SPANISH)).toEqual(['Las pólizas se conservarán durante cinco años.']);
  });

  it('tells what of the question each has, and ranks by it', () => {
    const [first, second] = findStatements(ENGLISH, 'outage deadline for the guild');
    expect(first?.matched.length).toBeGreaterThan(1);
    expect(first?.score).toBeGreaterThan(second?.score ?? 1);
    expect(findStatements(ENGLISH, 'major outage')[0]).toMatchObject({ score: 1, matched: ['major', 'outage'] });
    for (const { score } of findStatements(ENGLISH, 'lamp warden vault')) expect(score).toBeLessThanOrEqual(1);
  });

  it('finds none where nothing but the asking matches', () => {
    for (const question of [
      '',
      '?',
      'what is it about',
      'what does the policy say',
      'What does this document say about dragons?',
      '¿Qué dice la política sobre los dragones?',
      'capital of France',
    ])
      expect(found(question)).toEqual([]);
    expect(found('dragones', SPANISH)).toEqual([]);
  });

  it('gives the statements of a section that is named, in reading order, and none where there is no such section', () => {
    expect(found('What does section 2 say?')).toEqual([
      'The warden lights each lamp.',
      'The warden reports an outage to the guild within four hours.',
      'The clerk keeps ledgers for five years.',
    ]);
    expect(found('and section 2.1?')).toEqual(['The warden lights each lamp.']);
    expect(found('apartado 3')).toEqual(['The warden must:', 'shut the vault;', 'ring the bell.']);
    expect(found('Qué dice la sección 2', SPANISH)).toHaveLength(2);
    expect(found('what is in annex B?')).toEqual([
      'Kind: major outage; Deadline: 4 hours',
      'Kind: minor outage; Deadline: 1 day',
    ]);
    expect(found('what does section 9 say about lamps?')).toEqual([]);
    expect(found('annex C')).toEqual([]);
    expect(findStatements(ENGLISH, 'section 3: the bell?')[0]).toMatchObject({
      statement: { text: 'ring the bell.' },
      matched: ['section 3', 'bell'],
    });
  });

  it('takes an article for the law’s, unless the document has it', () => {
    expect(found('does it follow Article 2 on lamps?')[0]).toMatch(/[Ll]amp/);
    const own = document('# Statutes\n\n## Article 2. Lamps\nThey burn.\n\n## Article 3. Vaults\nThey are shut.');
    expect(found('what does article 3 say', own)).toEqual(['They are shut.']);
  });

  it('finds by headings and by what opens a list, less than by a statement’s own words', () => {
    expect(found('reporting', ENGLISH)).toHaveLength(2);
    const [own, above] = findStatements(ENGLISH, 'purpose of lamps');
    expect(own?.statement.text).toBe('Lamps burn at dusk.');
    expect(above?.score).toBeLessThan(own?.score ?? 0);
  });

  it('gives so many, and the same ones each time', () => {
    expect(found('warden', ENGLISH, 2)).toHaveLength(2);
    expect(found('warden', ENGLISH, 0)).toEqual([]);
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (question) => {
        const once = findStatements(ENGLISH, question);
        expect(findStatements(ENGLISH, question)).toEqual(once);
        for (const { score, matched } of once) {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(matched.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('answers a question of any length in time', () => {
    const started = performance.now();
    findStatements(ENGLISH, 'section 1 '.repeat(20_000));
    findStatements(ENGLISH, 'lamp '.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
