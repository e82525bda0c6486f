import { beginningOf } from '../../core/text.ts';
import type { Document, Statement } from '../../documents/document.ts';
import { documentLanguage } from '../../documents/document-language.ts';
import type { IsoDate, Language } from '../../regulations/act.ts';
import { type FactName, factNamed, namedValues } from './fact-names.ts';
import { factsInRows } from './fact-rows.ts';
import type { PolicyFacts } from './policy.ts';
import { dateAtStart } from './printed-dates.ts';

/** So far a document speaks of itself; behind that only under a heading that says so. */
const FIRST = 40;
const ABOUT_ITSELF =
  /^(?:[\d.]{0,8}\s{0,3})(?:document|policy|version|control)\s+(?:control|information|details|history|data|del\s+documento|documental|de\s+versiones)|^(?:[\d.]{0,8}\s{0,3})(?:ficha|datos|informaci[oó]n)\s+(?:del|de\s+la)\s+(?:documento|pol[ií]tica)/i;
const LONGEST_LINE = 1_500;
const [LONGEST_OWNER, LONGEST_TITLE] = [120, 300];

/** A value as it is printed, and under which name. */
interface Told {
  readonly fact: FactName | 'other';
  readonly value: string;
}

/**
 * What a policy says of itself: in the file beside its text, in tables, in lines such as "Version: 3.1", in sentences
 * about "this policy". What it does not say is absent, and so is what may be read in two ways.
 */
export function policyFacts(document: Document): PolicyFacts {
  const language = documentLanguage(document);
  const told = toldBy(document);
  const first = <T>(
    names: readonly FactName[],
    read: (value: string, name: FactName) => T | undefined,
  ): T | undefined =>
    names
      .flatMap((name) => told.filter(({ fact }) => fact === name).map(({ value }) => read(value, name)))
      .find((value) => value !== undefined);
  const owner = first(['owner', 'responsible'], ownerOf);
  const version = first(['version', 'revision'], (value, name) => versionOf(value, name, language));
  const effective = first(['effective'], (value): IsoDate | undefined => dateAtStart(value, language)?.iso);
  return {
    title: titleOf(
      document,
      first(['title'], (value) => (isBlank(value) ? undefined : value)),
    ),
    ...(owner === undefined ? {} : { owner }),
    ...(version === undefined ? {} : { version }),
    ...(effective === undefined ? {} : { effective }),
    language,
  };
}

/** What is told under names, the surest first. */
function toldBy({ about = [], statements, title }: Document): readonly Told[] {
  const own = statements.filter(({ section }, at) => at < FIRST || section.some((each) => ABOUT_ITSELF.test(each)));
  const beside = about.flatMap(({ name, value }): readonly Told[] => {
    const fact = factNamed(name);
    return fact === undefined ? [] : [{ fact, value }];
  });
  const lines = [...new Set([title ?? '', ...own.flatMap(linesOf)])].map((line) => beginningOf(line, LONGEST_LINE));
  return [
    ...beside,
    ...factsInRows(own),
    ...lines
      .flatMap(namedValues)
      .map(({ fact, value, opens }) => ({ fact, value: opens ? value : capitalised(value) })),
    ...lines.flatMap(unnamed),
    ...versionsIn(title ?? ''),
    ...statements.map(({ text }) => beginningOf(text, 400)).flatMap(sentences),
  ];
}

/** Headings are lines too: "Version 3.1" is set large on many a first page. */
function linesOf({ section, text, row }: Statement): readonly string[] {
  const cells = row?.cells.filter((cell) => cell !== '') ?? [];
  return row === undefined ? [...section, text] : [...section, ...(cells.length === 1 ? cells : [])];
}

