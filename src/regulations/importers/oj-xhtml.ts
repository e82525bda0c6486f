import type { CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { AppError } from '../../core/errors.ts';
import { cleanText } from '../../core/text.ts';
import type { Act, IsoDate, Language } from '../act.ts';
import type { ImportedText } from '../provision.ts';
import { type AnnexBlock, annexBlocks, annexPlace } from './annex.ts';
import { checkedText } from './checked-text.ts';
import { dateIn, euEli, euIdentityFromTitle, readLanguage } from './eu-identity.ts';
import { blocksOf, hasClass, isTag, lineOf, numberParagraphs, openPage } from './html-blocks.ts';
import { type Built, buildProvision, markerNumber } from './provision-builder.ts';

const layout = (element: Element): boolean => /^\d{3}\.\d{3}/.test(element.attribs['id'] ?? '');

/**
 * Reads an act as the Official Journal publishes it in XHTML (CELLAR, CONVEX output with ELI subdivisions).
 *
 * @param origin the file's name, for messages
 * @throws AppError `invalid_input` for a page that is no law, is cut short, or has no article
 */
export function importOjXhtml(html: string, origin: string): ImportedText {
  const page = openPage(html, origin);
  const { act, language } = identify(page, origin);
  const built: Built[] = [...recitals(page), ...articles(page, origin), ...annexes(page)];
  const imported: ImportedText = {
    act,
    language,
    format: 'oj-xhtml',
    source: 'official',
    nodes: built.flatMap(({ nodes }) => nodes),
    warnings: built.flatMap(({ warnings }) => warnings),
  };
  return checkedText(imported, origin);
}

function identify(page: CheerioAPI, origin: string): { act: Act; language: Language } {
  const title = page('.eli-main-title .oj-doc-ti, .oj-doc-ti')
    .toArray()
    .filter((element, position) => position < 4 && !/^(?:annex|anexo)/i.test(lineOf(element)))
    .map(lineOf)
    .join(' ')
    .replace(/\s*\(Text with EEA relevance\)/, '');
  const identity = euIdentityFromTitle(title);
  if (identity === undefined) {
    throw new AppError(
      'invalid_input',
      title === ''
        ? `${origin} has no title of an act: it is a shell page or not a page of the Official Journal. Fetch the text again.`
        : `${origin}: the title does not name a regulation, directive or decision: "${title.slice(0, 120)}". Add the act itself.`,
    );
  }
  const spoken = cleanText(page('.oj-hd-lg').first().text());
  const spanish = /^(?:reglamento|directiva|decisi[oó]n)/i.test(title);
  const language = readLanguage(spoken === '' ? (spanish ? 'es' : 'en') : spoken, origin);
  const eli = euEli(identity.act, identity.kind);
  const document = identity.documentDate ?? dateIn(title);
  const published = dottedDate(page('.oj-hd-date').first().text());
  return {
    language,
    act: {
      id: identity.act,
      kind: identity.kind,
      authority: identity.authority,
      title,
      name: identity.name,
      ...(eli === undefined ? {} : { eli }),
      dates: { ...(document === undefined ? {} : { document }), ...(published === undefined ? {} : { published }) },
    },
  };
}

function dottedDate(text: string): IsoDate | undefined {
  const match = /(\d{1,2})\.(\d{1,2})\.(\d{4})/.exec(text);
  return match ? `${match[3]}-${match[2]?.padStart(2, '0')}-${match[1]?.padStart(2, '0')}` : undefined;
}

function recitals(page: CheerioAPI): readonly Built[] {
  return page('[id^="rct_"]')
    .toArray()
    .map((element, position) => {
      const [block, ...rest] = blocksOf(element.children, layout);
      const marker = block?.kind === 'item' ? block.marker : `(${position + 1})`;
      return buildProvision({
        place: `rct_${markerNumber(marker) ?? position + 1}`,
        marker,
        heading: '',
        blocks: block?.kind === 'item' ? [...block.blocks, ...rest] : block ? [block, ...rest] : [],
      });
    });
}

/** An article's own subdivision; a heading inside a table or a quotation belongs to the article that quotes it. */
function isOwnArticle(element: Element): boolean {
  for (let parent = element.parent; parent; parent = parent.parent) {
    if (
      isTag(parent) &&
      (parent.name === 'td' || hasClass(parent, 'oj-quotation') || /^art_/.test(parent.attribs['id'] ?? ''))
    )
      return false;
  }
  return true;
}

function articles(page: CheerioAPI, origin: string): readonly Built[] {
  const found = page('.eli-subdivision[id^="art_"]').toArray().filter(isOwnArticle);
  if (found.length === 0)
    throw new AppError('invalid_input', `${origin} holds no article; it was refused. Fetch the text again.`);
  const known = new Map<Element, string>();
  return found.map((element) => {
    const title = element.children.find((child) => isTag(child) && hasClass(child, 'oj-ti-art', 'ti-art'));
    const heading = element.children.find((child) => isTag(child) && hasClass(child, 'eli-title', 'oj-sti-art'));
    const marker = title ? lineOf(title) : '';
    const rest = element.children.filter((child) => child !== title && child !== heading);
    return buildProvision({
      place: `art_${markerNumber(marker.replace(/^\S+\s*/, '')) ?? (element.attribs['id'] ?? '').slice(4)}`,
      marker,
      heading: heading ? lineOf(heading) : '',
      divisions: divisionsOf(element, known),
      blocks: numberParagraphs(blocksOf(rest, layout)),
    });
  });
}

/**
 * Chapters and sections around an article: their number and title stand at the start of each division.
 *
 * @param known the headings already read: a chapter is looked through once, not for each of its articles
 */
function divisionsOf(article: Element, known: Map<Element, string>): readonly string[] {
  const divisions: string[] = [];
  for (let parent = article.parent; parent; parent = parent.parent) {
    if (!isTag(parent) || !/^(?:prt|tis|cpt|sct|sbs)_/.test((parent.attribs['id'] ?? '').split('.').pop() ?? ''))
      continue;
    const heading = known.get(parent) ?? divisionHeading(parent);
    known.set(parent, heading);
    if (heading !== '') divisions.unshift(heading);
  }
  return divisions;
}

function divisionHeading(division: Element): string {
  return division.children
    .filter(
      (child): child is Element => isTag(child) && (hasClass(child, 'oj-ti-section-1') || hasClass(child, 'eli-title')),
    )
    .map(lineOf)
    .join(' — ');
}

function annexes(page: CheerioAPI): readonly Built[] {
  return page('[id^="anx_"]')
    .toArray()
    .filter(({ attribs }) => /^anx_[^.]+$/.test(attribs['id'] ?? ''))
    .map((element, position) => {
      const titles = element.children.filter((child): child is Element => isTag(child) && hasClass(child, 'oj-doc-ti'));
      const [marker, ...headings] = titles.map(lineOf);
      const isTitle: ReadonlySet<AnyNode> = new Set(titles);
      const rest = element.children.filter((child) => !isTitle.has(child));
      return buildProvision({
        ...annexPlace(marker ?? '', position + 1),
        marker: marker ?? 'ANNEX',
        heading: headings.join(' '),
        blocks: annexBlocks(annexContent(rest)),
      });
    });
}

/** Headings inside an annex are paragraphs with a title's class. */
function annexContent(nodes: readonly AnyNode[]): readonly AnnexBlock[] {
  return nodes.flatMap((node): readonly AnnexBlock[] => {
    if (isTag(node) && hasClass(node, 'oj-ti-grseq-1', 'oj-ti-section-1', 'oj-ti-section-2')) {
      return [{ kind: 'heading', lines: [lineOf(node)] }];
    }
    if (isTag(node) && node.name === 'div') return annexContent(node.children);
    return blocksOf([node], layout);
  });
}
