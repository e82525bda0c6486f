import type { z } from 'zod';
import type { Language } from '../../src/regulations/act.ts';
import type { searchRegulationsTool } from '../../src/tools/search-regulations.ts';
import { LONGEST_PAGED_QUERY } from './card-actions.ts';
import { button, pressed } from './card-buttons.ts';
import { whyWords } from './engine-phrases.ts';
import { cut, notes, readForFact, versionWords } from './law-lines.ts';
import { fact, headline, LEADS_ON, line, type Part, pressable, QUIET, SMALL, STRONG } from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { say } from './wording.ts';

type Output = z.output<(typeof searchRegulationsTool)['output']>;
type Hit = Output['hits'][number];

/** Results on a card: ask the tool for so many, or show the first of more. */
export const HITS_A_PAGE = 5;
const LONGEST_EXCERPT = 420;
const LONGEST_LABEL = 200;
const LONGEST_QUERY = 200;
const MOST_MISSING = 3;
const MOST_SUGGESTIONS = 3;

/** What was asked, so that the next page asks the same. */
export interface HitsCardOptions {
  /** The person's. */
  readonly language: Language;
  readonly query: string;
  readonly acts?: readonly string[];
  readonly asOf?: string;
  /** The language of the texts, where only those of one were searched. */
  readonly textsIn?: Language;
  /** Results before the first one here. */
  readonly skip: number;
}

/** A page of what a search found, each a press away; or what was searched, where it found nothing. */
export function hitsCard(output: Output, options: HitsCardOptions): ShownCard {
  return shownCard((room) => content(output, options, room));
}

function content(output: Output, options: HitsCardOptions, room: Room): CardContent {
  const { language, skip, asOf, query } = options;
  const hits = output.hits.slice(0, HITS_A_PAGE);
  const asked = cut(query, Math.max(40, room.short(LONGEST_QUERY)));
  const title = hits.length === 0 ? say('nothingFound', language) : say('found', language, asked);
  const acts = options.acts?.map((act) => cut(act, 60)).join(', ') ?? say('allActsHeld', language);
  return {
    title,
    parts: [
      headline(title),
      ...(hits.length === 0
        ? [
            fact(say('searchedFor', language), asked),
            fact(
              say('searchedIn', language),
              `${cut(acts, room.short(LONGEST_LABEL))} · ${searched(output, language)}`,
            ),
          ]
        : [
            line(
              [
                {
                  text: `${say('results', language, `${skip + 1}–${skip + hits.length}`)} · ${searched(output, language)}`,
                  look: QUIET,
                },
              ],
              { spacing: 'None' },
            ),
          ]),
      readForFact(asOf, language),
      ...missingParts(output.missing, room, language),
      ...hits.map((hit) => hitPart(hit, asOf, room, language)),
      ...notes(output.notes, room, language),
      ...(hasMore(output) && !canPage(options) ? [line([{ text: say('tooLongToPage', language), look: QUIET }])] : []),
    ],
    actions:
      hits.length === 0 ? [button(say('lawsHeld', language), { verb: 'laws', skip: 0 })] : pages(output, options),
  };
}

function searched({ actsSearched }: Output, language: Language): string {
  return actsSearched === 1 ? say('actSearched', language) : say('actsSearched', language, actsSearched);
}

function hitPart(
  { id, label, breadcrumb, excerpt, version, why }: Hit,
  asOf: string | undefined,
  room: Room,
  language: Language,
) {
  const name = cut(label, Math.max(40, room.short(LONGEST_LABEL)));
  const within = cut(breadcrumb.slice(1).join(' › '), room.short(LONGEST_LABEL));
  const words = cut(excerpt.replace(/\s+/g, ' '), room.long(LONGEST_EXCERPT));
  return pressable(
    pressed(name, { verb: 'show', id, asOf }),
    [
      line([{ text: name, look: { ...STRONG, ...LEADS_ON } }]),
      ...(within === '' ? [] : [line([{ text: within, look: QUIET }], { spacing: 'None' })]),
      ...(words === '' ? [] : [line([{ text: words, look: SMALL }], { spacing: 'Small' })]),
      line(
        [
          ...versionWords(version, language),
          { text: ` · ${cut(whyWords(why, language), room.short(120))}`, look: QUIET },
        ],
        {
          spacing: 'Small',
        },
      ),
    ],
    { separator: true, spacing: 'Medium' },
  );
}

function missingParts(missing: Output['missing'], room: Room, language: Language): readonly Part[] {
  return missing.slice(0, MOST_MISSING).flatMap(({ message, suggestions }) => [
    line(
      [
        { text: `${say('missing', language)}: `, look: { ...STRONG, ...SMALL, color: 'Attention' } },
        { text: cut(message, room.short(400)), look: SMALL },
      ],
      { spacing: 'Small' },
    ),
    ...suggestions
      // One that is too long to be shown is not asked for in part.
      .filter((each) => each.trim() !== '' && each.length <= LONGEST_LABEL)
      .slice(0, room.short(MOST_SUGGESTIONS))
      .map((each) =>
        pressable(
          pressed(each, { verb: 'ask', question: each }),
          [line([{ text: `→ ${each}`, look: { ...SMALL, ...LEADS_ON } }])],
          { spacing: 'None' },
        ),
      ),
  ]);
}

function hasMore({ hits, next }: Output): boolean {
  return next !== undefined || hits.length > HITS_A_PAGE;
}

/** Whether what was asked can be asked again from a card: what does not fit is not carried on in part. */
function canPage({ query, acts = [] }: HitsCardOptions): boolean {
  return query.trim() !== '' && JSON.stringify([query, acts]).length <= LONGEST_PAGED_QUERY;
}

function pages(output: Output, options: HitsCardOptions) {
  if (!canPage(options)) return [];
  const { language, query, acts, asOf, textsIn, skip } = options;
  const page = (title: string, to: number) =>
    button(title, { verb: 'page', query, acts: acts && [...acts], asOf, language: textsIn, skip: to });
  const shown = Math.min(output.hits.length, HITS_A_PAGE);
  return [
    ...(skip === 0 ? [] : [page(say('previous', language), Math.max(0, skip - HITS_A_PAGE))]),
    ...(hasMore(output) ? [page(say('next', language), skip + shown)] : []),
  ];
}
