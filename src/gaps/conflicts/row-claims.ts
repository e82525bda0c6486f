import { foldText } from '../../core/text.ts';
import type { TableRow } from '../../documents/document.ts';
import { deadlinesIn } from '../norms/deadlines.ts';
import type { Deadline } from '../norms/norm.ts';
import { casesIn } from './cases.ts';
import type { Claim, Settled } from './claim.ts';
import { partyOf } from './parties.ts';
import { baseOf, type Place, tidy } from './place.ts';
import { boundOf } from './values.ts';

type Column = 'retention' | 'frequency' | 'deadline' | 'owner';

/** What a column settles, by its header; the first that fits. */
const COLUMNS: readonly (readonly [Column, RegExp])[] = [
  ['retention', /\b(?:retention|retain|kept|keep|storage period|conservacion|conservar|se conserva|retencion)/],
  [
    'frequency',
    /\b(?:frequency|how often|periodicity|review cycle|reviewed|review|interval|periodicidad|frecuencia|cada cuanto|revision)/,
  ],
  ['deadline', /\b(?:deadline|time ?limit|within|due|time to|timeframe|plazo|tiempo de)/],
  [
    'owner',
    /^(?:owner|responsible|responsible (?:person|unit|party|function)|accountable|responsable|propietario|titular)$/,
  ],
];
/** Who reads the table for the document itself: "Owner | Chief Risk Officer". */
const OF_DOCUMENT = /^(?:field|property|attribute|metadata|campo|dato|document control)$/;
const PLAIN = /^[\p{L}\p{N}\s.,'’()-]{1,60}$/u;

/** What a row of a table settles of the thing in its first cell. */
export function rowClaims(place: Place, row: TableRow): readonly Claim[] {
  const { headers, cells } = row;
  const first = cells[0] ?? '';
  if (first.trim() === '' || first.length > 160 || OF_DOCUMENT.test(foldText(headers[0] ?? ''))) return [];
  const table = `${place.policy}\n${place.statement.section.join('\n')}\n${headers.join('\n')}`;
  return cells.flatMap((cell, at): readonly Claim[] => {
    if (at === 0 || cell.trim() === '') return [];
    const settled = settledIn(place, foldText(headers[at] ?? ''), cell);
    if (settled === undefined) return [];
    return [claim(place, first, settled, headers[at] ?? '', { table, first: foldText(first) })];
  });
}

const LABELLED = /^(?<label>[\p{L}][^:;.]{2,80}?)(?:: | [–—-] )(?<value>[^:;]{2,60}?)\.?$/u;
const KEEPS = /\b(?:retention|retain|kept|keep|stored|conserv|retencion)/;

/** "Security logs: five years", in a list or under a heading that is about keeping. */
export function labelledClaims(place: Place): readonly Claim[] {
  const { label, value } = LABELLED.exec(place.statement.text)?.groups ?? {};
  if (label === undefined || value === undefined) return [];
  const above = foldText(`${place.statement.leadIn ?? ''} ${place.statement.section.at(-1) ?? ''}`);
  if (!KEEPS.test(above)) return [];
  const settled = settledIn(place, 'retention', value);
  return settled === undefined ? [] : [claim(place, label, settled, '', undefined)];
}

/** What a header says of the time itself is no word of the matter. */
const OFTEN =
  /\b(?:frequency|how often|periodicity|cycle|interval|period|deadline|time ?limit|within|due|timeframe|at least|minimum|owner|responsible|person|unit|function|periodicidad|frecuencia|plazo|periodo|cada cuanto|responsable|titular|propietario)\b/gi;

interface InRow {
  readonly settled: Settled;
  readonly says: string;
}

function claim(place: Place, first: string, { settled, says }: InRow, header: string, row: Claim['row']): Claim {
  const bare = first.replace(/\([^()]{0,200}\)/g, ' ');
  const whole = `${bare} ${header.replace(OFTEN, ' ')}`;
  const base = baseOf(place, whole, first, (start) => start >= bare.length);
  return {
    ...base,
    settled,
    says,
    words: tidy(first),
    cases: casesIn(first),
    event: [],
    conditions: [],
    exceptions: [],
    ...(row === undefined ? {} : { row }),
  };
}

function settledIn(place: Place, header: string, cell: string): InRow | undefined {
  const column = COLUMNS.find(([, pattern]) => pattern.test(header))?.[0];
  if (column === undefined) return undefined;
  if (column === 'owner') {
    const key = partyOf(cell, place.language, place.reader);
    return key === undefined ? undefined : { settled: { kind: 'owner', key }, says: cell };
  }
  if (!PLAIN.test(cell)) return undefined;
  const deadline = timeIn(place, column, cell);
  if (deadline === undefined) return undefined;
  const kind = deadline.kind === 'recurring' ? 'frequency' : column === 'retention' ? 'retention' : 'deadline';
  if (column !== kind) return undefined;
  return { settled: { kind, deadline, bound: boundOf(deadline.kind, cell) }, says: cell };
}

const LEADS = {
  en: { retention: 'kept for ', deadline: 'within ' },
  es: { retention: 'se conserva durante ', deadline: 'en ' },
};

/** The time of a cell, which has its number without the words around it. */
function timeIn({ language }: Place, column: Exclude<Column, 'owner'>, cell: string): Deadline | undefined {
  const lower = foldText(cell).trim();
  const lead = column === 'frequency' ? '' : LEADS[language][column];
  const read = deadlinesIn(
    /^(?:for|within|durante|en) /.test(lower) && column !== 'retention' ? lower : `${lead}${lower}`,
    language,
  );
  const wanted = column === 'frequency' ? 'recurring' : column === 'retention' ? 'retention' : 'within';
  const [found, second] = read.filter(({ kind, iso }) => kind === wanted && iso !== null);
  return second === undefined ? found : undefined;
}
