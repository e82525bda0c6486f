import { AppError } from '../../core/errors.ts';
import { cleanText, foldText } from '../../core/text.ts';
import type { Act, ActKind, Authority } from '../act.ts';
import type { ImportedText } from '../provision.ts';
import { SUFFIX } from '../suffixes.ts';
import { annexPlace } from './annex.ts';
import { annexHeading, type Heading, headingOf } from './boe-headings.ts';
import { blocksOfSpanishLines } from './boe-lines.ts';
import { checkedText, refuseUnreadable } from './checked-text.ts';
import { divisionRank, nextDivisions } from './divisions.ts';
import { doubtAbout } from './number-endings.ts';
import { type Block, type Built, buildProvision, type TopProvision } from './provision-builder.ts';

/**
 * Reads a Spanish act consolidated by the BOE, in Markdown with front matter: articles and the normas of circulars,
 * additional, transitional, derogatory and final dispositions, annexes. What an act quotes of another it amends («…»)
 * stays text of the disposition that quotes it.
 *
 * @param origin the file's name, for messages
 * @throws AppError `invalid_input` for front matter that lacks the identifier, or a text without an article
 */
export function importBoeMarkdown(text: string, origin: string): ImportedText {
  refuseUnreadable(text, origin);
  const { fields, body } = frontMatter(text, origin);
  const act = identify(fields, origin);
  const { tops, warnings } = unique(provisionsOf(body), origin);
  const built: Built[] = tops.map(buildProvision);
  if (!tops.some(({ place }) => place.startsWith('art_'))) {
    throw new AppError(
      'invalid_input',
      `${origin} holds no artículo and no norma; it was refused. Export the act again with its text.`,
    );
  }
  const consolidatedTo = fields.get('last_updated');
  const imported: ImportedText = {
    act,
    language: 'es',
    format: 'boe-markdown',
    source: 'official',
    ...(consolidatedTo !== undefined && isDay(consolidatedTo) ? { consolidatedTo } : {}),
    nodes: built.flatMap(({ nodes }) => nodes),
    warnings: [...warnings, ...built.flatMap((each) => each.warnings)],
  };
  return checkedText(imported, origin);
}

