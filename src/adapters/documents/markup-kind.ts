import type { Refuse } from './refusal.ts';

const BEGINNING = 65_536;
const SAVE_PAGE = 'Open it in the browser, save it as "Web page, HTML only" or print it to a PDF, and send that.';
const PAGE = /^<(?:!doctype\s+html|html|head|body|meta|title)\b/i;
const PART = /^<(?:h[1-6]|p|div|table|section|article|main|header|ul|ol|dl|center|style)\b[^<>]{0,2000}>/i;
const MESSAGE = /^(?:MIME-Version|From|Received|Return-Path|Delivered-To|Content-Type):[ \t]/i;

/** Tells a web page from a text by how it begins; what else is written in markup is refused by what it is. */
export function markupKind(bytes: Uint8Array, refuse: Refuse): 'html' | 'text' {
  const beginning = beginningOf(bytes);
  const { rest, isXml } = behindTheProlog(beginning);
  if (PAGE.test(rest)) return 'html';
  if (/^<svg\b/i.test(rest)) refuse('is a picture (SVG)');
  if (isXml) refuse('is XML');
  if (MESSAGE.test(rest)) {
    const head = rest.split(/\r?\n\r?\n/, 1)[0] ?? '';
    const isPage = /^Content-Type:\s{0,9}multipart\/related\b/im.test(head);
    refuse(isPage ? 'is a saved web page with all its files (MHTML)' : 'is a message or a saved web page', SAVE_PAGE);
  }
  return 'text';
}

/** True for a text that is the inside of a web page, from its first sign to its last. */
export function isPartOfPage(text: string): boolean {
  return (
    PART.test(behindTheProlog(text.slice(0, BEGINNING)).rest) &&
    /<\/[a-z][a-z0-9]{0,20}>\s{0,99}$/i.test(text.slice(-200))
  );
}

/** The signs of markup are the same in all encodings that are read but UTF-16. */
function beginningOf(bytes: Uint8Array): string {
  const beginning = bytes.subarray(0, BEGINNING);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(beginning);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(beginning);
  return Buffer.from(beginning)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
}

/** Without white space, comments and instructions (`<?xml …?>`) in front. */
function behindTheProlog(text: string): { readonly rest: string; readonly isXml: boolean } {
  let at = 0;
  let isXml = false;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    const isComment = text.startsWith('<!--', at);
    if (!isComment && !text.startsWith('<?', at)) return { rest: text.slice(at), isXml };
    isXml ||= /^<\?xml\b/i.test(text.slice(at, at + 6));
    const [end, length] = isComment ? [text.indexOf('-->', at + 4), 3] : [text.indexOf('>', at), 1];
    if (end < 0) return { rest: '', isXml };
    at = end + length;
  }
}
