import { foldText } from '../../core/text.ts';
import { editDistance } from './near-names.ts';

const JOINT = '(?:(?:of|de|del|in|en|under)\\s+(?:the\\s+|la\\s+|el\\s+)?)';
const KINDS =
  'Act|Regulation|Directive|Code|Law|Treaty|Convention|Rulebook|Handbook|Constitution|Charter|Framework|Guidelines?|Recommendations?|Standards?|Statute';

/** Names that read as names: "of the Companies Act", "Data Governance Act", "de la Ley de Sociedades", "del Código Penal". */
const FORMAL = new RegExp(
  `^[\\s,]*${JOINT}?((?:[A-Z][\\w-]*\\s+){1,5}(?:${KINDS})\\b|(?:Ley|Reglamento|Directiva|C[oó]digo|Decreto|Estatuto)\\s+(?:de|del|sobre)\\s+(?:(?:la|las|el|los)\\s+)?\\p{L}+(?:\\s+(?:de|del)\\s+\\p{L}+)?|C[oó]digo\\s+(?:Penal|Civil|Mercantil))`,
  'u',
);

/** Law above or beside the acts of the register, by the words it is known by. */
const KNOWN_STRANGERS = new RegExp(
  `^[\\s,]*${JOINT}?((?:(?:EBA|ESMA|EIOPA|Basel|Basilea)\\s+[\\w ]{0,20}?)?(?:guidelines?|framework|directrices)\\b|(?:TFEU|TEU|TFUE|TUE|ECHR|CEDH|CFR|UCC|BGB)\\b|(?:EU\\s+)?Charter\\b|Carta\\b|Constituci[oó]n\\b|Constitution\\b|Estatuto de los Trabajadores)`,
  'u',
);
const ACRONYM = new RegExp(`^[\\s,]*${JOINT}?([A-Za-z][A-Za-z0-9]{1,9})(?![\\p{L}\\p{N}])`, 'u');
const BEFORE = /(?<![\p{L}\p{N}])([A-Za-z][A-Za-z0-9]{2,9})[\s,]*$/u;

/** "this Regulation", "that Act" name no act by themselves. */
const ITSELF = /^(?:This|That|Such|Any|Each|Same|Said)\b/;

/** Capitals that are no name of an act. */
const NO_ACT =
  /^(?:EU|UE|EC|CE|EEA|ICT|TIC|AI|IA|IT|ECB|BCE|EBA|ESMA|EIOPA|CNMV|BDE|TLPT|AML|KYC|PEP|DPO|DPIA|CASP|ART|EMT|AND|OR|NOT|VS|OF|IN|ON|TO|DE|DEL|LA|EL|EN|PLEASE|SAYS?)$/;

/**
 * The name of an act that nobody knows, written beside a place: "Article 5 of the Companies Act", "§ 25 KWG", "Article 5
 * DROA". A word counts as a name where it reads as one: of a known sort, in capitals right behind the place, or a
 * misspelling of a known name. Without this, the place would be looked for in an act that was not asked about.
 *
 * @param after the text behind the place; @param before the text in front of it; @param shortNames known names
 */
export function unknownActBeside(before: string, after: string, shortNames: readonly string[]): string | undefined {
  const formal = (KNOWN_STRANGERS.exec(after) ?? FORMAL.exec(after))?.[1];
  if (formal !== undefined && !ITSELF.test(formal)) return formal.trim();
  const behind = ACRONYM.exec(after);
  const word = behind?.[1];
  if (word !== undefined && readsAsName(word, after, shortNames)) return word;
  const front = BEFORE.exec(before)?.[1];
  return front !== undefined && isMisspelt(front, shortNames) ? front : undefined;
}

function readsAsName(word: string, after: string, shortNames: readonly string[]): boolean {
  if (isMisspelt(word, shortNames)) return true;
  // In a text that is all capitals, they tell nothing.
  const shouting = !/[a-z]/.test(after);
  return !shouting && /^[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*$/.test(word) && !NO_ACT.test(word);
}

/** One slip away from a known name, and in capitals or of four letters and more. */
function isMisspelt(word: string, shortNames: readonly string[]): boolean {
  const capitals = word === word.toUpperCase();
  if (word.length < 3 || (word.length < 4 && !capitals)) return false;
  const folded = foldText(word);
  return shortNames.some(
    (name) => Math.abs(name.length - word.length) <= 1 && editDistance(folded, foldText(name)) === 1,
  );
}
