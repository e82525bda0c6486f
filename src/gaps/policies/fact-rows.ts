import type { Statement, TableRow } from '../../documents/document.ts';
import { type FactName, factNamed } from './fact-names.ts';

/** A name and what stands for it, as printed. */
export interface NamedCell {
  readonly fact: FactName | 'other';
  readonly value: string;
}

/** Headers of a table of names and values. */
const NAMES_AND_VALUES =
  /^(?:fields?|items?|property|attributes?|elements?|details?|data|name|document\b.{0,40}|policy\b.{0,40}|version control|campos?|datos?|concepto|elementos?|atributos?|ficha\b.{0,40}|control\b.{0,40}|documento|pol[ií]tica)$/i;

/**
 * What tables say of the document that they stand in. Either each row is a name and its value, or one row of values stands
 * under its names; a table with several rows under such names is a history, or about something else.
 */
export function factsInRows(statements: readonly Statement[]): readonly NamedCell[] {
  return tablesOf(statements).flatMap((rows) => {
    const down = namesBeside(rows);
    return down.length > 0 ? down : namesAbove(rows);
  });
}

/** Rows that stand one behind the other under the same headers, each once however many statements it makes. */
function tablesOf(statements: readonly Statement[]): readonly (readonly TableRow[])[] {
  const tables: TableRow[][] = [];
  let last: TableRow | undefined;
  for (const { row } of statements) {
    if (row !== undefined) {
      const isSame = last !== undefined && same(row.headers, last.headers);
      if (!isSame) tables.push([row]);
      else if (last !== undefined && !same(row.cells, last.cells)) tables.at(-1)?.push(row);
    }
    last = row;
  }
  return tables;
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, at) => each === others[at]);
}

/** "Owner | Head of Lamps | Version | 3.1": where readers take the first row for headers, it is a row like the others. */
function namesBeside(rows: readonly TableRow[]): readonly NamedCell[] {
  const headers = rows[0]?.headers ?? [];
  const [first = '', second = ''] = headers;
  const isHeaded = headers.some((header) => header !== '');
  const isRow = isHeaded && factNamed(first) !== undefined && factNamed(second) === undefined;
  if (isHeaded && !isRow && first !== '' && first !== second && !NAMES_AND_VALUES.test(first.trim())) return [];
  const lines = [...(isRow ? [headers] : []), ...rows.map(({ cells }) => cells)];
  const named = lines.map(pairsOf);
  // Among roles or terms an owner is one of many: what is about the document has more to say.
  return named.filter((pairs) => pairs.length > 0).length >= Math.min(2, lines.length) ? named.flat() : [];
}

function pairsOf(cells: readonly string[]): readonly NamedCell[] {
  const pairs: NamedCell[] = [];
  for (let at = 0; at + 1 < cells.length; at += 2) {
    const [name = '', value = ''] = cells.slice(at, at + 2);
    const fact = factNamed(name);
    if (fact !== undefined && factNamed(value) === undefined) pairs.push({ fact, value });
  }
  return pairs;
}

/** "Version | Owner" above "3.1 | Head of Lamps", whether or not the first row was read as headers. */
function namesAbove(rows: readonly TableRow[]): readonly NamedCell[] {
  const headers = rows[0]?.headers ?? [];
  const isHeaded = headers.some((header) => header !== '');
  const [names, ...values] = isHeaded ? [headers, ...rows.map(({ cells }) => cells)] : rows.map(({ cells }) => cells);
  if (names === undefined || values.length !== 1) return [];
  const facts = names.map(factNamed);
  if (names.filter((name) => name !== '').length < 2) return [];
  if (names.some((name, at) => name !== '' && facts[at] === undefined)) return [];
  return facts.flatMap((fact, at) => (fact === undefined ? [] : [{ fact, value: values[0]?.[at] ?? '' }]));
}
