import { createInflate } from 'node:zlib';
import type { Refuse } from './refusal.ts';

const SAVE_AGAIN = 'Save it again as PDF ("Save as" or "Print to PDF") and send that.';
/** Bytes of one stream unpacked: a scanned page in colour is smaller. */
const LARGEST_STREAM = 128 * 1_048_576;
/** LZW packs at most 2,730 times (twelve bits for 4,096 bytes): longer streams could be bombs, and no program writes them since 1999. */
const LONGEST_LZW = 48_000;
const MOST_LAYERS = 3;
const LARGEST_TOTAL = 1_073_741_824;
const TOO_LARGE = 'unpacks to more than can be read: it looks like a bomb';

/**
 * Looks at a PDF (ISO 32000-1) before anything parses it: refuses what is encrypted, and unpacks each of its streams into
 * nothing, so that one that would fill the memory is known by then. A stream is taken where its keyword stands, whatever
 * the cross-reference table says.
 */
export async function guardPdf(bytes: Uint8Array, refuse: Refuse): Promise<void> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isEncrypted(view)) refuse('is encrypted', 'Save it without a password or restrictions and send that.');
  let total = 0;
  for (const { dictionary, content, length } of streamsOf(view)) {
    if (/\/LZW(?:Decode)?\b/.test(dictionary) && length > LONGEST_LZW)
      refuse('is packed in a way (LZW) that can hide how large it is', SAVE_AGAIN);
    total += await measure(content, refuse);
    if (total > LARGEST_TOTAL) refuse(TOO_LARGE, SAVE_AGAIN);
  }
}

/** Names may be written with their letters as numbers (section 7.3.5). */
function plainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The trailer says so; it is never encrypted or packed itself (section 7.6.1). */
function isEncrypted(view: Buffer): boolean {
  const outside: string[] = [];
  let from = 0;
  for (const { start, end } of spansOf(view)) {
    outside.push(view.toString('latin1', from, start));
    from = end;
  }
  outside.push(view.toString('latin1', from));
  return outside.some((text) => /\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/.test(plainNames(text)));
}

function* spansOf(view: Buffer): Generator<{ start: number; end: number }> {
  let at = view.indexOf('stream');
  while (at >= 0) {
    const isEnd = at >= 3 && view.toString('latin1', at - 3, at) === 'end';
    if (!isEnd) {
      const end = view.indexOf('endstream', at);
      yield { start: at + 6, end: end < 0 ? view.length : end };
    }
    at = view.indexOf('stream', at + 6);
  }
}

function* streamsOf(view: Buffer): Generator<{ dictionary: string; content: Buffer; length: number }> {
  for (const { start, end } of spansOf(view)) {
    const begins =
      view[start] === 13 ? start + (view[start + 1] === 10 ? 2 : 1) : view[start] === 10 ? start + 1 : start;
    const before = view.toString('latin1', Math.max(0, start - 2_000), start);
    const dictionary = plainNames(before.slice(before.lastIndexOf(' obj') + 1));
    // To the end of the file: "endstream" can also stand within packed bytes, and unpacking ends by itself.
    yield { dictionary, content: view.subarray(begins), length: end - begins };
  }
}

/** Unpacks a stream, and what is packed in it, keeping nothing but the beginning. */
async function measure(content: Buffer, refuse: Refuse): Promise<number> {
  let total = 0;
  let layers: Buffer[] = [content];
  for (let layer = 0; layer < MOST_LAYERS && layers.length > 0; layer += 1) {
    const next: Buffer[] = [];
    for (const each of layers) {
      if (!isDeflated(each)) continue;
      const { size, kept } = await inflatedSize(each);
      if (size > LARGEST_STREAM) refuse(TOO_LARGE, SAVE_AGAIN);
      total += size;
      if (isDeflated(kept)) next.push(kept);
    }
    layers = next;
  }
  return total;
}

/** RFC 1950: method 8, and a check of the first two bytes. */
function isDeflated(bytes: Buffer): boolean {
  return bytes.length > 2 && ((bytes[0] ?? 0) & 15) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;
}

const KEPT = 4 * 1_048_576;

function inflatedSize(content: Buffer): Promise<{ readonly size: number; readonly kept: Buffer }> {
  return new Promise((resolve) => {
    const inflate = createInflate({ chunkSize: 65_536 });
    const pieces: Buffer[] = [];
    let size = 0;
    const done = (): void => {
      inflate.destroy();
      resolve({ size, kept: Buffer.concat(pieces) });
    };
    inflate.on('data', (piece: Buffer) => {
      if (size < KEPT) pieces.push(piece);
      size += piece.length;
      if (size > LARGEST_STREAM) done();
    });
    inflate.on('end', done);
    // Damaged streams are the parser's to judge; what they gave until then was counted.
    inflate.on('error', done);
    inflate.end(content);
  });
}
