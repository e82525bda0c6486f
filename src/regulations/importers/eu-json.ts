import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { cleanText } from '../../core/text.ts';
import type { Act, ActKind, IsoDate } from '../act.ts';
import type { ImportedText } from '../provision.ts';
import { romanToArabic } from './annex.ts';
import { checkedText, refuseUnreadable } from './checked-text.ts';
import { CHAPTER, divisionRank, nextDivisions } from './divisions.ts';
import { baseCelex, dateIn, euActName, euEli } from './eu-identity.ts';
import { annexes } from './eu-json-annexes.ts';
import { blocksOfLines, linesOf, trailingHeadings } from './eu-json-lines.ts';
import { dropNoteCalls } from './note-calls.ts';
import { type Built, buildProvision, markerNumber, textBlock } from './provision-builder.ts';

const Source = z.object({
  full_name: z.string().min(1),
  celex_id: z.string(),
  articles: z
    .array(
      z.object({
        number: z.string().min(1),
        title: z.string().nullish(),
        text: z.string(),
        chapter: z.string().nullish(),
      }),
    )
    .min(1),
  recitals: z.array(z.object({ recital_number: z.number().int().positive(), text: z.string() })).default([]),
});
type Source = z.infer<typeof Source>;

/**
 * Reads an act of the Union in the JSON form (articles and recitals as text, markers on lines of their own). The form
 * is poorer than Formex: what it lost is marked as lost, what trails an article without belonging to it is cut off.
 *
 * @param origin the file's name, for messages
 * @throws AppError `invalid_input` naming the field that is wrong
 */
export function importEuJson(text: string, origin: string): ImportedText {
  const source = parse(text, origin);
  const celex = baseCelex(source.celex_id);
  if (celex === undefined) {
    throw new AppError(
      'invalid_input',
      `${origin}: celex_id "${source.celex_id.slice(0, 40)}" is not a CELEX number such as 32022R2554. Correct it.`,
    );
  }
  const last = source.articles.at(-1);
  const { body, rest } = splitFinal(linesOf(dropNoteCalls(last?.text ?? '')));
  const document = dateIn(rest.find((line) => /^Done at /.test(line)) ?? '');
  const built: Built[] = [...recitals(source), ...articles(source, body), ...annexes(rest)];
  const warnings = built.flatMap((each) => each.warnings);
  const imported: ImportedText = {
    act: identify(source, celex.act, document),
    language: 'en',
    format: 'eu-json',
    source: 'official',
    ...(celex.consolidatedTo === undefined ? {} : { consolidatedTo: celex.consolidatedTo }),
    nodes: built.flatMap(({ nodes }) => nodes),
    warnings,
  };
  return checkedText(imported, origin);
}

function parse(text: string, origin: string): Source {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new AppError(
      'invalid_input',
      `${origin} is not JSON (${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'}). It may have been cut short; fetch it again.`,
    );
  }
  refuseUnreadable(text, origin);
  const parsed = Source.safeParse(raw);
  if (parsed.success) {
    for (const { text: words } of [...parsed.data.articles, ...parsed.data.recitals]) refuseUnreadable(words, origin);
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  throw new AppError(
    'invalid_input',
    `${origin}: the field ${issue?.path.join('.') || '(whole file)'} is wrong: ${issue?.message ?? ''}. Correct it or export the act again.`,
  );
}

function identify(source: Source, act: string, document: IsoDate | undefined): Act {
  const title = cleanText(source.full_name);
  const letter = act.charAt(5);
  const kind: ActKind = /delegated/i.test(title)
    ? 'delegated_regulation'
    : /implementing/i.test(title)
      ? 'implementing_regulation'
      : letter === 'R'
        ? 'regulation'
        : letter === 'L'
          ? 'directive'
          : 'decision';
  const eli = euEli(act, kind);
  return {
    id: act,
    kind,
    authority: kind === 'delegated_regulation' || kind === 'implementing_regulation' ? 'COM' : 'EU',
    title,
    name: euActName(act),
    ...(eli === undefined ? {} : { eli }),
    dates: document === undefined ? {} : { document },
  };
}

const FORMULA = /^(?:This (?:Regulation|Decision) shall be binding|Done at )/;

/** The last article swallowed the closing formula, the signatures, the notes and the annexes: they are taken off. */
function splitFinal(lines: readonly string[]): { body: readonly string[]; rest: readonly string[] } {
  const cut = lines.findIndex((line) => FORMULA.test(line) || /^ANNEX(?:\s+[IVXL]+)?$/.test(line));
  return cut < 0 ? { body: lines, rest: [] } : { body: lines.slice(0, cut), rest: lines.slice(cut) };
}

/** The last recital stands twice in this form; each number is kept once. */
function recitals(source: Source): readonly Built[] {
  const seen = new Set<number>();
  return source.recitals.flatMap(({ recital_number: number, text }) => {
    if (seen.has(number)) return [];
    seen.add(number);
    return [
      buildProvision({
        place: `rct_${number}`,
        marker: `(${number})`,
        heading: '',
        blocks: textBlock(dropNoteCalls(text)),
      }),
    ];
  });
}

/**
 * The form tells an article's chapter only after reading to its end: where a chapter's heading trails the article, the
 * article already bears the next chapter's number.
 */
