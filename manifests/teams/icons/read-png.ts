import { inflateSync } from 'node:zlib';
import { AppError } from '../../../src/core/errors.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  readonly pixels: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Bytes a pixel of the colour types that are read: truecolour, and with alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/**
 * Reads a PNG (third edition) as icons are: 8 bits a channel, truecolour with or without alpha, not interlaced.
 *
 * @param size the width and the height that it must have, in pixels
 * @throws AppError `invalid_input` telling what the picture is instead
 */
export function readPng(bytes: Uint8Array, name: string, size: number): Picture {
  const refuse = (why: string): never => {
    throw new AppError('invalid_input', `${name} ${why}. Save it as a PNG of ${size} × ${size} pixels, RGB or RGBA.`);
  };
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!view.subarray(0, 8).equals(SIGNATURE) || view.toString('latin1', 12, 16) !== 'IHDR' || view.length < 33)
    return refuse('is no PNG');
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)];
  if (width !== size || height !== size) refuse(`has ${width} × ${height} pixels`);
  const channels = CHANNELS[view.readUInt8(25)] ?? 0;
  if (view.readUInt8(24) !== 8 || channels === 0 || view.readUInt8(28) !== 0)
    refuse('has a palette, is grey, interlaced, or has other than 8 bits a channel');
  const rows = rowsOf(view, (width * channels + 1) * height);
  if (rows === undefined) return refuse('is damaged');
  return { width, height, pixels: withAlpha(unfiltered(rows, width * channels, channels), channels) };
}

/** The filtered rows from the data chunks, or `undefined` where they are not whole. */
function rowsOf(view: Buffer, length: number): Buffer | undefined {
  const pieces: Buffer[] = [];
  for (let at = 8; at + 12 <= view.length; at += 12 + view.readUInt32BE(at))
    if (view.toString('latin1', at + 4, at + 8) === 'IDAT')
      pieces.push(view.subarray(at + 8, at + 8 + view.readUInt32BE(at)));
  try {
    const rows = inflateSync(Buffer.concat(pieces), { maxOutputLength: length });
    return rows.length === length ? rows : undefined;
  } catch {
    return undefined;
  }
}

/** Undoes the filters of section 9: each byte was written as the difference from what its neighbours foretell. */
function unfiltered(rows: Buffer, stride: number, channels: number): Buffer {
  const height = rows.length / (stride + 1);
  const plain = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1)
    for (let at = 0; at < stride; at += 1) {
      const here = row * stride + at;
      const left = at < channels ? 0 : plain.readUInt8(here - channels);
      const above = row === 0 ? 0 : plain.readUInt8(here - stride);
      const corner = row === 0 || at < channels ? 0 : plain.readUInt8(here - stride - channels);
      const foretold = [0, left, above, (left + above) >> 1, paeth(left, above, corner)];
      const filter = rows.readUInt8(row * (stride + 1));
      plain.writeUInt8((rows.readUInt8(row * (stride + 1) + 1 + at) + (foretold[filter] ?? 0)) & 0xff, here);
    }
  return plain;
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - above), Math.abs(estimate - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

function withAlpha(plain: Buffer, channels: number): Uint8Array {
  if (channels === 4) return plain;
  const pixels = new Uint8Array((plain.length / 3) * 4).fill(255);
  for (let at = 0; at < plain.length; at += 3) pixels.set(plain.subarray(at, at + 3), (at / 3) * 4);
  return pixels;
}
