import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import { AppError } from '../../core/errors.ts';

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
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
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
  const refuse = (why: string): never => {
    throw new AppError('invalid_input', `The zip ${archive} ${why}. Nothing of it was read.`);
  };
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(view, limits, refuse);
  checkEntries(entries, limits, refuse);
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    if (entry.name.endsWith('/') || !wanted(entry.name)) continue;
    files.set(entry.name, unpack(view, entry, limits, refuse));
  }
  return files;
}

type Refuse = (why: string) => never;

function directory(view: Buffer, limits: ZipLimits, refuse: Refuse): readonly Entry[] {
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > view.length || view.readUInt32LE(end) !== END)
    refuse('has no directory at its end: it was cut short');
  const count = view.readUInt16LE(end + 10);
  let at = view.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) refuse('is in the 64-bit form, which is not read');
  if (count > limits.entries) refuse(`holds ${count} files; at most ${limits.entries} are read`);
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
  return entries;
}

function checkEntries(entries: readonly Entry[], limits: ZipLimits, refuse: Refuse): void {
  const names = new Set<string>();
  for (const { name, flags, method, packed, unpacked } of entries) {
    const shown = name.slice(0, 80);
    if (name === '' || name.includes('\0') || /^[/\\]|^[a-z]:|\\/i.test(name) || name.split('/').includes('..')) {
      refuse(`holds the name "${shown}", which leads out of its folder`);
    }
    if (names.has(name)) refuse(`holds "${shown}" twice`);
    names.add(name);
    if ((flags & 1) === 1) refuse(`is encrypted ("${shown}"); unpack it and add the folder`);
    if (method !== 0 && method !== 8) refuse(`packs "${shown}" in a way that is not read (method ${method})`);
    if (unpacked > limits.fileBytes)
      refuse(`holds "${shown}" of ${unpacked} bytes; at most ${limits.fileBytes} are read`);
    if (unpacked > 4_096 && unpacked > packed * limits.ratio)
      refuse(`packs "${shown}" more than ${limits.ratio} times: it looks like a bomb`);
  }
  const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (total > limits.totalBytes) refuse(`unpacks to ${total} bytes; at most ${limits.totalBytes} are read`);
}

function unpack(view: Buffer, entry: Entry, limits: ZipLimits, refuse: Refuse): Uint8Array {
  const { name, offset, packed } = entry;
  const shown = name.slice(0, 80);
  if (offset + 30 > view.length || view.readUInt32LE(offset) !== LOCAL) refuse(`is damaged at "${shown}"`);
  const start = offset + 30 + view.readUInt16LE(offset + 26) + view.readUInt16LE(offset + 28);
  if (start + packed > view.length) refuse(`ends in the middle of "${shown}"`);
  const raw = view.subarray(start, start + packed);
  const content = entry.method === 0 ? raw : inflate(raw, entry, limits, refuse);
  if (content.length !== entry.unpacked)
    refuse(`says that "${shown}" has ${entry.unpacked} bytes, but it has ${content.length}`);
  if (crc32(content) !== entry.crc) refuse(`is damaged: the checksum of "${shown}" is wrong`);
  return content;
}

/** Inflates piece by piece, so that a forged size is noticed before memory runs out. */
function inflate(raw: Uint8Array, { name, unpacked }: Entry, limits: ZipLimits, refuse: Refuse): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((piece) => {
    size += piece.length;
    if (size > Math.min(unpacked, limits.fileBytes))
      refuse(`unpacks "${name.slice(0, 80)}" to more bytes than it says`);
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < raw.length; at += 65_536)
      stream.push(raw.subarray(at, at + 65_536), at + 65_536 >= raw.length);
  } catch (error) {
    if (error instanceof AppError) throw error;
    refuse(`is damaged: "${name.slice(0, 80)}" cannot be unpacked`);
  }
  return Buffer.concat(pieces);
}
