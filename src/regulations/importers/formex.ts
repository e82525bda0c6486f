import { AppError } from '../../core/errors.ts';
import type { Act, IsoDate, Language } from '../act.ts';
import type { ImportedText, ProvisionNode } from '../provision.ts';
import { type AnnexBlock, annexBlocks, annexPlace } from './annex.ts';
import { checkedText } from './checked-text.ts';
import { euEli, euIdentityFromTitle, readLanguage } from './eu-identity.ts';
import { blocksOf, lineOf } from './formex-blocks.ts';
import { type Built, buildProvision, markerNumber } from './provision-builder.ts';
import { childNamed, childrenNamed, descendantsNamed, isElement, parseXml, type XmlElement } from './xml-tree.ts';

export interface FormexFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads an act in Formex 4 (Publications Office of the European Union, schema 05.55 to 06.02): one file, several in one,
 * or an act with its manifest and annexes.
 *
 * @param files all files of one act, in any order
 * @param origin what the person named, for messages
 * @throws AppError `invalid_input` for XML that is not whole, no act, or an act without an article
 */
export function importFormex(files: readonly FormexFile[], origin: string): ImportedText {
  const roots = files.flatMap(({ name, text }) => split(parseXml(text, name)).map((root) => ({ name, root })));
  const acts = roots.filter(({ root }) => root.name === 'ACT' || root.name === 'CONS.ACT');
  const [first] = acts;
  if (first === undefined) {
    throw new AppError(
      'invalid_input',
      `${origin} holds no act in Formex form (no ACT element); annexes alone are not enough. Add the act's own file with them.`,
    );
  }
  if (acts.length > 1) {
    throw new AppError(
      'invalid_input',
      `${origin} holds ${acts.length} acts (${acts
        .slice(0, 5)
        .map(({ name }) => name)
        .join(', ')}); add one at a time.`,
    );
  }
  const manifest = roots.find(({ root }) => root.name === 'DOC')?.root;
  const { act, language } = identify(first.root, manifest, origin);
  const built: Built[] = [...recitals(first.root), ...articles(first.root, origin), ...annexes(roots, manifest)];
  const imported: ImportedText = {
    act,
    language,
    format: 'formex',
    source: 'official',
    nodes: built.flatMap(({ nodes }) => nodes),
    warnings: built.flatMap(({ warnings }) => warnings),
  };
  return checkedText(imported, origin);
}

function split(root: XmlElement): readonly XmlElement[] {
  return root.name === 'COMBINED.FMX' ? root.children.filter((child): child is XmlElement => isElement(child)) : [root];
}

