import { AppError } from '../../core/errors.ts';
import type { ActId, IsoDate, Language } from '../act.ts';
import { baseCelex } from '../importers/eu-identity.ts';
import type { ActNames } from '../mentions/act-names.ts';
import { isoDay } from '../mentions/act-names.ts';

/** An act as a person named it. */
export interface ActRequest {
  readonly act: ActId;
  readonly consolidatedTo?: IsoDate;
  /** Where the address says which. */
  readonly language?: Language;
}

const LONGEST = 2_000;
const CELEX_IN = /(?:celex(?::|%3a)|\/celex\/)([^&#?/]{6,40})/i;
const OJ_IN = /[?&]uri=(?:oj(?::|%3a)|uriserv(?::|%3a)oj)/i;
const ELI = /\/eli\/([a-z_]{2,12})\/(\d{4})\/(\d{1,5})(?:\/(oj|\d{4}-\d{2}-\d{2}))?(?:\/([a-z]{3}))?(?=[/?#]|$)/i;
const ELI_TYPES: Readonly<Record<string, string>> = {
  reg: 'R',
  reg_del: 'R',
  reg_impl: 'R',
  dir: 'L',
  dir_del: 'L',
  dir_impl: 'L',
  dec: 'D',
  dec_del: 'D',
  dec_impl: 'D',
};
const LANGUAGES: Readonly<Record<string, Language>> = { en: 'en', eng: 'en', es: 'es', spa: 'es' };

/**
 * Understands how people name an act of the Union: a CELEX number (`32022R2554`, of a consolidation
 * `02022R2554-20250101`), a name (`DORA`, `Regulation (EU) 2022/2554`), an ELI, an address of EUR-Lex or CELLAR.
 *
 * @throws AppError `invalid_input` for what names no one act, or one that is not given out, saying what to give instead
 */
export function readActRequest(given: string, names: Pick<ActNames, 'find' | 'near'>): ActRequest {
  const text = given.trim().slice(0, LONGEST);
  if (/^https?:\/\//i.test(text)) return fromAddress(text);
  if (/^BOE-[A-Z]-\d{4}-\d+$/i.test(text)) throw notOfTheUnion(text);
  const celex = fromCelex(text);
  if (celex) return celex;
  return fromName(text, names);
}

function fromCelex(text: string): ActRequest | undefined {
  const upper = text.toUpperCase();
  const known = baseCelex(upper);
  if (known) return known;
  // Sector, year, type, number: a CELEX number all the same, of what is no regulation, directive or decision.
  if (!/^\d{5}[A-Z]{1,2}\d{3,4}(?:\(\d+\))?(?:-\d{8})?$/.test(upper)) return undefined;
  throw new AppError(
    'invalid_input',
    `${upper} is not the number of a regulation, directive or decision; only these can be added.`,
  );
}

function fromAddress(text: string): ActRequest {
  const url = URL.parse(text);
  const address = url && `${url.pathname}${url.search}`;
  const celex = address && CELEX_IN.exec(address)?.[1];
  const language = address ? languageIn(address) : undefined;
  const known = celex ? fromCelex(decoded(celex)) : undefined;
  if (known) return { ...known, ...(language === undefined ? {} : { language }) };
  const eli = address && ELI.exec(address);
  if (eli) return fromEli(eli);
  if (address && OJ_IN.test(address))
    throw new AppError(
      'invalid_input',
      'The address names a page of the Official Journal and not an act. Give the CELEX number that the page shows, as in: compliance library add 32022R2554',
    );
  throw new AppError(
    'invalid_input',
    `No act can be told from ${text.slice(0, 120)}. Give its CELEX number, as in: compliance library add 32022R2554`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `/legal-content/EN/TXT/`; `/ALL/` leaves it open. */
function languageIn(address: string): Language | undefined {
  return LANGUAGES[/\/legal-content\/([a-z]{2})\//i.exec(address)?.[1]?.toLowerCase() ?? ''];
}

function fromEli([whole, type = '', year = '', number = '', point, language]: RegExpExecArray): ActRequest {
  const letter = ELI_TYPES[type.toLowerCase()];
  if (letter === undefined)
    throw new AppError(
      'invalid_input',
      `${whole} is not the ELI of a regulation, directive or decision; only these can be added.`,
    );
  const consolidatedTo =
    point === undefined || point.toLowerCase() === 'oj' ? undefined : isoDay(point.replaceAll('-', ''));
  const spoken = LANGUAGES[language?.toLowerCase() ?? ''];
  return {
    act: `3${year}${letter}${number.padStart(4, '0')}`,
    ...(consolidatedTo === undefined ? {} : { consolidatedTo }),
    ...(spoken === undefined ? {} : { language: spoken }),
  };
}

function fromName(text: string, names: Pick<ActNames, 'find' | 'near'>): ActRequest {
  const found = names.find(text).filter(({ acts }) => acts.length > 0);
  const [mention] = found;
  const acts = [...new Set(found.flatMap((each) => each.acts))];
  const [act] = acts;
  if (mention === undefined || act === undefined) throw nobodysName(text, names);
  if (acts.length > 1)
    throw new AppError('invalid_input', `"${text.slice(0, 80)}" names several acts. Add one at a time.`, {
      suggestions: acts.map((each) => `compliance library add ${each}`),
    });
  if (act.startsWith('BOE-')) throw notOfTheUnion(act);
  const { consolidatedTo } = mention;
  return { act, ...(consolidatedTo === undefined ? {} : { consolidatedTo }) };
}

function nobodysName(text: string, names: Pick<ActNames, 'near'>): AppError {
  const near = names.near(text);
  return new AppError(
    'invalid_input',
    `There is no file or folder "${text.slice(0, 80)}", and it names no act that is known. Give a file, or an act's CELEX number, as in: compliance library add 32022R2554`,
    near.length === 0 ? {} : { suggestions: near.map((name) => `compliance library add "${name}"`) },
  );
}

function notOfTheUnion(act: string): AppError {
  return new AppError(
    'invalid_input',
    `${act} is a text of the BOE, which is not fetched. Save its consolidated text in Markdown with front matter, and add the file: compliance library add <file>`,
  );
}
