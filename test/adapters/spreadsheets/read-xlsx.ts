import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';

export interface ReadCell {
  /** `C2`. */
  readonly at: string;
  /** As Excel shows it; numbers and days as they are stored. */
  readonly value: string | number;
  readonly kind: 'words' | 'number';
  /** `#RRGGBB`. */
  readonly fill?: string;
  readonly wrap: boolean;
  readonly format?: string;
}

export interface ReadSheet {
  readonly name: string;
  readonly xml: string;
  readonly cells: ReadonlyMap<string, ReadCell>;
  readonly rows: readonly (readonly ReadCell[])[];
}

type Node = Record<string, unknown>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  isArray: (name) => ['sheet', 'row', 'c', 'si', 'xf', 'fill', 'numFmt'].includes(name),
});

/** Opens a file of Excel by its XML, so that tests see what Excel sees. */
export function readXlsx(file: Uint8Array): {
  readonly files: Readonly<Record<string, string>>;
  readonly sheets: readonly ReadSheet[];
} {
  const files = Object.fromEntries(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]));
  const parsed = (name: string): Node => parser.parse(files[name] ?? '') as Node;
  const strings = list(under(parsed('xl/sharedStrings.xml'), 'sst')['si']).map(({ t }) => unescaped(t));
  const styles = under(parsed('xl/styles.xml'), 'styleSheet');
  const looks = list(under(styles, 'cellXfs')['xf']);
  const fills = list(under(styles, 'fills')['fill']);
  const formats = list(under(styles, 'numFmts')['numFmt']);
  const names = list(under(under(parsed('xl/workbook.xml'), 'workbook'), 'sheets')['sheet']).map(({ name }) =>
    String(name),
  );
  return {
    files,
    sheets: names.map((name, index) => {
      const path = `xl/worksheets/sheet${index + 1}.xml`;
      const rows = list(under(under(parsed(path), 'worksheet'), 'sheetData')['row']).map((row) =>
        list(row['c']).map((cell) => readCell(cell)),
      );
      return { name, xml: files[path] ?? '', rows, cells: new Map(rows.flat().map((cell) => [cell.at, cell])) };
    }),
  };

  function readCell(cell: Node): ReadCell {
    const look = looks[Number(cell['s'])] ?? {};
    const fill = fills[Number(look['fillId'] ?? 0)];
    const color = under(under(fill ?? {}, 'patternFill'), 'fgColor')['rgb'];
    const format = formats.find(({ numFmtId }) => numFmtId === look['numFmtId'])?.['formatCode'];
    const written = cell['v'];
    const words = cell['t'] === 's';
    return {
      at: String(cell['r']),
      value: written === undefined ? '' : words ? (strings[Number(written)] ?? '?') : Number(written),
      kind: words ? 'words' : 'number',
      wrap: under(look, 'alignment')['wrapText'] === '1',
      ...(color === undefined ? {} : { fill: `#${String(color).slice(2).toLowerCase()}` }),
      ...(format === undefined ? {} : { format: String(format) }),
    };
  }
}

/** ECMA-376, part 1, 22.9.2.19: `_x005F_` is an underscore. */
function unescaped(t: unknown): string {
  const text = typeof t === 'string' ? t : String((t as Node | undefined)?.['#text'] ?? '');
  return text.replace(/_x([0-9a-f]{4})_/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function under(node: Node, name: string): Node {
  const child = node[name];
  return typeof child === 'object' && child !== null ? (child as Node) : {};
}

function list(children: unknown): readonly Node[] {
  return Array.isArray(children) ? (children as Node[]) : [];
}
