import { crc32 } from 'node:zlib';
import { Inflate, strToU8, zipSync } from 'fflate';
import { AppError } from '../../core/errors.ts';
import { shownName } from './shown-name.ts';

export interface ZipLimits {
  /** Bytes of all files unpacked. */
  readonly totalBytes: number;
  /** Bytes of one file unpacked. */
  readonly fileBytes: number;
  readonly entries: number;
  /** Unpacked to packed, above which a file is a bomb. */
  readonly ratio: number;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** True for bytes that begin as a zip does. */
export function isZip(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  // An empty one is its end alone.
  return (bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6);
}

/**
 * Unpacks a zip (APPNOTE 6.3: stored and deflated entries). Everything is checked against the central directory before
 * it is unpacked, and again while it is: names that leave the folder, encryption, duplicates, sizes, CRC-32.
 *
 * @param wanted tells which names are unpacked at all
 */
export function unzip(
  bytes: Uint8Array,
  archive: string,
  limits: ZipLimits,
  wanted: (name: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  const refuse: Refuse = (why, remedy = FETCH) => {
    throw new AppError('invalid_input', `The zip ${archive} ${why}. Nothing of it was read. ${remedy}`);
  };
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(view, limits, refuse);
  checkEntries(entries, limits, refuse);
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    // Also of what is not wanted: a name that was damaged in the directory alone could leave a law out.
    const start = contentOf(view, entry, refuse);
    if (entry.name.endsWith('/') || !wanted(entry.name)) continue;
    files.set(entry.name, unpack(view.subarray(start), entry, limits, refuse));
  }
  return files;
}

type Refuse = (why: string, remedy?: string) => never;

const FETCH = 'Fetch it again and add that file.';
const UNPACK = 'Unpack it and add the folder.';
const SPLIT = 'Split it and add the parts.';

function directory(view: Buffer, limits: ZipLimits, refuse: Refuse): readonly Entry[] {
  const end = endOf(view);
  if (end === undefined) return refuse('has no directory at its end: it was cut short, or more was added to it');
  const count = view.readUInt16LE(end + 10);
  let at = view.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) refuse('is in the 64-bit form, which is not read', UNPACK);
  if (count > limits.entries) refuse(`holds ${count} files; at most ${limits.entries} are read`, SPLIT);
  const entries: Entry[] = [];
  for (let which = 0; which < count; which += 1) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== CENTRAL) refuse('has a damaged directory');
    const [nameLength, extra, comment] = [
      view.readUInt16LE(at + 28),
      view.readUInt16LE(at + 30),
      view.readUInt16LE(at + 32),
    ];
    entries.push({
      name: view.toString('utf8', at + 46, at + 46 + nameLength),
      flags: view.readUInt16LE(at + 8),
      method: view.readUInt16LE(at + 10),
      crc: view.readUInt32LE(at + 16),
      packed: view.readUInt32LE(at + 20),
      unpacked: view.readUInt32LE(at + 24),
      offset: view.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extra + comment;
  }
  if (at !== end || view.readUInt16LE(end + 8) !== count) refuse('has a damaged directory');
  return entries;
}

/** Where the end begins: the last mark whose comment reaches to the last byte. */
function endOf(view: Buffer): number | undefined {
  for (let end = view.length - 22; end >= Math.max(0, view.length - 22 - 0xffff); end -= 1)
    if (view.readUInt32LE(end) === END && end + 22 + view.readUInt16LE(end + 20) === view.length) return end;
  return undefined;
}

function checkEntries(entries: readonly Entry[], limits: ZipLimits, refuse: Refuse): void {
  const names = new Set<string>();
  for (const { name, flags, method, packed, unpacked } of entries) {
    const shown = shownName(name);
    if (/^\/|^[a-z]:/i.test(name) || name.split(/[/\\]/).includes('..'))
      refuse(`holds the name "${shown}", which leads out of its folder`, UNPACK);
    if (name === '' || /[\0\\]/.test(name))
      refuse(`holds the name "${shown}", which is empty or has a backslash or a NUL in it`, UNPACK);
    if (names.has(name)) refuse(`holds "${shown}" twice`, UNPACK);
    names.add(name);
    if ((flags & 1) === 1) refuse(`is encrypted ("${shown}")`, UNPACK);
    if (method !== 0 && method !== 8) refuse(`packs "${shown}" in a way that is not read (method ${method})`, UNPACK);
    if (unpacked > limits.fileBytes)
      refuse(
        `holds "${shown}" of ${unpacked} bytes; at most ${limits.fileBytes} are read`,
        'Take that file out of it.',
      );
    if (unpacked > 4_096 && unpacked > packed * limits.ratio)
      refuse(`packs "${shown}" more than ${limits.ratio} times: it looks like a bomb`);
  }
  const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (total > limits.totalBytes) refuse(`unpacks to ${total} bytes; at most ${limits.totalBytes} are read`, SPLIT);
}

/** Where an entry's content begins, behind its own header, which must name it as the directory does. */
function contentOf(view: Buffer, { name, offset }: Entry, refuse: Refuse): number {
  const shown = shownName(name);
  if (offset + 30 > view.length || view.readUInt32LE(offset) !== LOCAL) refuse(`is damaged at "${shown}"`);
  const nameEnd = offset + 30 + view.readUInt16LE(offset + 26);
  if (view.toString('utf8', offset + 30, nameEnd) !== name) refuse(`is damaged: "${shown}" has two names`);
  return nameEnd + view.readUInt16LE(offset + 28);
}

function unpack(rest: Buffer, entry: Entry, limits: ZipLimits, refuse: Refuse): Uint8Array {
  const shown = shownName(entry.name);
  if (entry.packed > rest.length) refuse(`ends in the middle of "${shown}"`);
  const raw = rest.subarray(0, entry.packed);
  const content = entry.method === 0 ? raw : inflate(raw, entry, limits, refuse);
  if (content.length !== entry.unpacked)
    refuse(`says that "${shown}" has ${entry.unpacked} bytes, but it has ${content.length}`);
  if (crc32(content) !== entry.crc) refuse(`is damaged: the checksum of "${shown}" is wrong`);
  return content;
}

/** Unpacks to a thousand times as much at most: what a forged size can cost before it is noticed. */
const PIECE = 4_096;

/** Inflates piece by piece, so that a forged size is noticed before memory runs out. */
function inflate(raw: Uint8Array, { name, unpacked }: Entry, limits: ZipLimits, refuse: Refuse): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((piece) => {
    size += piece.length;
    if (size > Math.min(unpacked, limits.fileBytes)) refuse(`unpacks "${shownName(name)}" to more bytes than it says`);
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < raw.length; at += PIECE) stream.push(raw.subarray(at, at + PIECE), at + PIECE >= raw.length);
  } catch (error) {
    if (error instanceof AppError) throw error;
    refuse(`is damaged: "${shownName(name)}" cannot be unpacked`);
  }
  return Buffer.concat(pieces);
}

/** Makes a zip of files by their names; the same files make the same bytes. */
export function zip(files: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
  const entries = [...files].map(
    ([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content] as const,
  );
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1, 12) });
}
