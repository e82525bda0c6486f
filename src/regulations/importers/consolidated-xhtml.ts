import type { CheerioAPI } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { AppError } from '../../core/errors.ts';
import { cleanText } from '../../core/text.ts';
import type { Act, IsoDate } from '../act.ts';
import type { ImportedText } from '../provision.ts';
import { annexBlocks, annexPlace } from './annex.ts';
import { checkedText } from './checked-text.ts';
import { nextDivisions } from './divisions.ts';
import { baseCelex, euActName, euEli, euIdentityFromTitle, readLanguage } from './eu-identity.ts';
import { blocksOf, hasClass, isTag, lineOf, numberParagraphs, openPage } from './html-blocks.ts';
import { type Block, type Built, buildProvision, markerNumber, textBlock } from './provision-builder.ts';

const ARTICLE_TITLE = ['title-article-norm'];
const ARTICLE_HEADING = ['stitle-article-norm'];
const ANNEX_TITLE = ['title-annex-1', 'title-annex-2'];
const DIVISION_TITLE = ['title-division-1', 'title-division-2'];

const noLayout = (): boolean => false;

/**
 * Reads a consolidated text as EUR-Lex publishes it in XHTML. Consolidations have no recitals; articles that were
 * inserted may lack an anchor, so articles are found by their titles, not by their ids.
 *
 * @param origin the file's name, for messages; a consolidated CELEX number in it tells the day of consolidation
 * @throws AppError `invalid_input` for a page that is no law, is cut short, or has no article
 */
export function importConsolidatedXhtml(html: string, origin: string): ImportedText {
  const page = openPage(html, origin);
  const celex = consolidatedCelex(html, origin);
  const { spoken, consolidatedTo = celex?.consolidatedTo } = headerOf(page);
  const act = identify(page, celex?.act, origin);
  const spanish = page('.title-article-norm')
    .toArray()
    .some((element) => /^art[ií]culo/i.test(lineOf(element)));
  const language = readLanguage(spoken ?? (spanish ? 'es' : 'en'), origin);
  const built = provisions(page);
  if (!built.some(({ nodes }) => nodes[0]?.place.startsWith('art_'))) {
    throw new AppError('invalid_input', `${origin} holds no article; it was refused. Fetch the text again.`);
  }
  const imported: ImportedText = {
    act,
    language,
    format: 'consolidated-xhtml',
    source: 'official',
    ...(consolidatedTo === undefined ? {} : { consolidatedTo }),
    nodes: built.flatMap(({ nodes }) => nodes),
    warnings: built.flatMap(({ warnings }) => warnings),
  };
  return checkedText(imported, origin);
}

function consolidatedCelex(html: string, origin: string) {
  const match = /\b0\d{4}[RLD]\d{4}-\d{8}\b/.exec(`${origin} ${html.slice(0, 20_000)}`);
  return match ? baseCelex(match[0]) : undefined;
}

/** The header of a consolidated page: "02013R0575 — EN — 01.01.2026 — 015.001". */
const HEADER = /\b0\d{4}[RLD]\d{4}\s*[—–-]\s*([A-Z]{2})\s*[—–-]\s*(\d{2})\.(\d{2})\.(\d{4})/;

function headerOf(page: CheerioAPI): { spoken?: string; consolidatedTo?: IsoDate } {
  const match = HEADER.exec(cleanText(page('body').text().slice(0, 50_000)));
  return match ? { spoken: match[1] ?? '', consolidatedTo: `${match[4]}-${match[3]}-${match[2]}` } : {};
}

function identify(page: CheerioAPI, known: string | undefined, origin: string): Act {
  const title = page('.title-doc-first, .title-doc-last').toArray().map(lineOf).join(' ');
  const identity = euIdentityFromTitle(title);
  const id = known ?? identity?.act;
  if (id === undefined) {
    throw new AppError(
      'invalid_input',
      `${origin} does not say which act it is: neither its title nor a CELEX number such as 02013R0575-20260101 names one. Fetch the text again.`,
    );
  }
  const kind = identity?.kind ?? 'other';
  const eli = euEli(id, kind);
  return {
    id,
    kind,
    authority: identity?.authority ?? 'EU',
    title,
    name: identity?.name ?? euActName(id),
    ...(eli === undefined ? {} : { eli }),
    dates: identity?.documentDate === undefined ? {} : { document: identity.documentDate },
  };
}