function frontMatter(text: string, origin: string): { fields: ReadonlyMap<string, string>; body: string } {
  const match = /^\ufeff?---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(text);
  if (match === null) {
    throw new AppError(
      'invalid_input',
      `${origin} does not begin with front matter (--- … ---) naming the act; it was refused. Export the act again with its front matter.`,
    );
  }
  const fields = new Map<string, string>();
  for (const line of (match[1] ?? '').split(/\r?\n/)) {
    const field = /^([a-z_]+):\s*(?:"(.*)"|(.*))$/.exec(line);
    if (field?.[1] !== undefined) fields.set(field[1], (field[2] ?? field[3] ?? '').trim());
  }
  return { fields, body: text.slice(match[0].length) };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

const KINDS: readonly (readonly [RegExp, ActKind, string])[] = [
  [/^ley[ _]organica$/, 'ley_organica', 'Ley Orgánica'],
  [/^ley$/, 'ley', 'Ley'],
  [/^real[ _]decreto[-_ ]ley$/, 'real_decreto_ley', 'Real Decreto-ley'],
  [/^real[ _]decreto[-_ ]legislativo$/, 'real_decreto_legislativo', 'Real Decreto Legislativo'],
  [/^real[ _]decreto$/, 'real_decreto', 'Real Decreto'],
  [/^orden$/, 'orden', 'Orden'],
  [/^circular$/, 'circular', 'Circular'],
];

function identify(fields: ReadonlyMap<string, string>, origin: string): Act {
  const id = fields.get('identifier') ?? '';
  if (!/^BOE-[A-Z]-\d{4}-\d{1,6}$/.test(id)) {
    throw new AppError(
      'invalid_input',
      `${origin}: the front matter has no BOE identifier (identifier: "BOE-A-2010-6737"). Add it.`,
    );
  }
  const rank = foldText(fields.get('rank') ?? '');
  const [, kind, word] = KINDS.find(([pattern]) => pattern.test(rank)) ?? [undefined, 'other' as const, ''];
  const authority = authorityOf(fields.get('department') ?? '');
  const number = fields.get('official_number') ?? '';
  const title = cleanText(fields.get('title') ?? '');
  const issuer =
    kind === 'circular'
      ? authority === 'BDE'
        ? ' del Banco de España'
        : authority === 'CNMV'
          ? ' de la CNMV'
          : ''
      : '';
  const day = (name: string): string | undefined => {
    const value = fields.get(name);
    return value !== undefined && isDay(value) ? value : undefined;
  };
  const [document, published, eli] = [day('enactment_date'), day('publication_date'), fields.get('source')];
  return {
    id,
    kind,
    authority,
    title,
    name: word === '' || number === '' ? (title.split(',')[0] ?? id) : `${word} ${number}${issuer}`,
    ...(eli?.includes('/eli/') ? { eli } : {}),
    dates: { ...(document ? { document } : {}), ...(published ? { published } : {}) },
  };
}

function authorityOf(department: string): Authority {
  const folded = foldText(department);
  if (folded.includes('banco de espana')) return 'BDE';
  return folded.includes('comision nacional del mercado de valores') ? 'CNMV' : 'ES';
}

interface OpenProvision {
  readonly heading: Heading;
  readonly divisions: readonly string[];
  readonly lines: string[];
}

const ENDING = new RegExp(`^${SUFFIX}$`, 'i');

/** Walks the lines: headings open provisions and divisions, everything else belongs to the open one. */
function provisionsOf(body: string): readonly OpenProvision[] {
  const found: OpenProvision[] = [];
  let divisions: readonly string[] = [];
  let open: OpenProvision | undefined = {
    heading: { place: 'pre_1', marker: 'Preámbulo', title: '' },
    divisions: [],
    lines: [],
  };
  found.push(open);
  let annexes = 0;
  let quoting = false;
  for (const raw of body.split(/\r?\n/)) {
    const line = raw.trim();
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const words = cleanMarkdown(heading?.[2] ?? line);
    if (words === '') continue;
    const isAnnex = !quoting && isBareAnnex(words);
    if (isAnnex || (heading && !(quoting && words.startsWith('«')))) {
      const begun: OpenProvision | undefined = opened(bareNorma(words, found), divisions, annexes + 1);
      if (begun && !(quoting && isInsideQuotation(begun.heading.place, found))) {
        quoting = false;
        open = begun;
        found.push(begun);
        if (begun.heading.place.startsWith('anx_')) annexes += 1;
        continue;
      }
      if (!quoting && divisionRank(words) >= 0 && !words.startsWith('«')) {
        divisions = nextDivisions(divisions, [words.replace(/^([^.]{1,40})\.\s+/, '$1 — ')]);
        open = undefined;
        continue;
      }
      if (found.length === 1 && isRoyalTitle(words)) continue;
    }
    quoting = stillQuoting(words, quoting);
    (open ?? found.at(-1))?.lines.push(words);
  }
  return found.filter(({ heading, lines }) => heading.place !== 'pre_1' || lines.length > 0);
}

/** An annex is often printed without the marks of a heading: "ANEJO II bis", alone in its line. */
function isBareAnnex(words: string): boolean {
  const match = /^ANE[XJ]O(?:\s+[IVXLC]+(?:\s+(\S+))?)?$/.exec(words);
  return match !== null && (match[1] === undefined || ENDING.test(match[1]));
}

/** A norma whose word was left out of its heading ("18. Título") is still the one that follows the last. */
function bareNorma(words: string, found: readonly OpenProvision[]): string {
  const number = /^(\d{1,3})\.\s/.exec(words)?.[1];
  const last = found.at(-1)?.heading;
  const follows = last?.marker.startsWith('Norma') && `art_${Number(number) - 1}` === last.place;
  return follows ? `Norma ${words}` : words;
}

function opened(words: string, divisions: readonly string[], annexNumber: number): OpenProvision | undefined {
  const heading = headingOf(words);
  if (heading) return { heading, divisions: heading.place.startsWith('art_') ? divisions : [], lines: [] };
  const annex = annexHeading(words);
  if (annex === undefined) return undefined;
  const { place, doubt } = annexPlace(`ANEXO ${annex.number ?? ''}`, annexNumber);
  return {
    heading: { place, marker: annex.marker, title: annex.title, ...(doubt !== undefined && { isDoubtful: true }) },
    divisions: [],
    lines: [],
  };
}

/** A heading of an article while a disposition quotes another law belongs to that law; a disposition ends every quotation. */
function isInsideQuotation(place: string, found: readonly OpenProvision[]): boolean {
  const current = found.at(-1)?.heading.place ?? '';
  return place.startsWith('art_') && !current.startsWith('art_');
}

function stillQuoting(words: string, before: boolean): boolean {
  if (/»\s*[.;,]?$/.test(words)) return false;
  return before || (/^«/.test(words) && !words.includes('»'));
}

function isRoyalTitle(words: string): boolean {
  return /^(?:JUAN CARLOS I|FELIPE VI|REY DE ESPA[ÑN]A|PRE[ÁA]MBULO|DISPONGO:?|[IVX]+|(?:Ley|Real Decreto|Circular|Orden)\b.*)$/.test(
    words,
  );
}

/** Bold, italics and escapes are typography; the words stay. */
function cleanMarkdown(text: string): string {
  const plain = text.replace(/\*\*([^*]+)\*\*/g, '$1').replace(/(?<![*\\])\*([^*\s][^*]*)\*/g, '$1');
  return cleanText(plain.replace(/\\([*_#.[\]()-])/g, '$1'));
}

/** "Disposición adicional única", which an amendment may have left beside a "primera". */
function isSole({ marker }: Heading): boolean {
  return /\s[úu]nic[oa]$/i.test(marker);
}

/** Places are told apart, as laws printed inside a law repeat them; more of one are no law. */
const MOST_ALIKE = 100;

function unique(
  found: readonly OpenProvision[],
  origin: string,
): { tops: readonly TopProvision[]; warnings: readonly string[] } {
  const seen = new Set<string>();
  const warnings: string[] = [];
  const ordinary = new Set(found.filter(({ heading }) => !isSole(heading)).map(({ heading }) => heading.place));
  const tops = found.map(({ heading, divisions, lines }): TopProvision => {
    const wanted =
      isSole(heading) && ordinary.has(heading.place) ? heading.place.replace(/_1$/, '_unica') : heading.place;
    let place = wanted;
    for (let again = 1; seen.has(place); again += 1) {
      if (again > MOST_ALIKE)
        throw new AppError(
          'invalid_input',
          `${origin}: "${heading.marker.slice(0, 80)}" stands more than ${MOST_ALIKE} times; no law does that. Export the act again.`,
        );
      place = `${heading.place}${'x'.repeat(again)}`;
    }
    if (heading.isDoubtful) warnings.push(doubtAbout(heading.marker, place));
    else if (place !== wanted) warnings.push(`"${heading.marker}" stands twice; the second is kept as ${place}`);
    seen.add(place);
    // A preamble argues; its numbers are no places of the law.
    const blocks: readonly Block[] =
      place === 'pre_1' ? lines.map((text) => ({ kind: 'text', text })) : blocksOfSpanishLines(lines);
    return {
      place,
      marker: heading.marker,
      heading: heading.title,
      divisions,
      blocks,
      ...(blocks.length === 0 && heading.title === '' ? { lost: true as const } : {}),
    };
  });
  return { tops, warnings };
}
