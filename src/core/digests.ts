import { hash, randomBytes } from 'node:crypto';

/** SHA-256 of bytes, or of a text's UTF-8 bytes, 64 hexadecimal digits: what `sha256sum` prints. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content);
}

/** Sixteen random bytes, hexadecimal. */
export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

/** Salts are all of one length: else a character could change sides between salt and text, and the digest stay. */
export function isSalt(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** SHA-256 of the salt and the text behind it: without the salt nobody can find the text by guessing. */
export function saltedDigest(salt: string, text: string): string {
  return sha256(salt + text);
}
