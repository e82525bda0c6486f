import { createDocumentReader } from '../../src/adapters/documents/document-reader.ts';
import { readDocument } from '../../src/adapters/documents/read-document.ts';
import { DOCUMENT_LIMITS } from '../../src/documents/document-reader.ts';
import { findStatements } from '../../src/documents/find-statements.ts';
import { HEADINGS, makeDocx, outlineList, p, table } from '../adapters/documents/make-docx.ts';
import { column, makePdf } from '../adapters/documents/make-pdf.ts';
import { type BenchRow, p50 } from './bench-row.ts';

const PAGES = 200;
const LINES = 45;
const RUNS = 5;

function line(number: number): string {
  return `Each warden shall count lamp ${number} at dusk and shall note in ledger ${number % 97} what burns, within ${number % 24} hours`;
}

/** Two hundred pages in one column, with a header, a page number and a numbered heading each. */
function pdf(): Uint8Array {
  const page = (number: number) => [
    { x: 60, y: 30, text: 'Bank of Lanterns - internal', size: 8 },
    { x: 280, y: 815, text: `Page ${number} of ${PAGES}`, size: 8 },
    { x: 60, y: 80, text: `${number}. Lamps of ward ${number}`, size: 14 },
    ...column(
      60,
      110,
      Array.from({ length: LINES }, (_, at) => `${line(number * LINES + at)}${at % 3 === 2 ? '.' : ','}`),
      9,
    ),
  ];
  return makePdf(
    Array.from({ length: PAGES }, (_, at) => page(at + 1)),
    { packed: true },
  );
}

/** Headings, paragraphs, items and a table, again and again. */
function docx(): Uint8Array {
  const ward = (number: number): string =>
    [
      p(`Ward ${number}`, 'Ttulo1'),
      ...Array.from({ length: 12 }, (_, at) => p(`${line(number * 12 + at)}. ${line(number + at)}.`)),
      ...Array.from({ length: 6 }, (_, at) => p(line(number * 6 + at), undefined, [1, 2])),
      table(Array.from({ length: 6 }, (_, row) => [`Lamp ${row}`, `${row} hours`, line(row)])),
    ].join('');
  return makeDocx({
    styles: HEADINGS,
    numbering: outlineList(),
    body: Array.from({ length: 150 }, (_, at) => ward(at)).join(''),
  });
}

/** Reading documents in this thread, then as the desk does, and asking one of them. */
export async function documentsBench(): Promise<readonly BenchRow[]> {
  const [pages, words] = [pdf(), docx()];
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const started = performance.now();
      await work();
      times.push(performance.now() - started);
    }
    return p50(times);
  };
  const read = await readDocument(pages, 'lamps.pdf', DOCUMENT_LIMITS);
  const before = process.memoryUsage.rss();
  const pdfTime = await timed(() => readDocument(pages, 'lamps.pdf', DOCUMENT_LIMITS));
  const docxTime = await timed(() => readDocument(words, 'lamps.docx', DOCUMENT_LIMITS));
  const grown = Math.max(0, process.memoryUsage.rss() - before) / 1_048_576;
  const threadTime = await timed(() => createDocumentReader().read(Buffer.from('Lamps burn at dusk.'), 'lamps.txt'));
  const askTime = await timed(async () => findStatements(read, 'Within how many hours is lamp 77 noted?'));
  const xml = 1_048_576;
  return [
    {
      name: 'documents: read a PDF of 200 pages',
      value: (PAGES / pdfTime) * 1_000,
      unit: 'pages/s',
      note: `${read.statements.length} statements`,
    },
    {
      name: 'documents: read a DOCX',
      value: (unpackedSize(words) / xml / docxTime) * 1_000,
      unit: 'MB/s',
      note: `${(unpackedSize(words) / xml).toFixed(1)} MB of XML, ${(words.length / 1_024).toFixed(0)} KB packed`,
    },
    { name: 'documents: memory that reading grew by', value: grown, unit: 'MB', note: 'ceiling 768 a thread' },
    {
      name: 'documents: a thread for one short text',
      value: threadTime,
      unit: 'ms',
      note: 'from the sources; less when built',
    },
    {
      name: 'documents: ask one for its best statements',
      value: askTime,
      unit: 'ms',
      note: `${read.statements.length} statements`,
    },
  ];
}

/** What the archive's directory says that its parts unpack to. */
function unpackedSize(bytes: Uint8Array): number {
  const view = Buffer.from(bytes);
  let size = 0;
  for (let at = view.indexOf('PK\u0001\u0002'); at >= 0; at = view.indexOf('PK\u0001\u0002', at + 4))
    size += view.readUInt32LE(at + 24);
  return size;
}
