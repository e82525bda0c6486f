import { crc32 } from 'node:zlib';

/** Arrays that a container can hold. */
export type BlockArray = Float64Array | Float32Array | Uint32Array | Uint8Array;

const TYPES = { f64: Float64Array, f32: Float32Array, u32: Uint32Array, u8: Uint8Array } as const;
type TypeName = keyof typeof TYPES;

interface BlockEntry {
  readonly name: string;
  readonly type: TypeName;
  readonly offset: number;
  readonly length: number;
}

/** A decoded container: its header and its arrays, which are views of the bytes wherever these are aligned. */
export interface Blocks {
  readonly header: unknown;
  f64(name: string): Float64Array;
  f32(name: string): Float32Array;
  u32(name: string): Uint32Array;
  u8(name: string): Uint8Array;
}

const PREAMBLE = 24;
const ALIGNMENT = 8;

const aligned = (size: number): number => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

function typeOf(array: BlockArray): TypeName {
  if (array instanceof Float64Array) return 'f64';
  if (array instanceof Float32Array) return 'f32';
  return array instanceof Uint32Array ? 'u32' : 'u8';
}

/**
 * Packs a header (JSON) and typed arrays into one run of bytes: magic (8 bytes), format, length, CRC-32 of what
 * follows, length of the table, table, arrays aligned to 8 bytes.
 */
export function encodeBlocks(magic: string, header: unknown, arrays: Readonly<Record<string, BlockArray>>): Uint8Array {
  let offset = 0;
  const entries: BlockEntry[] = Object.entries(arrays).map(([name, array]) => {
    const entry = { name, type: typeOf(array), offset, length: array.length };
    offset += aligned(array.byteLength);
    return entry;
  });
  const table = Buffer.from(JSON.stringify({ header, entries }));
  const start = aligned(PREAMBLE + table.length);
  const bytes = Buffer.alloc(start + offset);
  bytes.write(magic.padEnd(8).slice(0, 8), 0, 'latin1');
  bytes.writeUInt32LE(table.length, 20);
  table.copy(bytes, PREAMBLE);
  for (const entry of entries) {
    const array = arrays[entry.name];
    if (array) bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + entry.offset);
  }
  bytes.writeUInt32LE(bytes.length % 2 ** 32, 8);
  bytes.writeUInt32LE(Math.floor(bytes.length / 2 ** 32), 12);
  bytes.writeUInt32LE(crc32(bytes.subarray(20)), 16);
  return bytes;
}

/** Unpacks a container; `undefined` where it is not one, is cut short, or a single bit of it changed. */
export function decodeBlocks(magic: string, given: Uint8Array): Blocks | undefined {
  const bytes = given.byteOffset % ALIGNMENT === 0 ? given : new Uint8Array(given);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < PREAMBLE || view.toString('latin1', 0, 8) !== magic.padEnd(8).slice(0, 8)) return undefined;
  if (view.readUInt32LE(8) + view.readUInt32LE(12) * 2 ** 32 !== view.length) return undefined;
  if (crc32(view.subarray(20)) !== view.readUInt32LE(16)) return undefined;
  const tableLength = view.readUInt32LE(20);
  const { header, entries } = JSON.parse(view.toString('utf8', PREAMBLE, PREAMBLE + tableLength)) as {
    header: unknown;
    entries: BlockEntry[];
  };
  const start = bytes.byteOffset + aligned(PREAMBLE + tableLength);
  const find = (name: string): { from: number; length: number } => {
    const entry = entries.find((candidate) => candidate.name === name);
    return { from: start + (entry?.offset ?? 0), length: entry?.length ?? 0 };
  };
  const read = <T>(Type: new (buffer: ArrayBufferLike, from: number, length: number) => T, name: string): T => {
    const { from, length } = find(name);
    return new Type(bytes.buffer, from, length);
  };
  return {
    header,
    f64: (name) => read(Float64Array, name),
    f32: (name) => read(Float32Array, name),
    u32: (name) => read(Uint32Array, name),
    u8: (name) => read(Uint8Array, name),
  };
}
