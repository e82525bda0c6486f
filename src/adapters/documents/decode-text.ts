import type { Refuse } from './refusal.ts';

const SAVE_AS = 'Save it as UTF-8 text (in Word: "Plain text", encoding UTF-8) and send that.';

/** A text file's words: UTF-8, or UTF-16 by its mark. What is neither is refused, never guessed. */
export function decodeDocumentText(bytes: Uint8Array, refuse: Refuse): string {
  const text = decodeMarked(bytes, refuse);
  if (text.includes('\0')) return refuse('is no text: it holds bytes that no text has');
  return text;
}

/** The XML of a part: UTF-8 or UTF-16, the two that ISO/IEC 29500-2 allows. */
export function decodePart(bytes: Uint8Array, refuse: Refuse): string {
  return decodeMarked(bytes, (_why, _remedy, cause) =>
    refuse('is damaged: a part is no text', 'Save it again and send that.', cause),
  );
}

function decodeMarked(bytes: Uint8Array, refuse: Refuse): string {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  const big = bytes[0] === 0xfe && bytes[1] === 0xff;
  const encoding = little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    return refuse(`is no ${little || big ? 'valid UTF-16' : 'UTF-8 or UTF-16'} text`, SAVE_AS, cause);
  }
}
