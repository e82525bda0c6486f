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

const DECLARED = /(?:encoding|charset)\s*=\s*["']?\s*([a-z0-9_-]+)/i;

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
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return strict('utf-16le', swapped(bytes.subarray(2)), name);
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw refusal(name, `is binary (a NUL byte at offset ${nul})`);
  const declared = DECLARED.exec(Buffer.from(bytes.subarray(0, 1_024)).toString('latin1'))?.[1]?.toLowerCase();
  if (declared !== undefined && /^(?:iso-?8859-?1|latin-?1|windows-?1252|cp1252)$/.test(declared)) return latin(bytes);
  return strict('utf-8', bytes, name);
}

function refusal(name: string, why: string): AppError {
  return new AppError('invalid_input', `${name} ${why}. Give the law as XHTML, Formex XML, JSON or Markdown in UTF-8.`);
}

function strict(encoding: 'utf-8' | 'utf-16le', bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw refusal(
      name,
      `is not valid ${encoding.toUpperCase()}${encoding === 'utf-8' ? ` (first wrong byte at offset ${firstWrongByte(bytes)})` : ''}`,
    );
  }
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
  return good;
}

function swapped(bytes: Uint8Array): Uint8Array {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return Buffer.from(even).swap16();
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character);
}
