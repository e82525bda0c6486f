import { deflateSync } from 'node:zlib';

/** A text at a place of a page, in points from the left and from the top. */
export interface Written {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** 10 where not told. */
  readonly size?: number;
  /** Degrees, against the clock. */
  readonly turned?: number;
}

export interface PdfOptions {
  /** Further objects, by number from 100 on. */
  readonly objects?: Readonly<Record<number, string>>;
  /** Further entries of the catalogue, of the trailer, of each page. */
  readonly catalogue?: string;
  readonly trailer?: string;
  readonly page?: string;
  readonly title?: string;
  /** What /Count says, where it is not the truth. */
  readonly claims?: number;
  readonly packed?: boolean;
  readonly width?: number;
  readonly height?: number;
}

const SIZES: Readonly<Record<string, number>> = { width: 595, height: 842 };

/** A string of a PDF in WinAnsi: Latin-1, with what the standard fonts have beside it. */
function literal(text: string): string {
  const bytes = text.replace(/[–—‘’“”•€]/g, (sign) =>
    String.fromCharCode(
      { '–': 0x96, '—': 0x97, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '€': 0x80 }[sign] ?? 63,
    ),
  );
  return `(${bytes.replace(/[\\()]/g, '\\$&')})`;
}

/** A PDF of pages with text on them, in Helvetica, made by hand: what programs print, without a program. */
export function makePdf(pages: readonly (readonly Written[])[], options: PdfOptions = {}): Uint8Array {
  const { width = SIZES['width'], height = SIZES['height'] ?? 842 } = options;
  const objects = new Map<number, string>();
  const contents: [number, Buffer][] = [];
  const kids: string[] = [];
  for (const [at, texts] of pages.entries()) {
    const [page, content] = [1_000 + at * 2, 1_001 + at * 2];
    kids.push(`${page} 0 R`);
    objects.set(
      page,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${content} 0 R ${options.page ?? ''} >>`,
    );
    contents.push([content, Buffer.from(texts.map((text) => shown(text, height)).join('\n'), 'latin1')]);
  }
  objects.set(1, `<< /Type /Catalog /Pages 2 0 R ${options.catalogue ?? ''} >>`);
  objects.set(2, `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${options.claims ?? pages.length} >>`);
  objects.set(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  objects.set(4, `<< /Title ${literal(options.title ?? '')} >>`);
  for (const [number, body] of Object.entries(options.objects ?? {})) objects.set(Number(number), body);
  return written(objects, contents, options);
}

function shown({ x, y, text, size = 10, turned = 0 }: Written, height: number): string {
  const [cos, sin] = [Math.cos((turned * Math.PI) / 180), Math.sin((turned * Math.PI) / 180)];
  const matrix = [cos, sin, -sin, cos, x, height - y].map((value) => value.toFixed(3)).join(' ');
  return `BT /F1 ${size} Tf ${matrix} Tm ${literal(text)} Tj ET`;
}

/** Objects, table and trailer as ISO 32000-1 section 7.5 has them. */
export function written(
  objects: ReadonlyMap<number, string>,
  streams: readonly (readonly [number, Buffer, string?])[],
  { trailer = '', packed = false }: PdfOptions = {},
): Uint8Array {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  const offsets = new Map<number, number>();
  let length = pieces[0]!.length;
  const push = (piece: Buffer): void => {
    pieces.push(piece);
    length += piece.length;
  };
  for (const [number, body] of objects) {
    offsets.set(number, length);
    push(Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, 'latin1'));
  }
  for (const [number, content, dictionary] of streams) {
    offsets.set(number, length);
    const body = packed ? deflateSync(content) : content;
    const filter = packed ? '/Filter /FlateDecode' : '';
    push(Buffer.from(`${number} 0 obj\n<< /Length ${body.length} ${dictionary ?? filter} >>\nstream\n`, 'latin1'));
    push(body);
    push(Buffer.from('\nendstream\nendobj\n'));
  }
  const table = length;
  const lines = [...offsets]
    .sort(([a], [b]) => a - b)
    .map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`);
  push(
    Buffer.from(
      `xref\n0 1\n0000000000 65535 f \n${lines.join('')}trailer\n<< /Size ${Math.max(...offsets.keys()) + 1} /Root 1 0 R /Info 4 0 R ${trailer} >>\nstartxref\n${table}\n%%EOF\n`,
      'latin1',
    ),
  );
  return Uint8Array.from(Buffer.concat(pieces));
}

/** Lines under one another, from a place on. */
export function column(x: number, y: number, lines: readonly string[], size = 10, pitch = 1.2): readonly Written[] {
  return lines.map((text, at) => ({ x, y: y + at * size * pitch, text, size }));
}
