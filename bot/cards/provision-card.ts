import type { z } from 'zod';
import { AppError } from '../../src/core/errors.ts';
import type { Language } from '../../src/regulations/act.ts';
import { parentPlace, topPlace } from '../../src/regulations/place.ts';
import type { getProvisionTool } from '../../src/tools/get-provision.ts';
import type { listRegulationsTool } from '../../src/tools/list-regulations.ts';
import { button, openPage, pressed, toggle } from './card-buttons.ts';
import { standingWords, tellsStandingAlone } from './engine-phrases.ts';
import { cut, digestNotice, more, notes, versionFacts, versionWords } from './law-lines.ts';
import { group, heading, headline, LEADS_ON, line, type Part, paragraphs, pressable, QUIET, SMALL } from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { say, written } from './wording.ts';

type Output = z.output<(typeof getProvisionTool)['output']>;
type Provision = Output['provisions'][number];
type HeldVersion = z.output<(typeof listRegulationsTool)['output']>['versions'][number];

/** How a provision is shown. */
export interface ProvisionCardOptions {
  /** The person's. */
  readonly language: Language;
  /** The day that was asked for, YYYY-MM-DD. */
  readonly asOf?: string;
  /** Versions of the act that are held, as `list_regulations` tells them: to read it as it stood. */
  readonly versions?: readonly HeldVersion[];
}

/** Characters of the law on a card: a chat is no place for more, and the official text has it all. */
const MOST_LAW = 8_000;
/** Characters that are shown at once; the rest is one press away. */
const AT_ONCE = 1_500;
const LONGEST_LABEL = 300;
/** Rows of each kind of context. */
const MOST_ROWS = 6;
const REST = 'rest';
const CONTEXT = 'context';

/**
 * The first provision of a result, with what must be known of it; the others that were named are a press away.
 *
 * @param output as `get_provision` gives it: it has a provision, or the tool fails
 */
export function provisionCard(output: Output, options: ProvisionCardOptions): ShownCard {
  const [provision, ...others] = output.provisions;
  if (provision === undefined) throw new AppError('internal', 'A card of a provision needs a provision.');
  return shownCard((room) => content(provision, others, output.assumed, options, room));
}

function content(
  provision: Provision,
  others: readonly Provision[],
  assumed: readonly string[],
  options: ProvisionCardOptions,
  room: Room,
): CardContent {
  const { language, asOf } = options;
  const { label, version, standing, breadcrumb } = provision;
  const title = cut(label, Math.max(40, room.short(LONGEST_LABEL)));
  const within = cut(breadcrumb.join(' › '), room.short(LONGEST_LABEL));
  const { shown, hidden, left } = lawParts(provision, room);
  const context = contextParts(provision, options, room);
  return {
    title,
    parts: [
      ...digestNotice(version, language),
      ...(within === '' ? [] : [line([{ text: within, look: QUIET }])]),
      headline(title),
      ...versionFacts(version, cut(standing, room.short(200)), asOf, language),
      ...shown,
      ...(hidden.length === 0 ? [] : [group(hidden, { id: REST, isVisible: false, spacing: 'Small' })]),
      ...leftParts(left, provision, language),
      ...notes([...assumed, ...provision.notes.filter((note) => !tellsStandingAlone(note, standing))], room, language),
      ...(context.length === 0 ? [] : [group(context, { id: CONTEXT, isVisible: false, spacing: 'Medium' })]),
      ...rowsOf(say('alsoNamed', language), others, room, language, (each) =>
        provisionRow(each.label, each.id, asOf, room),
      ),
    ],
    actions: [
      ...(hidden.length === 0 ? [] : [toggle(say('readOn', language), REST)]),
      ...openPage(say('officialText', language), provision.url),
      ...(context.length === 0 ? [] : [toggle(say('context', language), CONTEXT)]),
      ...surroundingButtons(provision, options),
    ],
    below: [`${say('officialText', language)}: ${provision.url}`],
  };
}

/** The law's words as far as there is room: what is seen at once, what is a press away, and how much is missing. */
function lawParts({ text, left = 0 }: Provision, room: Room) {
  const shownText = text.length <= room.long(MOST_LAW) ? text : cutAtLine(text, room.long(MOST_LAW));
  const lines = paragraphs(shownText);
  let seen = 0;
  const atOnce = lines.findIndex((part) => {
    seen += part.text.join('').length;
    return seen > AT_ONCE;
  });
  // A line that is longer than all that is shown at once is shown: a button above nothing would be no beginning.
  const split = atOnce < 0 ? lines.length : Math.max(1, atOnce);
  return {
    shown: lines.slice(0, split),
    hidden: lines.slice(split),
    left: left + (text.length - shownText.length),
  };
}

