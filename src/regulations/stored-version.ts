import { createHash } from 'node:crypto';
import { AppError } from '../core/errors.ts';
import type { ActId, IsoDate } from './act.ts';
import { definedTerms } from './definitions.ts';
import type { StoredVersion } from './library-store.ts';
import type { ImportedText, SourceFormat } from './provision.ts';
import { faultOf, provisionHash, provisionTree } from './provision-tree.ts';

export interface AddOptions {
  /** Says which act it is where the file does not; a file that names another act is refused. */
  readonly act?: ActId;
  /**
   * The version's date where the file does not tell it: the document's own, or the day of consolidation. A file that
   * tells another is refused.
   */
  readonly date?: IsoDate;
}

/** A text as it is stored: which act and day it is, its hashes and defined terms; contradictions are refused. */
export function versionOf(imported: ImportedText, options: AddOptions): StoredVersion {
  const { nodes, language, source, format } = imported;
  const act = actOf(imported, options);
  const date = dateOf(imported, act, options);
  const fault = faultOf(nodes);
  if (fault !== undefined) throw new AppError('internal', `The text of ${act} was not read correctly: ${fault}.`);
  const tree = provisionTree(nodes);
  const hashes = nodes.map(({ place, heading }) => provisionHash(`${heading}\n${tree.wholeText(place)}`));
  return {
    key: `${act}@${date}:${language}:${contentHash(imported)}`,
    act,
    language,
    date,
    about: { ...imported.act, id: act },
    source,
    format,
    consolidated: imported.consolidatedTo !== undefined || format === 'consolidated-xhtml',
    provisions: nodes.length,
    lost: nodes.filter(({ lost }) => lost).map(({ place }) => place),
    nodes,
    hashes,
    terms: definedTerms(nodes),
  };
}

/** The act by the file's own word; the person's counts where the file says nothing. */
function actOf({ act: { id } }: ImportedText, { act: named }: AddOptions): ActId {
  if (id === '' && named === undefined) {
    throw new AppError(
      'invalid_input',
      'The file does not say which act it is. Name it: --act 32022R2554 (its CELEX number).',
    );
  }
  if (id !== '' && named !== undefined && id !== named) {
    throw new AppError(
      'invalid_input',
      `The file says that it is ${id}, and --act says ${named}; nothing was added. Leave --act away to add it as ${id}, or name the file of ${named}.`,
    );
  }
  return named ?? id;
}

/** Forms of a text as it was published: its day is the document's own. The others may be consolidations to any later day. */
const AS_PUBLISHED: ReadonlySet<SourceFormat> = new Set(['formex', 'oj-xhtml', 'digest']);

/** The day by the file's own word; the person's counts where the file does not say of which day its text is. */
function dateOf({ act: { dates }, consolidatedTo, format }: ImportedText, act: ActId, options: AddOptions): IsoDate {
  const { document } = dates;
  const own = consolidatedTo ?? (AS_PUBLISHED.has(format) ? document : undefined);
  const named = options.date;
  if (named !== undefined && own !== undefined && named !== own) {
    const what = consolidatedTo === undefined ? 'is of' : 'is consolidated to';
    throw new AppError(
      'invalid_input',
      `The file says that its text of ${act} ${what} ${own}, and --date says ${named}; nothing was added. Leave --date away to add it as of ${own}, or name the file of ${named}.`,
    );
  }
  if (named !== undefined && document !== undefined && named < document) {
    throw new AppError(
      'invalid_input',
      `The file says that ${act} is of ${document}, and --date says ${named}; no text of it is older than the act, and nothing was added. Correct --date.`,
    );
  }
  // A consolidation is not the text of the day of its act, so it must tell its own.
  const date = named ?? own ?? (format === 'consolidated-xhtml' ? undefined : document);
  if (date === undefined) {
    throw new AppError(
      'invalid_input',
      `The file does not say of which day this text of ${act} is. Give it: --date YYYY-MM-DD (the day of the act, or the day to which it is consolidated).`,
    );
  }
  return date;
}

/** Sixteen hexadecimal digits over everything that is stored of a text, its identity included. */
function contentHash({ nodes, act, source, format }: ImportedText): string {
  const hash = createHash('sha256').update(JSON.stringify([act, source, format]));
  for (const node of nodes) hash.update(JSON.stringify(node));
  return hash.digest('hex').slice(0, 16);
}
