import { decodeDocumentText } from './decode-text.ts';
import type { Refuse } from './refusal.ts';

/** Windows-1252 at 0x80–0x9F, which runtimes decode differently; what it gives no letter stays a control character. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** Names under which pages mean windows-1252 (WHATWG Encoding, section 4.2). */
const WESTERN = /^(?:windows-1252|cp1252|x-cp1252|iso-?8859-?1|latin-?1|l1|us-ascii|ascii)$/i;
/** So far a page may say what it is encoded in (HTML, section 13.2.3.2, asks for 1,024 bytes; Word takes more). */
const SAID_WITHIN = 4_096;

/**
 * A web page's words: by its mark, by what it says of itself, else UTF-8, else windows-1252, in which any bytes are a text.
 * What it says and is not is not believed.
 */
export function decodeHtml(bytes: Uint8Array, refuse: Refuse): string {
  const text = isMarked(bytes) ? decodeDocumentText(bytes, refuse) : decodeUnmarked(bytes);
  if (text.includes('\0')) return refuse('is no text: it holds bytes that no text has');
  return text;
}

function isMarked([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function decodeUnmarked(bytes: Uint8Array): string {
  const said = saidEncoding(Buffer.from(bytes.subarray(0, SAID_WITHIN)).toString('latin1'));
  const others = said === undefined || WESTERN.test(said) || /^utf-?(?:8|16)/i.test(said) ? [] : [said];
  // In UTF-8 hardly any other text is well-formed: a page that is and says otherwise was saved anew.
  for (const encoding of ['utf-8', ...others]) {
    const text = decoded(bytes, encoding);
    if (text !== undefined) return text;
  }
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (sign) => WINDOWS_1252[sign.charCodeAt(0) - 0x80] ?? sign);
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What XML declares in its first line, or HTML in a `meta`. */
function saidEncoding(head: string): string | undefined {
  return (/^\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([a-z0-9_.:-]{1,40})/i.exec(head) ??
    /<meta\s[^>]{0,400}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-z0-9_.:-]{1,40})/i.exec(head))?.[1];
}
