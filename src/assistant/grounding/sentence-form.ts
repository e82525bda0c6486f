import type { Language } from '../../regulations/act.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import { sentencesOf } from '../../regulations/sentences.ts';

const LONGEST = 800;
const MOST_SENTENCES = 3;

/** Why a text is too long for one sentence of an answer; `undefined` where it is not. */
export function tooLong(text: string): string | undefined {
  if (text.length > LONGEST)
    return `The sentence has ${text.length} characters; at most ${LONGEST} are taken. Say it in several sentences, each with its citations.`;
  const count = sentencesOf(text).length;
  return count > MOST_SENTENCES
    ? `The sentence holds ${count} sentences; at most ${MOST_SENTENCES} are taken. Give each its own citations.`
    : undefined;
}

const NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Spanish' };

/** Why a sentence is not in the language of the answer: it is read by that language, and nobody may get round that. */
export function wrongLanguage(text: string, language: Language | undefined): string | undefined {
  // Names keep their own: "Banco de España" in an English sentence.
  const own = guessLanguage(
    text.replace(/(?<![\p{L}])\p{Lu}[\p{L}-]*(?:\s+(?:de|del|la|las|los|el|y)\s+(?=\p{Lu}))?/gu, ' '),
  );
  if (language === undefined || own === undefined || own === language) return undefined;
  return `The sentence is in ${NAMES[own]}. Write it in ${NAMES[language]}; quotes stay as they stand.`;
}

const ADDRESS = /(?:\b(?:https?|ftp|file|hxxps?):\/\/|\bwww\.)[^\s<>"'“”‘’]+/gi;
const DOMAIN =
  /(?<![\p{L}\p{N}@.-])(?:[a-z0-9-]{1,63}(?:\.|\[\.\]|\(\.\))){1,4}(?:com|org|net|eu|es|io|info|biz|co|uk|de|fr|app|dev|xyz|site|online|ru|cn|top|link)(?=[/:?#\s.,;)!]|$)/giu;
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/, 'a mail address'],
  [/!?\[[^\]]{0,300}\]\s?(?:\([^)]{0,500}\)|\[[^\]]{0,100}\])/, 'a markdown link'],
  [/^\s*\[[^\]]{1,100}\]:\s*\S/m, 'a markdown link'],
  [/<\/?[a-z!][^>]{0,500}>?/i, 'HTML'],
  [/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/i, 'an HTML entity'],
  [/\b(?:javascript|vbscript|mailto|tel|blob)\s?:\s?\S/i, 'an address'],
  [/\bdata:\s?[\w.+-]*(?:\/[\w.+-]+|;base64|,)/i, 'a data address'],
];

/**
 * The first link in a sentence: addresses, mail addresses, markdown links and images, HTML. An address of a cited
 * passage that the desk itself gives may stand there bare.
 */
export function linkIn(text: string, allowed: ReadonlySet<string>): string | undefined {
  // Full-width and styled letters are read as plain ones.
  const plain = text.normalize('NFKC');
  const without = plain.replace(ADDRESS, (address) => {
    const bare = address.replace(/[.,;:!?)\]]+$/, '');
    return allowed.has(bare) ? ' '.repeat(bare.length) + address.slice(bare.length) : address;
  });
  const address = without.match(ADDRESS)?.[0] ?? without.match(DOMAIN)?.[0];
  if (address !== undefined) return reasonOf('an address', address);
  for (const [pattern, what] of OTHERS) {
    const found = pattern.exec(without)?.[0];
    if (found !== undefined) return reasonOf(what, found);
  }
  return undefined;
}

/** A text with its addresses blanked out: what they hold is no word and no number of the sentence. Offsets stay. */
export function withoutAddresses(text: string): string {
  return text.replace(ADDRESS, (address) => ' '.repeat(address.length));
}

function reasonOf(what: string, found: string): string {
  return `"${found.trim().slice(0, 80)}" is ${what}. A sentence holds plain words only; the addresses of what is cited are added by the desk.`;
}
