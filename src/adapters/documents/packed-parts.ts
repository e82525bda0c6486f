import { crc32, inflateRawSync } from 'node:zlib';
import type { Refuse } from './refusal.ts';

/** An entry of a zip's central directory: all of it said by the file, none of it proven. */
export interface PackedPart {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** A document's package: APPNOTE 6.3, as ISO/IEC 29500-2 narrows it. */
export interface PackedParts {
  readonly parts: ReadonlyMap<string, PackedPart>;
  /** The part, unpacked and checked; `undefined` where there is none. What is not asked for is never unpacked. */
  unpack(name: string): Uint8Array | undefined;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_PARTS = 5_000;
/** Above it a part is a bomb; the XML of real documents packs thirtyfold at most. */
const MOST_RATIO = 300;
/** So small that it may pack as well as it likes. */
const HARMLESS = 65_536;
const DAMAGED = 'Open it in the program that it comes from, save it again and send that.';
const SPLIT = 'Split it and send the parts.';

/** True for bytes that begin as a zip does, an empty one included. */
export function isPacked(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  return (bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6);
}

/**
 * Opens a package by its directory. Nothing is unpacked before its size was looked at, and what is unpacked is held
 * against the size and the checksum that the directory states.
 *
 * @param most bytes of all that is unpacked together
 */
export function openParts(bytes: Uint8Array, most: number, refuse: Refuse): PackedParts {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = readDirectory(view, refuse);
  let left = most;
  return {
    parts,
    unpack: (name) => {
      const part = parts.get(name);
      if (part === undefined) return undefined;
      if (part.unpacked > left)
        refuse(`unpacks to more than ${most.toLocaleString('en')} bytes; so many are not read`, SPLIT);
      left -= part.unpacked;
      return unpackPart(view, part, refuse);
    },
  };
}

function readDirectory(view: Buffer, refuse: Refuse): ReadonlyMap<string, PackedPart> {
  const end = endOf(view);
  if (end === undefined) return refuse('is cut short or damaged: its directory is missing', DAMAGED);
  const count = view.readUInt16LE(end + 10);
  let at = view.readUInt32LE(end + 16);
  if (count > MOST_PARTS) refuse(`has ${count} parts; at most ${MOST_PARTS} are read`, SPLIT);
  const parts = new Map<string, PackedPart>();
  for (let which = 0; which < count; which += 1) {
    if (at + 46 > end || view.readUInt32LE(at) !== CENTRAL) refuse('has a damaged directory', DAMAGED);
    const nameLength = view.readUInt16LE(at + 28);
    const name = view.toString('utf8', at + 46, at + 46 + nameLength);
    if (parts.has(name)) refuse('has two parts of one name: it is damaged, or made to be read in two ways', DAMAGED);
    parts.set(name, {
      name,
      flags: view.readUInt16LE(at + 8),
      method: view.readUInt16LE(at + 10),
      crc: view.readUInt32LE(at + 16),
      packed: view.readUInt32LE(at + 20),
      unpacked: view.readUInt32LE(at + 24),
      offset: view.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  if (at !== end) refuse('has a damaged directory', DAMAGED);
  return parts;
}

/** Where the end begins: the last mark whose comment reaches to the last byte. */
function endOf(view: Buffer): number | undefined {
  for (let end = view.length - 22; end >= Math.max(0, view.length - 22 - 0xffff); end -= 1)
    if (view.readUInt32LE(end) === END && end + 22 + view.readUInt16LE(end + 20) === view.length) return end;
  return undefined;
}

function unpackPart(view: Buffer, part: PackedPart, refuse: Refuse): Uint8Array {
  if ((part.flags & 1) === 1) refuse('is encrypted', 'Save it without a password and send that.');
  if (part.method !== 0 && part.method !== 8) refuse(`is packed in a way that is not read (${part.method})`, DAMAGED);
  if (part.unpacked > HARMLESS && part.unpacked > part.packed * MOST_RATIO)
    refuse(`is packed more than ${MOST_RATIO} times: it looks like a bomb, and was not unpacked`, DAMAGED);
  const { offset } = part;
  if (offset + 30 > view.length || view.readUInt32LE(offset) !== LOCAL) refuse('is damaged', DAMAGED);
  const nameEnd = offset + 30 + view.readUInt16LE(offset + 26);
  if (view.toString('utf8', offset + 30, nameEnd) !== part.name) refuse('is damaged: a part has two names', DAMAGED);
  const start = nameEnd + view.readUInt16LE(offset + 28);
  if (start + part.packed > view.length) refuse('is cut short', DAMAGED);
  const raw = view.subarray(start, start + part.packed);
  const content = part.method === 0 ? raw : inflate(raw, part, refuse);
  if (content.length !== part.unpacked || crc32(content) !== part.crc)
    refuse('is damaged: a part is not what its directory says', DAMAGED);
  return content;
}

/** Ends one byte beyond what the directory states: a forged size costs no more memory than the stated one. */
function inflate(raw: Uint8Array, { unpacked }: PackedPart, refuse: Refuse): Uint8Array {
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(1, unpacked) });
  } catch (cause) {
    return refuse('is damaged: a part cannot be unpacked to the size that it states', DAMAGED, cause);
  }
}
