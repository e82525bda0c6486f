import fc from 'fast-check';
import { strToU8, Zip, ZipDeflate, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isZip, unzip, type ZipLimits } from '../../../src/adapters/files/zip.ts';
import { AppError } from '../../../src/core/errors.ts';

const LIMITS: ZipLimits = { totalBytes: 2_000_000, fileBytes: 1_000_000, entries: 100, ratio: 200 };
const ACT = strToU8(`<ACT>${'The lamp is lit at dusk. '.repeat(9)}</ACT>`);
const SMALL: Zippable = {
  'act.xml': ACT,
  'annexes/': new Uint8Array(),
  'annexes/ñandú.xml': [strToU8('<A>two</A>'), { level: 0 }],
};
/** Read alone by `SMALL`, as {@link read} gives them. */
const SMALL_READ = { 'act.xml': Buffer.from(ACT).toString(), 'annexes/ñandú.xml': '<A>two</A>' };

function read(bytes: Uint8Array, limits: Partial<ZipLimits> = {}): Record<string, string> {
  const files = unzip(bytes, 'laws.zip', { ...LIMITS, ...limits }, (name) => name.endsWith('.xml'));
  return Object.fromEntries([...files].map(([name, content]) => [name, Buffer.from(content).toString()]));
}

/** The refusal's message; anything but an `invalid_input` that names the archive and what became of it fails. */
function refusal(bytes: Uint8Array, limits: Partial<ZipLimits> = {}): string {
  try {
    read(bytes, limits);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    const { code, message } = error as AppError;
    expect(code).toBe('invalid_input');
    expect(message).toMatch(/^The zip laws\.zip .*\. Nothing of it was read\./s);
    expect(message.length).toBeLessThan(400);
    return message;
  }
  throw new Error('the zip was accepted');
}

/** Where the parts of an archive lie: each entry's header in the directory and before its content, and the end. */
function partsOf(archive: Uint8Array) {
  const view = Buffer.from(archive);
  const end = view.lastIndexOf('PK\u0005\u0006');
  const entries: { central: number; local: number; name: number }[] = [];
  for (let central = view.readUInt32LE(end + 16); central < end; ) {
    const name = view.readUInt16LE(central + 28);
    entries.push({ central, local: view.readUInt32LE(central + 42), name });
    central += 46 + name + view.readUInt16LE(central + 30) + view.readUInt16LE(central + 32);
  }
  return { view, end, entries };
}

type Part = 'central' | 'local' | 'end';

/** `SMALL` packed, with one field written over: of an entry in the directory, of its own header, or of the end. */
function forged(part: Part, field: number, size: number, value: number, from: Uint8Array = zipSync(SMALL)): Uint8Array {
  const { view, end, entries } = partsOf(from);
  view.writeUIntLE(value, (part === 'end' ? end : entries[0]![part]) + field, size);
  return view;
}

const named = (name: string): Uint8Array => zipSync({ 'act.xml': ACT, [name]: strToU8('<A/>') });
const B = 'b'.charCodeAt(0);
const twice = forged('local', 30, 1, B, forged('central', 46, 1, B, zipSync({ 'a.xml': ACT, 'b.xml': ACT })));
const encrypted = forged('local', 6, 2, 1, forged('central', 8, 2, 1));
const badSum = forged('central', 16, 4, 1);
const stored = zipSync({ 'act.xml': ACT }, { level: 0 });
const bomb = zipSync({ 'bomb.xml': new Uint8Array(900_000) }, { level: 9 });
/** Says it has 100 bytes and unpacks to 50 million. */
const liar = forged('central', 24, 4, 100, zipSync({ 'liar.xml': new Uint8Array(50_000_000) }));