type Piece =
  | { readonly kind: 'article' | 'heading' | 'annex' | 'division'; readonly text: string }
  | { readonly kind: 'node'; readonly node: AnyNode };

interface OpenProvision {
  readonly kind: 'article' | 'annex';
  readonly marker: string;
  readonly divisions: readonly string[];
  readonly nodes: AnyNode[];
  heading: string;
}

const FORMULA =
  /^(?:this (?:regulation|decision) shall be binding|this directive is addressed|done at |hecho en |el presente reglamento ser[aá] obligatorio)/i;

/** The page as a flat sequence: titles, and everything between them. Wrappers are opened, tables and grids are not. */
function piecesOf(nodes: readonly AnyNode[]): readonly Piece[] {
  return nodes.flatMap((node): readonly Piece[] => {
    if (!isTag(node)) return node.type === 'text' && node.data.trim() !== '' ? [{ kind: 'node', node }] : [];
    if (hasClass(node, ...ARTICLE_TITLE)) return [{ kind: 'article', text: lineOf(node) }];
    if (hasClass(node, ...ARTICLE_HEADING)) return [{ kind: 'heading', text: lineOf(node) }];
    if (hasClass(node, ...ANNEX_TITLE)) return [{ kind: 'annex', text: lineOf(node) }];
    if (hasClass(node, ...DIVISION_TITLE)) return [{ kind: 'division', text: lineOf(node) }];
    if (hasClass(node, 'modref', 'footnote', 'disclaimer', 'reference', 'hd-modifiers')) return [];
    const opens = ['body', 'div', 'section', 'html'].includes(node.name) && !hasClass(node, 'norm', 'grid-container');
    return opens ? piecesOf(node.children) : [{ kind: 'node', node }];
  });
}

function provisions(page: CheerioAPI): readonly Built[] {
  const provisions: OpenProvision[] = [];
  let divisions: readonly string[] = [];
  let titles: string[] = [];
  let open: OpenProvision | undefined;
  for (const piece of piecesOf(page('body').toArray())) {
    if (piece.kind === 'article' || piece.kind === 'annex') {
      divisions = nextDivisions(divisions, titles);
      titles = [];
      open = {
        kind: piece.kind,
        marker: piece.text,
        heading: '',
        nodes: [],
        divisions: piece.kind === 'article' ? divisions : [],
      };
      provisions.push(open);
    } else if (piece.kind === 'division') {
      open = undefined;
      titles.push(piece.text);
    } else if (piece.kind === 'heading') {
      if (open) open.heading = open.heading === '' ? piece.text : `${open.heading} ${piece.text}`;
    } else if (piece.kind === 'node' && open) {
      // The closing formula and the signatures are not part of the last article.
      if (open.kind === 'article' && FORMULA.test(lineOf(piece.node))) open = undefined;
      else open.nodes.push(piece.node);
    }
  }
  let annexes = 0;
  return provisions.map((each) => {
    if (each.kind === 'annex') annexes += 1;
    return provision(each, annexes);
  });
}

function provision({ kind, marker, heading, nodes, divisions }: OpenProvision, annexNumber: number): Built {
  if (kind === 'annex') {
    return buildProvision({
      ...annexPlace(marker, annexNumber),
      marker,
      heading,
      blocks: annexBlocks(blocksOf(nodes, noLayout)),
    });
  }
  return buildProvision({
    place: `art_${markerNumber(marker.replace(/^\S+\s*/, '')) ?? ''}`,
    marker,
    heading,
    divisions,
    blocks: numberParagraphs(nodes.flatMap(normBlocks)),
  });
}

/** `div.norm` with its number in `span.no-parag`; everything else as it comes. */
function normBlocks(node: AnyNode): readonly Block[] {
  if (!isTag(node)) return textBlock(node.type === 'text' ? node.data : '');
  const number = node.children.find((child): child is Element => isTag(child) && hasClass(child, 'no-parag'));
  if (number === undefined) return blocksOf([node], noLayout);
  const rest = node.children.filter((child) => child !== number);
  return [{ kind: 'paragraph', marker: lineOf(number), blocks: blocksOf(rest.flatMap(openInline), noLayout) }];
}

function openInline(node: AnyNode): readonly AnyNode[] {
  return isTag(node) && node.name === 'div' && hasClass(node, 'inline-element')
    ? node.children.flatMap(openInline)
    : [node];
}