function articles(source: Source, finalBody: readonly string[]): readonly Built[] {
  let divisions: readonly string[] = [];
  let chapter = romanToArabic(source.articles[0]?.chapter ?? '') === 1 ? (source.articles[0]?.chapter ?? '') : '';
  let pending: readonly string[] = chapter === '' ? [] : [`CHAPTER ${chapter}`];
  return source.articles.map((article, position) => {
    const isFinal = position === source.articles.length - 1;
    const lines = isFinal ? finalBody : linesOf(dropNoteCalls(article.text));
    const mayTurn = isNextChapter(chapter, article.chapter ?? '');
    const end = isFinal ? lines.length : trailingHeadings(lines, mayTurn);
    // Without a heading, the turn must last: a single article's other number was read from its words.
    const turns = mayTurn && (end < lines.length || (source.articles[position + 1]?.chapter ?? chapter) !== chapter);
    if (turns) chapter = article.chapter ?? '';
    divisions = divisionsBelow(divisions, pending);
    pending = headingLines(lines.slice(end).map(cleanText), article.chapter ?? '', turns);
    if (isForeign(article.title ?? '', lines)) return foreignArticle(article.number, divisions);
    const { heading, from } = headingOf(article.title, lines);
    return buildProvision({
      place: `art_${markerNumber(article.number) ?? article.number}`,
      marker: `Article ${article.number}`,
      heading,
      divisions,
      blocks: blocksOfLines(lines.slice(from, end)),
    });
  });
}

/** The form drops the line "CHAPTER IV" itself: it stood in front of the chapter's name, below a title and its name. */
function headingLines(tail: readonly string[], number: string, turns: boolean): readonly string[] {
  const title = tail.findIndex((line) => divisionRank(line) >= 0 && divisionRank(line) < CHAPTER);
  const below = tail[title + 2];
  // Under a new title the first chapter may bear the number that the last one bore.
  const named = title >= 0 && below !== undefined && divisionRank(below) < 0;
  if (number === '' || !(turns || named) || tail.some((line) => divisionRank(line) === CHAPTER)) return tail;
  const at = title < 0 ? 0 : Math.min(title + 2, tail.length);
  return [...tail.slice(0, at), `CHAPTER ${number}`, ...tail.slice(at)];
}

/**
 * The divisions around the next article. A name in front that no line numbers — a chapter that was inserted, or never had
 * a number — takes the place of the chapter it ends, or of the title where there are no chapters, until the next one.
 */
function divisionsBelow(current: readonly string[], lines: readonly string[]): readonly string[] {
  const numbered = lines.findIndex((line) => divisionRank(line) >= 0);
  const names = numbered < 0 ? lines : lines.slice(0, numbered);
  const rest = lines.slice(names.length);
  const ends = rest.some((line) => divisionRank(line) >= 0 && divisionRank(line) <= CHAPTER);
  const held = names.length > 0 || ends ? current.filter((division) => divisionRank(division) >= 0) : current;
  if (names.length === 0) return nextDivisions(held, rest);
  const hasChapters = held.some((division) => divisionRank(division) === CHAPTER);
  const kept = held.filter((division) => divisionRank(division) < CHAPTER);
  return nextDivisions([...(hasChapters ? kept : kept.slice(0, -1)), names.join(' — ')], rest);
}

/** Chapters go up by one or begin anew under a title; any other number was read from the words of an article. */
function isNextChapter(before: string, chapter: string): boolean {
  const [from, to] = [romanToArabic(before) ?? 0, romanToArabic(chapter)];
  return to !== undefined && chapter !== before && (to === from + 1 || to === 1);
}

/** A cell of a correlation table: places of another act, or a dash for none. */
const CELL = /^(?:Articles?\s\d[^.;:]{0,100}|Annex(?:\s[^.;:]{0,40})?|[—–-])$/;

/** A row of a correlation table taken for an article: its title is a place of another act, and so is all it holds. */
function isForeign(title: string, lines: readonly string[]): boolean {
  if (!/^Articles?\s\d/.test(cleanText(title))) return false;
  return lines.filter((line) => !CELL.test(cleanText(line))).length <= lines.length / 10;
}

function foreignArticle(number: string, divisions: readonly string[]): Built {
  const marker = `Article ${number}`;
  const place = `art_${markerNumber(number) ?? number}`;
  const built = buildProvision({ place, marker, heading: '', divisions, blocks: [], lost: true });
  return {
    ...built,
    warnings: [`${place}: the source has a table of other articles in its place; its words are lost`],
  };
}

/** Where the form has no title, or a mere amendment mark in its stead, the first line is the title if it reads as one. */
function headingOf(title: string | null | undefined, lines: readonly string[]): { heading: string; from: number } {
  const given = cleanText((title ?? '').replace(/[▼►◄](?:[MBCA]\d*)?/g, ''));
  const [first = ''] = lines;
  if (given !== '') return { heading: given, from: 0 };
  const reads = lines.length > 1 && /^\p{Lu}/u.test(first) && !/[.;:,]$/.test(first);
  return reads ? { heading: cleanText(first), from: 1 } : { heading: '', from: 0 };
}
