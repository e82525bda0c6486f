import { AppError } from '../../core/errors.ts';

/** Windows-1252 at 0x80–0x9F, where it differs from Latin-1; some runtimes decode these as control characters. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const MAGIC: readonly (readonly [string, string])[] = [
  ['%PDF', 'a PDF'],
  ['PK\u0003\u0004', 'a zip or an Office document'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['GIF8', 'a picture'],
  ['\u001f\u008b', 'a gzip archive'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Office document'],
];

/**
 * Decodes a text file: UTF-8 or UTF-16 by its mark, an encoding that XML or HTML declares, else strict UTF-8. What is
 * no text, or mixes encodings, is refused rather than guessed: a wrong letter in a law is a wrong law.
 *
 * @param name the file's name, for messages
 */
export function decodeText(bytes: Uint8Array, name: string): string {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const magic = MAGIC.find(([mark]) => start.startsWith(mark));
  if (magic) throw refusal(name, `is ${magic[1]}, not a text`);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return strict('utf-16le', bytes.subarray(2), name);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return strict('utf-16be', bytes.subarray(2), name);
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw refusal(name, `is binary (a NUL byte at offset ${nul})`);
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const encoding = marked ? undefined : declaredEncoding(Buffer.from(bytes.subarray(0, 1_024)).toString('latin1'));
  if (encoding === undefined || UTF_8.test(encoding)) return strict('utf-8', bytes, name);
  if (LATIN.test(encoding)) return latin(bytes, name);
  throw refusal(name, `is in ${encoding}, which is not read`);
}

const UTF_8 = /^(?:utf-?8|utf-?16|us-ascii|ascii)$/i;
const LATIN = /^(?:iso[-_]?8859-?1|latin-?1|windows-?1252|cp1252)$/i;

/** What XML declares in its first line or HTML in a `meta`, never what a text or a comment says. */
function declaredEncoding(head: string): string | undefined {
  const bare = head.replace(/<!--.*?(?:-->|$)/gs, '').trimStart();
  if (!bare.startsWith('<')) return undefined;
  return (/^<\?xml\s(?:[^>]*?\s)?encoding\s*=\s*["']\s*([a-z0-9_.:-]+)/i.exec(bare) ??
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([a-z0-9_.:-]+)/i.exec(bare))?.[1];
}

function refusal(name: string, why: string): AppError {
  return new AppError('invalid_input', `${name} ${why}. Give the law as XHTML, Formex XML, JSON or Markdown in UTF-8.`);
}

function strict(encoding: 'utf-8' | 'utf-16le' | 'utf-16be', bytes: Uint8Array, name: string): string {
  let text: string;
  try {
    text = new TextDecoder(encoding === 'utf-8' ? 'utf-8' : 'utf-16le', {
      fatal: true,
    }).decode(encoding === 'utf-16be' ? swapped(bytes) : bytes);
  } catch {
    throw refusal(
      name,
      `is not valid ${encoding.toUpperCase()}${encoding === 'utf-8' ? ` (first wrong byte at offset ${firstWrongByte(bytes)})` : ''}`,
    );
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) throw refusal(name, `is binary (a NUL at character ${nul}; UTF-32 is not read)`);
  return text;
}

/** Offset of the first byte that no UTF-8 sequence allows, found by halving. */
function firstWrongByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = Math.floor((good + bad + 1) / 2);
    try {
      // A sequence cut at the end is not yet wrong: stream mode waits for its rest.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle - 1;
    }
  }
  if (good < bytes.length) return good;
  // Cut within its last letter: that is where it begins.
  let start = bytes.length - 1;
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}

function swapped(bytes: Uint8Array): Uint8Array {
  // An odd byte stays behind for the decoder to refuse.
  const even = bytes.length - (bytes.length % 2);
  return Buffer.concat([Buffer.from(bytes.subarray(0, even)).swap16(), bytes.subarray(even)]);
}

function latin(bytes: Uint8Array, name: string): string {
  const free = bytes.findIndex((byte) => byte >= 0x81 && byte <= 0x9d && FREE.has(byte));
  if (free >= 0) throw refusal(name, `is not valid windows-1252 (wrong byte at offset ${free})`);
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character);
}

/** Bytes that Windows-1252 gives no letter. */
const FREE = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