/** In the middle of a line a value in lower case is more likely the rest of a sentence. */
function capitalised(value: string): string {
  return /^[\p{Lu}\p{N}"“«[]|^v\.?\s?\d/u.test(value) ? value : '';
}

const SELF = '(?:this|the\\s+present)\\s+(?:policy|procedure|document|standard|manual)';
const SELF_ES = '(?:la\\s+presente|esta|el\\s+presente|este)\\s+(?:pol[ií]tica|procedimiento|documento|norma|manual)';
/** Where such words stand for themselves: "over TLS, version 1.2" is about something else. */
const APART = '(?:^|[|·•–—]\\s{0,3})';
const VERSION_WORDS = '(?:version|versi[oó]n|ver\\.|v\\.?)\\s?(\\d{1,4}(?:\\.\\d{1,4}){0,3})';
const ENDS = '(?=\\s*(?:$|[|·•;,()–—]|-\\s|\\.(?!\\d)))';
const VERSION = new RegExp(`${APART}${VERSION_WORDS}${ENDS}`, 'giu');
const TITLE_VERSION = new RegExp(`[\\s(]${VERSION_WORDS}${ENDS}`, 'iu');
const EFFECTIVE = new RegExp(
  `${APART}(?:effective(?:\\s+(?:date|as\\s+of|from|on))?|in\\s+force\\s+(?:from|since)|valid\\s+from|(?:fecha\\s+de\\s+)?entrada\\s+en\\s+vigor|(?:vigente|en\\s+vigor)\\s+desde)\\s+([^|·•;()]{5,40}?\\d)(?=\\s*(?:$|[|·•;()–—]|\\.(?!\\d)))`,
  'giu',
);

const OPENS = new RegExp(`^[\\s*_(]{0,4}${VERSION_WORDS}(?=[,;]\\s)`, 'iu');

/** "Version 3.1" and "Effective 1 March 2025" need no colon. */
function unnamed(written: string): readonly Told[] {
  // Behind a version that opens the line commas part one fact from the next.
  const line = OPENS.test(written) ? written.replace(/[,;](?=\s)/g, '|') : written;
  return [
    ...[...line.matchAll(VERSION)].map(([, value = '']): Told => ({ fact: 'version', value })),
    ...[...line.matchAll(EFFECTIVE)].map(([, value = '']): Told => ({ fact: 'effective', value })),
  ];
}

/** A title may end in its version without more: "Lamp policy v2.0". */
function versionsIn(title: string): readonly Told[] {
  const value = TITLE_VERSION.exec(title)?.[1];
  return value === undefined ? [] : [{ fact: 'version', value }];
}

const ASIDE = '(?:\\s+\\([^()]{0,60}\\))?';
const IN_BRACKETS = new RegExp(`\\b(?:${SELF}|${SELF_ES})\\s+\\(${VERSION_WORDS}\\)`, 'iu');
const HOLDS = new RegExp(
  `\\b(?:${SELF}${ASIDE}\\s+(?:enters?\\s+into\\s+force|comes?\\s+into\\s+(?:force|effect)|takes?\\s+effect|is\\s+(?:effective|in\\s+force|valid)|applies|is\\s+applicable)|${SELF_ES}${ASIDE}\\s+(?:entra(?:r[aá])?\\s+en\\s+vigor|est[aá]\\s+en\\s+vigor|ser[aá]\\s+(?:de\\s+aplicaci[oó]n|aplicable)|se\\s+aplica(?:r[aá])?|es\\s+aplicable|surte\\s+efectos?))\\s+(.{6,80})`,
  'iu',
);
const OWNED = new RegExp(
  `\\b(?:${SELF}(?:${ASIDE}|(?:[^.;]|\\.(?=\\d)){0,160}?\\s+and)\\s+is\\s+owned\\s+by|(?:the\\s+)?owner\\s+of\\s+${SELF}\\s+is|(?:el|la)\\s+(?:propietari[oa]|titular|responsable)\\s+de\\s+${SELF_ES}\\s+es)\\s+(?:the\\s+|el\\s+|la\\s+)?([^.;,]{2,120})`,
  'iu',
);

/** A second verb behind the owner: "… and reviewed every year". */
const GOES_ON =
  /\s+(?:and|y)\s+(?=(?:\p{Ll}{2,20}ed|is|must|shall|will|applies|enters|takes|comes|se|es|entra|debe|ser[aá])(?:\s|$))/u;

/** What it says of itself in a sentence. */
function sentences(text: string): readonly Told[] {
  const [holds, owned, version] = [HOLDS, OWNED, IN_BRACKETS].map((asked) => asked.exec(text)?.[1]);
  return [
    ...(version === undefined ? [] : [{ fact: 'version' as const, value: version }]),
    ...(holds === undefined ? [] : [{ fact: 'effective' as const, value: holds }]),
    ...(owned === undefined ? [] : [{ fact: 'owner' as const, value: capitalised(owned.split(GOES_ON, 1)[0] ?? '') }]),
  ];
}

const BLANK =
  /^(?:[\s\p{P}\p{S}]*|t\.?b\.?[acd]\.?|n\.?\s?[/.]?\s?a\.?|none|unknown|to\s+be\b.{0,60}|pending\b.{0,60}|x{2,}|pendiente\b.{0,60}|por\s+(?:definir|determinar|designar)|sin\s+\p{L}{1,20}|ningun[oa]|[[<{].{0,80}[\]>}])$/iu;

/** True for what holds a value's place: "TBC", "[name]", "pendiente". */
function isBlank(value: string): boolean {
  return BLANK.test(value.trim());
}

/** A sentence about an owner names none. */
const SAYS_MORE =
  /(?:^|\s)(?:must|shall|should|will|may|can|is|are|was|has|have|means|who|which|that|debe|deben|deber[aá]n?|podr[aá]n?|ser[aá]n?|es|son|significa|quien|quienes|cuyo|cuya)(?=\s|$)|[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}+\s+\p{Ll}/iu;

function ownerOf(value: string): string | undefined {
  const owner = value.replace(/^[\s*_"'“«]{1,4}|[\s*_"'”».;,]{1,4}$/g, '').trim();
  if (owner.length < 2 || owner.length > LONGEST_OWNER || !/\p{L}{2}/u.test(owner)) return undefined;
  // What stands behind a name that is not known may belong to that.
  if (isBlank(owner) || SAYS_MORE.test(owner) || /\p{L}:\s/u.test(owner) || factNamed(owner) !== undefined)
    return undefined;
  return owner;
}

const COUNTED = /^v?\.?\s?(\d{1,4}(?:[./_-]\d{1,4}){0,3}\p{L}?)(?![\p{L}\p{N}])/iu;
const LETTERED = /^([A-Z]\d{0,3})(?=$|[\s(,;])/;

/** A version as the bank counts; a day where it counts by days. */
function versionOf(value: string, name: FactName, language: Language): string | undefined {
  const bare = value.trim().replace(/^(?:version|versi[oó]n|revision|revisi[oó]n|n[º°.o]{1,2})\s{0,3}/i, '');
  const date = dateAtStart(bare, language) ?? dateAtStart(bare, 'es');
  // "Revisión: 1 de marzo de 2025" tells when it is looked at again.
  if (date !== undefined) return name === 'version' ? bare.slice(0, date.length) : undefined;
  const counted = COUNTED.exec(bare);
  if (counted === null) return LETTERED.exec(bare)?.[1];
  // "Revision: 12 months" and "Version: 2 of the form" tell something else.
  const rest = bare.slice(counted[0].length);
  return /^\s{1,3}(?:\p{Ll}|%)/u.test(rest) &&
    !/^\s{1,3}(?:of|de|del|as|from|vigente|draft|borrador|final)\s/iu.test(`${rest} `)
    ? undefined
    : counted[1];
}

const NO_TITLE =
  /^(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s|(?:table\s+of\s+)?contents$|(?:tabla\s+de\s+)?contenidos?$|[ií]ndice$|sumario$|(?:version|versi[oó]n|v)\.?\s?\d|(?:purpose|scope|introduction|objeto|objetivo|alcance|[aá]mbito|introducci[oó]n)$)/i;

/** What is large on the first page, else what the document calls itself, else its first heading, else its file's name. */
function titleOf({ title, statements, name }: Document, told: string | undefined): string {
  const headings = statements.slice(0, FIRST).flatMap(({ section }) => section);
  const fit = [title, told, ...headings].find(
    (each) => each !== undefined && /\p{L}/u.test(each) && !NO_TITLE.test(each) && !ABOUT_ITSELF.test(each),
  );
  const bare = name.replace(/\.(?:pdf|docx|html?|xhtml|md|markdown|te?xt)$/i, '');
  return beginningOf(fit ?? (bare === '' ? name : bare), LONGEST_TITLE);
}
