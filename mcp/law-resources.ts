import type { CallContext } from '../src/core/call-context.ts';
import { AppError } from '../src/core/errors.ts';
import { requirePermission } from '../src/core/permissions.ts';
import { completeActs, completeDays, completePlaces } from '../src/regulations/complete.ts';
import type { LawReader } from '../src/regulations/law-reader.ts';
import type { LawView } from '../src/regulations/law-view.ts';
import { namedAct } from '../src/regulations/named-acts.ts';
import type { BoundCatalog } from '../src/tools/catalog.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { pageOf } from './law-page.ts';
import { DATED_TEMPLATE, PLACE_TEMPLATE, readRegulationUri, writeRegulationUri } from './regulation-uri.ts';

/** What may be meant by what somebody types; at most 100 of all, as the protocol wants. */
export interface Completion {
  readonly values: string[];
  readonly total: number;
  readonly hasMore: boolean;
}

export interface ListedResource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: 'text/markdown';
}

export interface ListedTemplate extends Omit<ListedResource, 'uri'> {
  readonly uriTemplate: string;
}

export interface ResourcePage {
  readonly uri: string;
  readonly mimeType: 'text/markdown';
  readonly text: string;
}

/** The argument that is being typed. */
export interface Typed {
  readonly name: string;
  readonly value: string;
}

/** The law as resources of the protocol: read by the same tools as everything else, so that each reading is on record. */
export interface LawResources {
  /** Each act that is held, its latest version. */
  list(cursor: string | undefined, context: CallContext): Promise<{ resources: ListedResource[]; nextCursor?: string }>;
  readonly templates: readonly ListedTemplate[];
  /**
   * What an address names: a place with its citation on top, or the contents of an act. What is given back reads it.
   *
   * @throws AppError `invalid_input` for an address that names nothing; nothing is on record of that yet. Reading throws
   *   `not_found` with the nearest places, never a neighbour in its stead
   */
  at(address: string): (context: CallContext) => Promise<ResourcePage>;
  /** @throws AppError `not_permitted`, `invalid_input` */
  complete(template: string, typed: Typed, given: Readonly<Record<string, string>>, context: CallContext): Completion;
}

export interface LawResourceDeps {
  readonly tools: Pick<BoundCatalog, 'list_regulations' | 'list_provisions' | 'get_provision'>;
  readonly reader: LawReader;
}

const MARKDOWN = 'text/markdown';

const TEMPLATES: readonly ListedTemplate[] = [
  {
    uriTemplate: PLACE_TEMPLATE,
    name: 'provision',
    title: 'A provision as it stands',
    description:
      'An article, paragraph, point, recital or annex of an act that is held, with its citation: regulation://32022R2554/art_19/par_4',
    mimeType: MARKDOWN,
  },
  {
    uriTemplate: DATED_TEMPLATE,
    name: 'provision-on-a-day',
    title: 'A provision on a day',
    description: 'The same, as the law stood on a day: regulation://32022R2554/art_19?asOf=2025-01-17',
    mimeType: MARKDOWN,
  },
];

export function createLawResources({ tools, reader }: LawResourceDeps): LawResources {
  return {
    templates: TEMPLATES,
    list: async (cursor, context) => {
      const { output } = await tools.list_regulations.call({ skip: readCursor(cursor) }, context);
      const latest = new Map(
        output.versions.filter(({ holds }) => holds.until === undefined).map((row) => [row.act, row]),
      );
      return {
        resources: [...latest.values()].map(({ act, name, title, authority, state }) => ({
          uri: writeRegulationUri({ act }),
          name: act,
          title: name,
          description: `${title} (${authority}; ${state})`,
          mimeType: MARKDOWN,
        })),
        ...(output.next === undefined ? {} : { nextCursor: writeCursor(output.next) }),
      };
    },
    at: (address) => {
      const named = readRegulationUri(address);
      return async (context) => ({ uri: address, mimeType: MARKDOWN, text: await pageOf(tools, named, context) });
    },
    complete: (template, { name, value }, given, { user }) => {
      requirePermission(user, 'regulations:read', 'see which law is held');
      if (template !== PLACE_TEMPLATE && template !== DATED_TEMPLATE)
        throw new AppError('invalid_input', `There is no template ${template.slice(0, 100)}.`);
      const view = reader.at({});
      if (name === 'act') return completionOf(completeActs(view, value));
      if (name === 'place') return completePlacesOf(view, given['act'], value);
      if (name === 'asOf') return completeDaysOf(view, given['act'], value);
      throw new AppError('invalid_input', `The template has no part ${name.slice(0, 100)}.`);
    },
  };
}

export function completePlacesOf(view: LawView, act: string | undefined, typed: string): Completion {
  const known = actOf(view, act);
  return completionOf(known === undefined ? [] : completePlaces(view, known, typed));
}

export function completeDaysOf(view: LawView, act: string | undefined, typed: string): Completion {
  const known = actOf(view, act);
  return completionOf(known === undefined ? [] : completeDays(view, known, typed));
}

/** An act that is not named yet, or not well, has nothing to complete: that is no error while somebody types. */
function actOf(view: LawView, words: string | undefined): string | undefined {
  if (words === undefined || words.trim() === '') return undefined;
  try {
    return namedAct(view, words);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

const MOST = 100;

export function completionOf(values: readonly string[]): Completion {
  return { values: values.slice(0, MOST), total: values.length, hasMore: values.length > MOST };
}