function identify(act: XmlElement, manifest: XmlElement | undefined, origin: string): { act: Act; language: Language } {
  const title = lineOf(childNamed(act, 'TITLE')).replace(/\s*\(Text with EEA relevance\)$/, '');
  const identity = euIdentityFromTitle(title);
  if (identity === undefined) {
    throw new AppError(
      'invalid_input',
      `${origin}: the title does not name a regulation, directive or decision: "${title.slice(0, 120)}". Add the act itself.`,
    );
  }
  const bibliography = childNamed(act, 'BIB.INSTANCE');
  const language = readLanguage(lineOf(bibliography && childNamed(bibliography, 'LG.DOC')), origin);
  const document = isoDate(bibliography && childNamed(bibliography, 'DATE')) ?? identity.documentDate;
  const published = isoDate(
    manifest && descendantsNamed(manifest, 'PUBLICATION.REF').flatMap((ref) => childrenNamed(ref, 'DATE'))[0],
  );
  const eli = euEli(identity.act, identity.kind);
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

function isoDate(date: XmlElement | undefined): IsoDate | undefined {
  const digits = date?.attributes['ISO'];
  return digits !== undefined && /^\d{8}$/.test(digits)
    ? `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
    : undefined;
}

function recitals(act: XmlElement): readonly Built[] {
  return descendantsNamed(act, 'CONSID').map((recital, position) => {
    const [np] = childrenNamed(recital, 'NP');
    const marker = np ? lineOf(childNamed(np, 'NO.P')) : '';
    const content = np ? np.children.filter((child) => !isElement(child, 'NO.P')) : recital.children;
    return buildProvision({
      place: `rct_${markerNumber(marker) ?? position + 1}`,
      marker: marker === '' ? `(${position + 1})` : marker,
      heading: '',
      blocks: blocksOf(content),
    });
  });
}

function articles(act: XmlElement, origin: string): readonly Built[] {
  const terms = childNamed(act, 'ENACTING.TERMS');
  const built: Built[] = [];
  const visit = (element: XmlElement, divisions: readonly string[]): void => {
    for (const child of element.children) {
      if (typeof child === 'string') continue;
      if (child.name === 'ARTICLE') built.push(article(child, divisions, origin));
      else if (child.name === 'DIVISION') visit(child, [...divisions, titleOf(child)]);
      else if (child.name !== 'QUOT.S') visit(child, divisions);
    }
  };
  if (terms) visit(terms, []);
  if (built.length === 0)
    throw new AppError(
      'invalid_input',
      `${origin} holds an act without a single article; it was refused. Fetch it again.`,
    );
  return built;
}

function titleOf(division: XmlElement): string {
  const title = childNamed(division, 'TITLE');
  const parts = title ? [lineOf(childNamed(title, 'TI')), lineOf(childNamed(title, 'STI'))] : [];
  return parts.filter((part) => part !== '').join(' — ');
}

function article(element: XmlElement, divisions: readonly string[], origin: string): Built {
  const marker = lineOf(childNamed(element, 'TI.ART'));
  const number =
    markerNumber(marker.replace(/^\S+\s*/, '')) ??
    // Whole, with its letters: "002A" is no second article 2.
    /^0*([1-9]\d*[a-z]*)$/.exec((element.attributes['IDENTIFIER'] ?? '').toLowerCase())?.[1];
  if (number === undefined) {
    throw new AppError(
      'invalid_input',
      `${origin} holds an article without a number ("${marker.slice(0, 40)}"); it was refused. Fetch it again.`,
    );
  }
  return buildProvision({
    place: `art_${number}`,
    marker,
    heading: childrenNamed(element, 'STI.ART').map(lineOf).join(' '),
    divisions: divisions.filter((division) => division !== ''),
    blocks: blocksOf(element.children.filter((child) => !isElement(child, 'TI.ART') && !isElement(child, 'STI.ART'))),
  });
}

/** Annexes in the order of the manifest; one that it names but that is missing is kept as lost. */
function annexes(
  roots: readonly { readonly name: string; readonly root: XmlElement }[],
  manifest: XmlElement | undefined,
): readonly Built[] {
  const present = roots.filter(({ root }) => root.name === 'ANNEX');
  const named = manifest
    ? descendantsNamed(manifest, 'DOC.SUB.PUB').flatMap((sub) =>
        childrenNamed(sub, 'REF.PHYS').map((ref) => ref.attributes['FILE'] ?? ''),
      )
    : [];
  // A file is named with its folders or without them.
  const held = new Set(
    [...new Set(roots.map(({ name }) => name))].flatMap((name) =>
      name.split('/').map((_part, from, parts) => parts.slice(from).join('/')),
    ),
  );
  const missing = named.filter((file) => !held.has(file));
  const built = present.map(({ root }, position) => annex(root, position + 1));
  const lost = missing.map((file, position): Built => {
    const place = `anx_${present.length + position + 1}`;
    return {
      nodes: [{ place, marker: 'ANNEX', heading: '', text: '', lost: true } satisfies ProvisionNode],
      warnings: [
        `The manifest names ${file}, which is not there: ${place} is marked as lost. Add the act again with all its files.`,
      ],
    };
  });
  return [...built, ...lost];
}

function annex(root: XmlElement, position: number): Built {
  const title = childNamed(root, 'TITLE');
  const number = title && childNamed(title, 'TI');
  const lines = number ? childrenNamed(number, 'P').map(lineOf) : [];
  const [marker = '', ...headings] = lines.length > 1 ? lines : [lineOf(number)];
  const contents = childNamed(root, 'CONTENTS');
  return buildProvision({
    ...annexPlace(marker, position),
    marker,
    heading: [...headings, lineOf(title && childNamed(title, 'STI'))].filter((line) => line !== '').join(' '),
    blocks: annexBlocks(contents ? sections(contents) : []),
  });
}

/** Groups inside an annex: GR.SEQ has a title of its own, as "Section A". */
function sections(contents: XmlElement): readonly AnnexBlock[] {
  return contents.children.flatMap((child): readonly AnnexBlock[] => {
    if (isElement(child, 'GR.SEQ')) {
      const title = childNamed(child, 'TITLE');
      const rest = child.children.filter((inner) => inner !== title);
      const heading = [lineOf(title && childNamed(title, 'TI')), lineOf(title && childNamed(title, 'STI'))];
      return [{ kind: 'heading', lines: heading.filter((line) => line !== '') }, ...blocksOf(rest), { kind: 'end' }];
    }
    return blocksOf([child]);
  });
}