/** As many whole lines as fit; of the first line its beginning. */
function cutAtLine(text: string, most: number): string {
  const end = text.lastIndexOf('\n', most);
  if (end > most / 2) return text.slice(0, end);
  return cut(text, most);
}

function leftParts(left: number, { version }: Provision, language: Language): readonly Part[] {
  if (left <= 0) return [];
  const what = version.source === 'official' ? 'moreCharacters' : 'moreCharactersOfDigest';
  return [line([{ text: say(what, language, written(left, language)), look: QUIET }], { spacing: 'Small' })];
}

/** What the provision uses, refers to and is referred to by, and its other versions. */
function contextParts(provision: Provision, options: ProvisionCardOptions, room: Room): readonly Part[] {
  const { language, asOf } = options;
  const { terms, references, referencedBy, referencedByTotal, act, version, id } = provision;
  return [
    ...rowsOf(say('terms', language), terms, room, language, ({ term, id: at, label }) =>
      provisionRow(`${term} – ${label}`, at, asOf, room),
    ),
    ...rowsOf(say('refersTo', language), references, room, language, (reference) =>
      reference.resolved
        ? provisionRow(reference.label ?? reference.text, reference.id, asOf, room)
        : provisionRow(`${reference.text} (${say('notHeld', language)})`, undefined, asOf, room),
    ),
    ...rowsOf(
      say('referredToBy', language),
      referencedBy,
      room,
      language,
      ({ label, id: from }) => provisionRow(label, from, asOf, room),
      referencedByTotal,
    ),
    ...rowsOf(
      say('versionsHeld', language),
      (options.versions ?? []).filter((held) => held.act === act),
      room,
      language,
      (held) => versionRow(held, version, id, language),
    ),
  ];
}

/** A list under its heading: as many rows as there is room for, and how many more there are. */
function rowsOf<T>(
  title: string,
  all: readonly T[],
  room: Room,
  language: Language,
  row: (each: T) => Part,
  total = all.length,
): readonly Part[] {
  const shown = all.slice(0, room.long(MOST_ROWS));
  if (shown.length === 0) return [];
  return [heading(title), ...shown.map(row), ...more(total - shown.length, language)];
}

function provisionRow(words: string, id: string | undefined, asOf: string | undefined, room: Room): Part {
  const shown = cut(words, Math.max(40, room.short(LONGEST_LABEL)));
  if (id === undefined) return line([{ text: shown, look: SMALL }], { spacing: 'Small' });
  return pressable(
    pressed(shown, { verb: 'show', id, asOf }),
    [line([{ text: shown, look: { ...SMALL, ...LEADS_ON } }])],
    {
      spacing: 'Small',
    },
  );
}

function versionRow(held: HeldVersion, shown: Provision['version'], id: string, language: Language): Part {
  const { version, holds, state } = held;
  const days = [say('from', language, holds.from), ...(holds.until ? [say('until', language, holds.until)] : [])];
  const isShown = version.date === shown.date && version.source === shown.source;
  const words = [
    ...versionWords(version, language).map((each) => (isShown ? each : { ...each, look: { ...SMALL, ...LEADS_ON } })),
    { text: ` · ${standingWords(state, language)} · ${days.join(' ')}`, look: QUIET },
    ...(isShown ? [{ text: ` · ${say('shownHere', language)}`, look: QUIET }] : []),
  ];
  const row = line(words);
  const action = isShown
    ? undefined
    : pressed(`${say('version', language)} ${version.date}`, { verb: 'show', id, asOf: holds.from });
  return pressable(action, [row], { spacing: 'Small' });
}

/** Where to go from here: what changed, and what the provision stands in. */
function surroundingButtons({ act, place, version }: Provision, { language, asOf, versions }: ProvisionCardOptions) {
  const official = versions?.filter((held) => held.act === act && held.version.source === 'official');
  const canHaveChanged = version.source === 'official' && (official === undefined || official.length > 1);
  const whole = topPlace(place);
  const parent = parentPlace(place);
  return [
    ...(canHaveChanged ? [button(say('whatChanged', language), { verb: 'compare', act, place })] : []),
    ...(parent === undefined
      ? []
      : [
          button(say(whole.startsWith('art_') ? 'wholeArticle' : 'wholeProvision', language), {
            verb: 'show',
            id: `${act}#${whole}`,
            asOf,
          }),
        ]),
  ];
}
