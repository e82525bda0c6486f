import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { docxParts, HEADINGS, makeDocx, outlineList, p, run, table } from './make-docx.ts';
import { column, makePdf, written } from './make-pdf.ts';
import { read, refusal, texts } from './reading.ts';

const BODY = p('Lamps burn at dusk.');
const DOCX = makeDocx({ body: BODY });

/** One field of the directory's entry of a part written over. */
function forged(archive: Uint8Array, name: string, field: number, size: number, value: number): Uint8Array {
  const view = Buffer.from(archive);
  let at = view.readUInt32LE(view.lastIndexOf('PK\u0005\u0006') + 16);
  for (;;) {
    const length = view.readUInt16LE(at + 28);
    if (view.toString('utf8', at + 46, at + 46 + length) === name) break;
    at += 46 + length + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  view.writeUIntLE(value, at + field, size);
  return Uint8Array.from(view);
}

const MAIN = 'word/document.xml';

describe('a hostile Word document', () => {
  const bomb = (): Uint8Array => {
    const parts = docxParts({ body: BODY });
    return zipSync({ ...parts, [MAIN]: [new Uint8Array(60_000_000).fill(32), { level: 9 }] });
  };
  const REFUSED: readonly (readonly [string, () => Uint8Array, RegExp])[] = [
    ['packs a part a thousandfold', bomb, /is packed more than 300 times: it looks like a bomb, and was not unpacked/],
    ['states a size too small', () => forged(bomb(), MAIN, 24, 4, 500_000), /to the size that it states/],
    [
      'states a size a little too large',
      () => forged(DOCX, MAIN, 24, 4, 600),
      /is not what its directory says|to the size that it states/,
    ],
    ['states a size beyond all limits', () => forged(DOCX, MAIN, 24, 4, 0xfffffff0), /unpacks to more than/],
    ['has a wrong checksum', () => forged(DOCX, MAIN, 16, 4, 7), /is damaged: a part is not what its directory says/],
    ['says that a part is encrypted', () => forged(DOCX, MAIN, 8, 2, 1), /is encrypted/],
    ['is packed in another way', () => forged(DOCX, MAIN, 10, 2, 14), /packed in a way that is not read \(14\)/],
    ['points outside of itself', () => forged(DOCX, MAIN, 42, 4, 0x7fffffff), /is damaged/],
    ['is cut short', () => DOCX.subarray(0, DOCX.length - 5), /cut short or damaged/],
    [
      'has no text',
      () => zipSync({ '[Content_Types].xml': docxParts({ body: '' })['[Content_Types].xml']! }),
      /its text is missing/,
    ],
    [
      'has its text in Latin-1',
      () => zipSync({ ...docxParts({ body: BODY }), [MAIN]: Uint8Array.of(0x3c, 0xe9, 0x3e) }),
      /a part is no text/,
    ],
    ['ends in the middle of its XML', () => makeDocx({ body: `${BODY}<w:p>` }), /does not close what it opens/],
    ['has a tag without an end', () => makeDocx({ body: `${BODY}<w:p w:a="` }), /not well-formed|does not close/],
    [
      'declares a type',
      () => makeDocx({ body: BODY, prolog: '<!DOCTYPE a>' }),
      /declares entities or types of its own/,
    ],
    [
      'laughs a billion times',
      () =>
        makeDocx({
          body: p('<w:r><w:t>&d;</w:t></w:r>'),
          prolog: `<!DOCTYPE a [<!ENTITY a "${'ha'.repeat(50)}">${['b', 'c', 'd'].map((name, at) => `<!ENTITY ${name} "${`&${'abc'[at]};`.repeat(100)}">`).join('')}]>`,
        }),
      /declares entities or types of its own/,
    ],
    [
      'asks for a file of this machine',
      () =>
        makeDocx({
          body: p('<w:r><w:t>&x;</w:t></w:r>'),
          prolog: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        }),
      /declares entities or types of its own/,
    ],
    [
      'nests without end',
      () => makeDocx({ body: '<w:sdt><w:sdtContent>'.repeat(5_000) + BODY + '</w:sdtContent></w:sdt>'.repeat(5_000) }),
      /nests its parts deeper than 250 levels/,
    ],
    [
      'nests tables',
      () => makeDocx({ body: '<w:tbl><w:tr><w:tc>'.repeat(100) + BODY + '</w:tc></w:tr></w:tbl>'.repeat(100) }),
      /nests its parts deeper than 250 levels/,
    ],
  ];

  it.each(REFUSED)('that %s is refused', async (_, make, reason) => {
    expect(await refusal(make())).toMatch(reason);
  });

  it('with a name twice is refused: two readers would read two documents', async () => {
    const other = 'word/documenT.xml';
    const twice = Buffer.from(zipSync({ ...docxParts({ body: BODY }), [other]: strToU8('<a/>') }));
    for (let at = twice.indexOf(other); at >= 0; at = twice.indexOf(other)) twice.write(MAIN, at);
    expect(await refusal(Uint8Array.from(twice))).toMatch(/two parts of one name/);
  });

  it('is read by its directory: what lies beside it is not there', async () => {
    const hidden = Buffer.concat([Buffer.from(makeDocx({ body: p('Ghosts rule.') })), Buffer.from(DOCX)]);
    expect(await refusal(Uint8Array.from(hidden))).toMatch(/has a damaged directory/);
  });

  it('follows no relationship, leaves pictures alone, and has no number of its own', async () => {
    const parts = {
      'word/media/bomb.png': new Uint8Array(2_000_000),
      'word/embeddings/oleObject1.bin': 'x',
      'word/footnotes.xml': '<not closed',
    };
    const message = await refusal(makeDocx({ body: BODY, parts }));
    expect(message).toMatch(/is damaged/);
    const { 'word/footnotes.xml': _, ...others } = parts;
    const forgedLabel = p(run('\ue0f09.9\ue0f1 Lamps burn.'));
    expect(texts(await read(makeDocx({ body: forgedLabel, parts: others })))).toEqual(['9.9 Lamps burn.']);
  });

  it('with thousands of columns and spans stays bounded', async () => {
    const wide = `<w:tc><w:tcPr><w:gridSpan w:val="100000"/></w:tcPr>${p('wide')}</w:tc>`;
    const document = await read(
      makeDocx({ body: `<w:tbl><w:tr>${wide.repeat(300)}</w:tr><w:tr>${wide}</w:tr></w:tbl>` }),
    );
    expect(document.statements.every(({ text }) => text.length <= 2_000)).toBe(true);
  });
});

describe('a hostile PDF', () => {
  const objects = (contents = '5 0 R', resources = '/Font << /F1 3 0 R >>'): Map<number, string> =>
    new Map([
      [1, '<< /Type /Catalog /Pages 2 0 R >>'],
      [2, '<< /Type /Pages /Kids [6 0 R] /Count 1 >>'],
      [3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
      [
        6,
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << ${resources} >> /Contents ${contents} >>`,
      ],
    ]);

  it('that unpacks without end is refused before it is parsed, in one layer or in two', async () => {
    const once = deflateSync(Buffer.alloc(150_000_000, 32));
    const twice = deflateSync(deflateSync(Buffer.alloc(150_000_000, 32)));
    expect(await refusal(written(objects(), [[5, once, '/Filter /FlateDecode']]))).toMatch(
      /unpacks to more than can be read: it looks like a bomb/,
    );
    expect(await refusal(written(objects(), [[5, twice, '/Filter [/FlateDecode /FlateDecode]']]))).toMatch(
      /it looks like a bomb/,
    );
    const lzw = Buffer.alloc(60_000, 128);
    expect(await refusal(written(objects(), [[5, lzw, '/Filter /L#5aWDecode']]))).toMatch(/packed in a way \(LZW\)/);
  });

  it('that says where nothing is, or is cut in two, is refused or read, and nothing else', async () => {
    const sound = makePdf([column(72, 100, ['Lamps burn at dusk.'])]);
    const half = sound.subarray(0, sound.length / 2);
    const outcomes = [
      strToU8('%PDF-1.7'),
      strToU8('%PDF-1.7\n%%EOF'),
      half,
      written(new Map([[1, '<< /Type /Catalog /Pages 1 0 R >>']]), []),
      written(
        new Map([
          [1, '<< /Type /Catalog /Pages 2 0 R >>'],
          [2, '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>'],
        ]),
        [],
      ),
      written(objects('7 0 R'), []),
    ].map((bytes) => read(bytes).catch((error: unknown) => error));
    for (const outcome of await Promise.all(outcomes))
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AppError);
  });
});

/** Some bytes of a file written over, cut out, or repeated. */
const damage = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('set', 'cut', 'twice'),
    value: fc.nat(255),
    size: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 6 },
);

function damaged(
  bytes: Uint8Array,
  changes: readonly { at: number; kind: string; value: number; size: number }[],
): Uint8Array {
  let result = Buffer.from(bytes);
  for (const { at, kind, value, size } of changes) {
    const place = Math.floor(at * Math.max(0, result.length - 1));
    if (kind === 'set') result.fill(value, place, Math.min(result.length, place + Math.min(size, 4)));
    else if (kind === 'cut') result = Buffer.concat([result.subarray(0, place), result.subarray(place + size)]);
    else result = Buffer.concat([result.subarray(0, place + size), result.subarray(place)]);
  }
  return Uint8Array.from(result);
}

async function readsOrRefuses(bytes: Uint8Array): Promise<void> {
  const outcome = await read(bytes).catch((error: unknown) => error);
  if (outcome instanceof Error) {
    expect(outcome).toBeInstanceOf(AppError);
    expect((outcome as AppError).code).toBe('invalid_input');
  } else expect(outcome).toMatchObject({ statements: expect.arrayContaining([expect.objectContaining({ id: 's1' })]) });
}

describe('whatever bytes come', () => {
  const rich = makeDocx({
    styles: HEADINGS,
    numbering: outlineList(true),
    body:
      p('Lamps', 'Ttulo1') +
      BODY +
      p('one', undefined, [1, 2]) +
      table([
        ['a', 'b', 'c'],
        ['d', 'e', 'f'],
      ]),
  });
  const stored = zipSync(docxParts({ body: BODY, styles: HEADINGS, numbering: outlineList() }), { level: 0 });
  const pdf = makePdf([column(72, 100, ['Lamps burn at dusk.', 'Vaults are shut.'])], { packed: true });

  it('they are read or refused: at random', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), readsOrRefuses), { numRuns: 300 });
  });

  it.each([
    ['a Word document', rich],
    ['one that is not packed', stored],
    ['a PDF', pdf],
  ])('they are read or refused: %s that was damaged', async (_, bytes) => {
    await fc.assert(
      fc.asyncProperty(damage, (changes) => readsOrRefuses(damaged(bytes, changes))),
      { numRuns: 120 },
    );
  });

  it('they are read or refused: a text document whose XML was damaged behind its checksums', async () => {
    const { [MAIN]: main, ...others } = docxParts({
      body:
        p('Lamps', 'Ttulo1') +
        BODY +
        table([
          ['a', 'b'],
          ['c', 'd'],
        ]),
      styles: HEADINGS,
    });
    await fc.assert(
      fc.asyncProperty(damage, (changes) =>
        readsOrRefuses(zipSync({ ...others, [MAIN]: damaged(main as Uint8Array, changes) })),
      ),
      { numRuns: 150 },
    );
  });
});
