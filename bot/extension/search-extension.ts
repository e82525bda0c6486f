import type { MessagingExtensionAttachment } from 'botbuilder';
import { z } from 'zod';
import type { CallContext } from '../../src/core/call-context.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Language } from '../../src/regulations/act.ts';
import { cardAttachment } from '../card-room/card-message.ts';
import { createLawCards } from '../card-room/law-cards.ts';
import { readCardAction } from '../cards/card-actions.ts';
import { tellsStandingAlone } from '../cards/engine-phrases.ts';
import { lawsCard } from '../cards/laws-card.ts';
import { noteWords } from '../note-words.ts';
import type { InvokeRoom } from '../sign-in/sign-in.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import { writable } from '../without-commands.ts';
import { type ExtensionParts, letIn } from './extension-parts.ts';
import { messageReply, resultReply } from './extension-replies.ts';
import { guarded, wrongForm } from './guarded.ts';
import { hitItem, standingOf } from './hit-item.ts';
import { notesOf } from './notes-of-hit.ts';
import { listed } from './preview.ts';
import { TRIES, told } from './wording.ts';

/** The command of the manifest. */
const SEARCH_COMMAND = 'searchProvisions';
const QUERY = 'query';
/** Teams shows 25 results at a time. */
const A_PAGE = 25;
/** As far as `search_regulations` goes; behind it there is nothing more. */
const FURTHEST = 200;
const LONGEST_QUERY = 1_000;
const MOST_ACTS = 10;

/** Microsoft Teams, "Respond to search commands", payload; what a client adds of its own is let through. */
const Searched = z.looseObject({
  commandId: z.literal(SEARCH_COMMAND),
  parameters: z
    .array(z.looseObject({ name: z.string().max(100), value: z.unknown().optional() }))
    .max(10)
    .default([]),
  queryOptions: z
    .looseObject({ skip: z.int().min(0).default(0), count: z.int().min(1).default(A_PAGE) })
    .default({ skip: 0, count: A_PAGE }),
});

/** What the lines of our lists carry. */
const Selected = z.union([
  z.strictObject({ id: z.string().max(400), asOf: z.string().max(10).optional() }),
  z.strictObject({ query: z.string().min(1).max(LONGEST_QUERY) }),
  z.strictObject({ act: z.string().regex(/^[A-Z0-9][A-Z0-9()_.-]{1,63}$/) }),
]);

interface Search {
  readonly query: string;
  readonly skip: number;
  readonly count: number;
}

type SearchInvokes = Readonly<Record<'composeExtension/query' | 'composeExtension/selectItem', InvokeRoom>>;

/** Provisions searched for beside what somebody writes, and put into it. */
export function createSearchExtension(parts: ExtensionParts): SearchInvokes {
  return {
    'composeExtension/query': guarded(parts, messageReply, (turn) => {
      const search = readSearch(turn);
      return letIn(turn, parts, (context) =>
        search.query === ''
          ? nothingAsked(turn.language, context, parts)
          : found(search, turn.language, context, parts),
      );
    }),
    'composeExtension/selectItem': guarded(parts, messageReply, (turn) => {
      const selected = readSelected(turn);
      return letIn(turn, parts, (context) => chosen(selected, turn.language, context, parts));
    }),
  };
}

/** @throws AppError `invalid_input` */
function readSearch({ activity, language }: Turn): Search {
  const parsed = Searched.safeParse(activity.value);
  if (!parsed.success) throw wrongForm('wrongForm', language);
  const { parameters, queryOptions } = parsed.data;
  const given = parameters.find(({ name }) => name === QUERY)?.value ?? '';
  if (typeof given !== 'string') throw wrongForm('wrongForm', language);
  const query = given.trim();
  if (query.length > LONGEST_QUERY)
    throw new AppError('invalid_input', told('tooLong', language, String(query.length), String(LONGEST_QUERY)));
  return { query, skip: queryOptions.skip, count: Math.min(queryOptions.count, A_PAGE) };
}

/** @throws AppError `invalid_input` */
function readSelected({ activity, language }: Turn): z.output<typeof Selected> {
  const parsed = Selected.safeParse(activity.value);
  if (!parsed.success) throw wrongForm('wrongForm', language);
  return parsed.data;
}

async function found(
  { query, skip, count }: Search,
  language: Language,
  context: CallContext,
  { toolbox, reader }: ExtensionParts,
): Promise<InvokeReply> {
  if (skip > FURTHEST) return resultReply([]);
  const { output } = await toolbox.tools.search_regulations.call({ query, skip, limit: count }, context);
  const { hits, missing, notes, actsSearched } = output;
  if (hits.length === 0 && skip > 0) return resultReply([]);
  const gone = missing.flatMap(({ message, suggestions }) => [
    noteWords(message, language),
    ...writable(suggestions).filter((each) => !message.includes(each)),
  ]);
  if (hits.length === 0) {
    const acts = actsSearched === 1 ? told('oneAct', language) : told('manyActs', language, String(actsSearched));
    return messageReply(
      [
        told('nothingFound', language, query.slice(0, 100), acts),
        ...gone,
        ...notes.map((note) => noteWords(note, language)),
      ].join(' '),
    );
  }
  const view = reader.at({});
  // What a version is stands with each result.
  const standings = hits.map((hit) => standingOf(hit, view));
  const beyond = notes.filter((note) => !standings.some((standing) => tellsStandingAlone(note, standing)));
  const toKnow = [...gone, ...beyond.map((note) => noteWords(note, language))].join(' ');
  return resultReply([
    ...(skip > 0 || toKnow === '' ? [] : [listed({ title: told('toKnow', language), text: toKnow })]),
    ...hits.map((hit) => hitItem(hit, { language, notes: notesOf(hit, hits, notes, view), view })),
  ]);
}

/** What there is before anything is typed: things to try, and what is held. */
async function nothingAsked(
  language: Language,
  context: CallContext,
  { toolbox }: ExtensionParts,
): Promise<InvokeReply> {
  const { output } = await toolbox.tools.list_regulations.call({}, context);
  const latest = new Map(output.versions.map((version) => [version.act, version]));
  const acts = [...latest.values()].slice(0, MOST_ACTS).map(({ act, name, title, version }) => {
    const words = told(version.source === 'official' ? 'officialText' : 'digest', language, version.date);
    return listed({ title: told('held', language, name, words), text: title, value: { act } });
  });
  const tries = TRIES[language].map((query) =>
    listed({ title: told('searchFor', language, query), text: told('tryThis', language), value: { query } }),
  );
  return resultReply([...tries, ...acts]);
}

async function chosen(
  selected: z.output<typeof Selected>,
  language: Language,
  context: CallContext,
  parts: ExtensionParts,
): Promise<InvokeReply> {
  const cards = createLawCards(parts);
  if ('query' in selected)
    return inMessage(selected.query, cardAttachment(await cards.hits({ ...selected, skip: 0 }, language, context)));
  if ('act' in selected) {
    const { output } = await parts.toolbox.tools.list_regulations.call({ name: selected.act }, context);
    const versions = output.versions.filter(({ act }) => act === selected.act);
    const card = lawsCard({ versions, total: versions.length }, { language, skip: 0 });
    return inMessage(versions[0]?.name ?? selected.act, cardAttachment(card));
  }
  const action = readCardAction({ verb: 'show', ...selected });
  if (action.verb !== 'show') throw wrongForm('wrongForm', language);
  return inMessage(action.id, cardAttachment(await cards.provision(action, language, context)));
}

function inMessage(title: string, content: MessagingExtensionAttachment): InvokeReply {
  return resultReply([listed({ title, text: '' }, content)]);
}
