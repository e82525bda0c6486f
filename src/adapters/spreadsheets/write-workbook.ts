import writeExcelFile, { type CellObject, type Feature, type Sheet as WrittenSheet } from 'write-excel-file/node';
import { AppError } from '../../core/errors.ts';
import { beginningOf } from '../../core/text.ts';
import type { Cell, Look, Sheet, Workbook } from '../../gaps/report/workbook.ts';

/** What Excel takes: "Excel specifications and limits", Microsoft. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const MOST_CHARACTERS = 32_767;
const MOST_LINE_ENDS = 253;
const MOST_IN_NAME = 31;

const FONT = { fontFamily: 'Calibri', fontSize: 11 } as const;
const FORMATS = { percent: '0%', day: 'yyyy-mm-dd', minute: 'yyyy-mm-dd hh:mm' } as const;

type Content = Parameters<typeof writeExcelFile>[0] extends readonly WrittenSheet<infer C>[] ? C : never;

/**
 * A workbook as a file for Excel (Office Open XML, ECMA-376). Words are written as words: nothing in them is ever a
 * formula. What is too long for a cell is cut, with a sign that it is; what no cell can hold is left out.
 *
 * @throws AppError `invalid_input` for more rows or columns than a sheet has
 */
export async function writeWorkbook({ sheets }: Workbook): Promise<Uint8Array> {
  const names = sheetNames(sheets.map(({ name }) => name));
  const written = sheets.map((sheet, at) => sheetOf(sheet, names[at] ?? ''));
  const buffer = await writeExcelFile(written, { ...FONT, features: [filters(sheets)] }).toBuffer();
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

function sheetOf(sheet: Sheet, name: string): WrittenSheet<Content> {
  const { widths, frozen, rows, headerHeight } = sheet;
  const columns = Math.max(widths.length, ...rows.map((row) => row.length));
  if (rows.length > MOST_ROWS || columns > MOST_COLUMNS)
    throw new AppError(
      'invalid_input',
      `"${name}" would have ${rows.length} rows and ${columns} columns; a sheet of Excel has ${MOST_ROWS} and ${MOST_COLUMNS}. Narrow what is looked at, or write CSV.`,
    );
  return {
    sheet: name,
    data: rows.map((row, at) => row.map((cell) => cellOf(cell, at === 0 ? headerHeight : undefined))),
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: frozen.rows,
    stickyColumnsCount: frozen.columns,
    orientation: 'landscape',
  };
}

function cellOf({ value, look = {} }: Cell, height: number | undefined): CellObject {
  const style = { ...styleOf(look), ...(height === undefined ? {} : { height }) };
  if (value === null || value === '') return style;
  if (typeof value === 'string') return { ...style, value: cellText(value), type: String };
  if (typeof value === 'number')
    return Number.isFinite(value)
      ? { ...style, value, type: Number, ...formatOf(look) }
      : { ...style, value: String(value), type: String };
  return Number.isNaN(value.getTime()) ? style : { ...style, value, type: Date, format: FORMATS[look.format ?? 'day'] };
}

function formatOf({ format }: Look): { readonly format?: string } {
  return format === undefined ? {} : { format: FORMATS[format] };
}

function styleOf({ bold, italic, fill, color, wrap, align, size, upright }: Look): CellObject {
  return {
    alignVertical: upright === true ? 'bottom' : 'top',
    ...(bold === true ? { fontWeight: 'bold' as const } : {}),
    ...(italic === true ? { fontStyle: 'italic' as const } : {}),
    ...(fill === undefined ? {} : { backgroundColor: fill, borderColor: '#B8BEC5', borderStyle: 'thin' as const }),
    ...(color === undefined ? {} : { textColor: color }),
    ...(wrap === true ? { wrap: true } : {}),
    ...(align === undefined ? {} : { align }),
    ...(size === undefined ? {} : { fontSize: size }),
    ...(upright === true ? { textRotation: 90 } : {}),
  };
}

/** Control signs, halves of a sign and what is no sign: XML 1.0 has no way to write most of them. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|\p{Cs}/gu;
/** Read back as one sign (ECMA-376, part 1, 22.9.2.19, `ST_Xstring`), unless its first is written like that itself. */
const ESCAPE = /_(?=x[0-9a-f]{4}_)/gi;
const CUT = ' […]';

/** Words as a cell can hold them. */
function cellText(words: string): string {
  const clean = words.replace(UNWRITABLE, '').replace(/\r\n?/g, '\n');
  const written = cut(withFewLineEnds(clean)).replace(ESCAPE, '_x005F_');
  // The library looks words up in an object, where some are there before any is written: "constructor".
  return written in {} ? `${written} ` : written;
}

function cut(words: string): string {
  return words.length <= MOST_CHARACTERS ? words : beginningOf(words, MOST_CHARACTERS - CUT.length) + CUT;
}

function withFewLineEnds(words: string): string {
  const lines = words.split('\n');
  if (lines.length <= MOST_LINE_ENDS + 1) return words;
  return [...lines.slice(0, MOST_LINE_ENDS), lines.slice(MOST_LINE_ENDS).join(' ')].join('\n');
}

/** Names of tabs as Excel takes them: without `[]:*?/\`, no longer than 31, each once whatever its case. */
function sheetNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const clean = name
      .replace(UNWRITABLE, '')
      .replace(/[[\]:*?/\\\s]+/g, ' ')
      .replace(/^[' ]+|[' ]+$/g, '');
    const base = clean === '' || clean.toLowerCase() === 'history' ? `${clean} sheet`.trim() : clean;
    for (let number = 1; ; number += 1) {
      const ending = number === 1 ? '' : ` (${number})`;
      const tried = `${beginningOf(base, MOST_IN_NAME - ending.length).trimEnd()}${ending}`;
      if (taken.has(tried.toLowerCase())) continue;
      taken.add(tried.toLowerCase());
      return tried;
    }
  });
}

/** Filters above the columns, which the library does not know; they stand right behind the data (ECMA-376, CT_Worksheet). */
function filters(sheets: readonly Sheet[]): Feature<Content> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) => {
            const sheet = sheets[sheetIndex];
            const columns = sheet?.rows[0]?.length ?? 0;
            if (sheet?.filter !== true || columns === 0) return xml;
            const range = `A1:${columnLetters(columns)}${Math.max(sheet.rows.length, 1)}`;
            return xml.replace('</sheetData>', () => `</sheetData><autoFilter ref="${range}"/>`);
          },
        },
      },
    },
  };
}

/** `1` is A, `27` is AA. */
function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest === 0 ? '' : columnLetters(rest)) + String.fromCharCode(65 + ((column - 1) % 26));
}