describe('a sound zip', () => {
  it('is read, stored and deflated entries alike, with names in UTF-8 and without its folders', () => {
    expect(read(zipSync(SMALL))).toEqual(SMALL_READ);
    expect(read(zipSync(SMALL, { level: 9, comment: 'a remark' }))).toEqual(SMALL_READ);
    expect(read(zipSync({ 'empty.xml': new Uint8Array(), '日本/§ 1 – “é”.xml': ACT }))).toEqual({
      'empty.xml': '',
      '日本/§ 1 – “é”.xml': SMALL_READ['act.xml'],
    });
  });

  it('is read where it was written as a stream, with sizes behind the content', () => {
    const pieces: Uint8Array[] = [];
    const zip = new Zip((_error, piece) => pieces.push(piece));
    const file = new ZipDeflate('act.xml');
    zip.add(file);
    file.push(ACT.subarray(0, 50));
    file.push(ACT.subarray(50), true);
    zip.end();
    const archive = Buffer.concat(pieces);
    expect(archive.readUInt16LE(6) & 8, 'a data descriptor follows').toBe(8);
    expect(read(archive)).toEqual({ 'act.xml': SMALL_READ['act.xml'] });
  });

  it('is read with many files, with long ones, and from the middle of other bytes', () => {
    const many = Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`f/${at}.xml`, strToU8(`<A>${at}</A>`)]));
    const files = read(zipSync(many), { entries: 1_500 });
    expect(Object.keys(files)).toHaveLength(1_500);
    expect(files['f/1499.xml']).toBe('<A>1499</A>');
    const long = Buffer.from(Array.from({ length: 700_000 }, (_, at) => 32 + ((at * 7_919 + (at >> 7)) % 90)));
    expect(read(zipSync({ 'long.xml': long }, { level: 1 }))['long.xml'] === long.toString()).toBe(true);
    const archive = zipSync(SMALL);
    const within = Buffer.concat([Buffer.alloc(13, 'PK'), archive, Buffer.alloc(9, 'PK')]);
    expect(read(within.subarray(13, 13 + archive.length))).toEqual(SMALL_READ);
  });

  it('with nothing in it gives no file', () => {
    expect(read(zipSync({}))).toEqual({});
  });

  it('gives another zip in it as it stands, never what is in that', () => {
    const inner = zipSync({ 'inner.xml': ACT });
    const files = unzip(zipSync({ 'inner.zip': [inner, { level: 0 }] }), 'laws.zip', LIMITS, () => true);
    expect([...files.keys()]).toEqual(['inner.zip']);
    expect(Buffer.from(files.get('inner.zip')!).equals(inner)).toBe(true);
  });

  it('is asked only for what is wanted: what is not is not unpacked', () => {
    const files = unzip(badSum, 'laws.zip', LIMITS, (name) => name !== 'act.xml');
    expect([...files.keys()]).toEqual(['annexes/ñandú.xml']);
  });

  it('is told by its first four bytes', () => {
    expect(isZip(zipSync(SMALL))).toBe(true);
    for (const other of ['', 'PK', 'PK\u0003', 'PKed', '<ACT/>']) expect(isZip(strToU8(other))).toBe(false);
  });

  it('is accepted up to each limit, and refused one beyond', () => {
    const archive = zipSync({ 'a.xml': new Uint8Array(50).fill(65), 'b.xml': new Uint8Array(30).fill(66) });
    expect(Object.keys(read(archive, { entries: 2, fileBytes: 50, totalBytes: 80 }))).toEqual(['a.xml', 'b.xml']);
    expect(refusal(archive, { entries: 1 })).toMatch(/holds 2 files; at most 1 are read/);
    expect(refusal(archive, { fileBytes: 49 })).toMatch(/holds "a\.xml" of 50 bytes; at most 49 are read/);
    expect(refusal(archive, { totalBytes: 79 })).toMatch(/unpacks to 80 bytes; at most 79 are read/);
  });
});

const REFUSED: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['a name that climbs', named('../up.xml'), /the name "\.\.\/up\.xml", which leads out of its folder/],
  ['a name that climbs on its way', named('a/../../up.xml'), /"a\/\.\.\/\.\.\/up\.xml", which leads out/],
  ['an absolute name', named('/etc/act.xml'), /"\/etc\/act\.xml", which leads out/],
  ['a name on a drive', named('C:act.xml'), /"C:act\.xml", which leads out/],
  ['a name that climbs with backslashes', named('..\\up.xml'), /"\.\.\\up\.xml", which leads out/],
  ['a name with a NUL', named('act.xml\0.exe'), /holds the name "act\.xml/],
  ['a name with a backslash', named('annexes\\one.xml'), /holds the name "annexes\\one\.xml"/],
  ['an entry without a name', named(''), /holds the name ""/],
  ['one name twice', twice, /holds "b\.xml" twice/],
  ['an encrypted entry', encrypted, /is encrypted \("act\.xml"\).* unpack it and add the folder/i],
  ['a method that is not read', forged('central', 10, 2, 14), /packs "act\.xml" in a way that .* \(method 14\)/],
  ['a bomb', bomb, /packs "bomb\.xml" more than 200 times: it looks like a bomb/],
  ['a bomb that hides its size', liar, /unpacks "liar\.xml" to more bytes than it says/],
  ['a size too large', forged('central', 24, 4, 900), /says that "act\.xml" has 900 bytes, but it has 236/],
  ['a stored size too small', forged('central', 24, 4, 4, stored), /"act\.xml" has 4 bytes, but it has 236/],
  ['a wrong checksum', badSum, /is damaged: the checksum of "act\.xml" is wrong/],
  ['what is no deflate', forged('local', 37, 4, 0xffffffff), /is damaged: "act\.xml" cannot be unpacked/],
  ['an entry beyond the end', forged('central', 42, 4, 0x7fffffff), /is damaged at "act\.xml"/],
  ['content beyond the end', forged('central', 20, 4, 0x7fffffff), /ends in the middle of "act\.xml"/],
  ['a directory elsewhere', forged('end', 16, 4, 0), /has a damaged directory/],
  ['the 64-bit form', forged('end', 10, 2, 0xffff), /is in the 64-bit form, which is not read/],
  ['what is no zip', strToU8('<ACT>no zip at all</ACT>'), /has no directory at its end: it was cut short/],
  ['nothing', new Uint8Array(), /has no directory at its end/],
];

