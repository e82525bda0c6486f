import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvFile, csvWords } from '../../src/core/csv.ts';
import { readCsv } from '../read-csv.ts';

describe('a cell of words', () => {
  it('is written as it is, and quoted where RFC 4180 asks for it', () => {
    expect(csvWords('plain')).toBe('plain');
    expect(csvWords('')).toBe('');
    expect(csvWords('a, b')).toBe('"a, b"');
    expect(csvWords('she said "no"')).toBe('"she said ""no"""');
    expect(csvWords('one\ntwo')).toBe('"one\ntwo"');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t\'=1"'.replaceAll('"', '')],
    ['  =1', "'  =1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['＝1', "'＝1"],
    ['＠x', "'＠x"],
  ])('%j is never a formula', (words, written) => {
    expect(csvWords(words)).toBe(written);
  });

  it('is no formula behind a semicolon either, where Spanish settings divide the line', () => {
    expect(csvWords('within a day;=HYPERLINK("x")')).toBe('"within a day;\'=HYPERLINK(""x"")"');
    expect(csvWords('a; -b')).toBe("a; '-b");
    expect(csvWords('a\t@b')).toBe("a\t'@b");
    expect(csvWords('one; two')).toBe('one; two');
  });

  it('gives back what was written, whatever it was, and begins no formula', () => {
    const words = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '"', ',', ';', '\t', '\r', '\n', ' ', 'a', 'ñ'),
    });
    fc.assert(
      fc.property(fc.array(fc.array(words, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (lines) => {
        const read = readCsv(csvFile(lines.map((cells) => cells.map(csvWords))));
        expect(read.map((cells) => cells.length)).toEqual(lines.map((cells) => cells.length));
        for (const [row, cells] of read.entries())
          for (const [column, cell] of cells.entries()) {
            expect(cell).not.toMatch(/^\s*[=+\-@]/);
            expect(cell.replaceAll("'", '')).toBe(lines[row]?.[column]);
          }
      }),
    );
  });

  it('takes time that grows with its length alone', () => {
    const began = performance.now();
    csvWords(' '.repeat(200_000));
    csvWords(';"'.repeat(100_000));
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