describe('a zip that is refused', () => {
  it.each(REFUSED)('for %s', (_what, archive, why) => {
    expect(refusal(archive)).toMatch(why);
  });

  it.each(REFUSED.filter(([what]) => what !== 'an encrypted entry'))('says what to do about %s', (_what, archive) => {
    expect(refusal(archive)).toMatch(/\b(?:fetch|add|unpack|pack|split|take|make)\b/i);
  });

  it.each(REFUSED.filter(([what]) => /NUL|with a backslash|without a name/.test(what)))(
    'has its own reason for %s',
    (_what, archive) => {
      expect(refusal(archive)).not.toMatch(/leads out/);
    },
  );

  it('shows no control character of a name', () => {
    expect(refusal(named('../\u001b[2J\r\nact.xml'))).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
});

describe('a zip that was damaged on its way', () => {
  const archive = zipSync(SMALL);
  const { end, entries } = partsOf(archive);
  /** The files, or nothing where they were refused as they should be. */
  const attempt = (bytes: Uint8Array): Record<string, string> | undefined => {
    try {
      return read(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      return undefined;
    }
  };
  /** Every file as it was, or none: with each bit flipped in turn of the bytes at these places. */
  const expectWhole = (places: readonly number[]): void => {
    for (const at of places)
      for (let bit = 0; bit < 8; bit += 1) {
        const files = attempt(archive.map((byte, place) => (place === at ? byte ^ (1 << bit) : byte)));
        if (files) expect(files, `bit ${bit} of byte ${at}`).toEqual(SMALL_READ);
      }
  };
  const within = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);
  const names = entries.flatMap(({ central, name }) => within(central + 46, central + 46 + name));
  const lengths = entries.flatMap(({ central }) => within(central + 28, central + 34));
  const count = within(end + 10, end + 12);

  it('is refused, cut short anywhere', () => {
    for (let length = 0; length < archive.length; length += 1) refusal(archive.subarray(0, length));
  });

  it('is read as it was or refused, whatever bit of contents, headers or sizes was flipped', () => {
    const apart = new Set([...names, ...lengths, ...count]);
    expectWhole(within(0, archive.length).filter((at) => !apart.has(at)));
  });

  it('is read as it was or refused, whatever bit of a name was flipped', () => expectWhole(names));

  it('is read as it was or refused, whatever bit of a length was flipped', () => expectWhole(lengths));

  it('is read as it was or refused, whatever bit of the number of files was flipped', () => expectWhole(count));

  it('is refused, with another zip behind it', () => {
    refusal(Buffer.concat([zipSync({ 'a.xml': strToU8('old law') }), zipSync({ 'a.xml': strToU8('new law') })]));
  });

  it('is refused, or every content in it is one that was packed, whatever was done to it', () => {
    const wound = fc.record({ at: fc.nat(archive.length - 1), bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }) });
    const packed = new Set(['', ...Object.values(SMALL_READ)]);
    fc.assert(
      fc.property(fc.array(wound, { maxLength: 4 }), fc.option(fc.nat(archive.length)), (wounds, cut) => {
        const hurt = Buffer.from(archive.subarray(0, cut ?? archive.length));
        // Beyond the end of what is left, nothing is written.
        for (const { at, bytes } of wounds) for (const [on, byte] of bytes.entries()) hurt[at + on] = byte;
        for (const content of Object.values(attempt(hurt) ?? {})) expect(packed).toContain(content);
      }),
      { numRuns: 2_000 },
    );
  });
});
