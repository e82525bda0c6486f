import { profileText } from '../../src/gaps/applicability/kind-names.ts';
import { conflictName } from '../../src/gaps/report/gap-sentences.ts';
import type { Language } from '../../src/regulations/act.ts';
import { placeName } from '../../src/regulations/mentions/label.ts';
import { button, pressed } from './card-buttons.ts';
import { countColumns, type GapEntry, type GapsOutput, quoted, stateWords } from './gap-parts.ts';
import { gapReason } from './gap-reasons.ts';
import { cut, notes } from './law-lines.ts';
import {
  fact,
  group,
  heading,
  headline,
  LEADS_ON,
  line,
  type Part,
  pressable,
  QUIET,
  SMALL,
  STRONG,
  sides,
} from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { minute, say } from './wording.ts';

export interface GapsCardOptions {
  readonly language: Language;
  /** The acts of the analysis, as people name them. */
  readonly acts: readonly string[];
  /** Gaps before the first one here. */
  readonly skip: number;
}

/** Gaps of a page: what `analyse_gaps` gives at once. */
const GAPS_A_PAGE = 10;
/** Gaps that are shown however long their texts are. */
const FEWEST_ROWS = 3;
const LONGEST_NAMES = 240;
const LONGEST_LABEL = 90;
const LONGEST_WORDS = 260;
const LONGEST_REASON = 200;
const MOST_REASONS = 1;
/** Bytes of the text for clients without cards: the gaps themselves need the room. */
const FALLBACK = 1_500;
const MOST_CONFLICTS = 3;
const MOST_STATEMENTS = 3;

/** Where the policies fall short of the law: how many stand how, and a page of gaps with the words of both texts. */
export function gapsCard(output: GapsOutput, options: GapsCardOptions): ShownCard {
  return shownCard((room) => content(output, options, room));
}

function content(output: GapsOutput, options: GapsCardOptions, room: Room): CardContent {
  const { language, skip, acts } = options;
  const { counts, notes: told } = output;
  // What does not fit is on the next page, before what would be there otherwise.
  const rows = output.obligations.slice(0, Math.max(FEWEST_ROWS, room.short(GAPS_A_PAGE)));
  const title = say('gapsTitle', language, cut(acts.join(', '), Math.max(60, room.short(LONGEST_NAMES))));
  return {
    title,
    parts: [
      headline(title),
      ...comparedParts(output, language, room),
      countColumns(counts, language),
      ...sinceParts(output, language),
      ...shownParts(rows.length, output.total, options),
      ...rows.map((entry, at) => gapRow(entry, output.run, at, options, room)),
      ...(skip > 0 ? [] : conflictParts(output, language, room)),
      ...notes(told, room, language),
    ],
    fallback: FALLBACK,
    actions: gapsButtons(output, rows.length, options),
  };
}

/** What was held against what, and when. */
function comparedParts({ at, scope, policies }: GapsOutput, language: Language, room: Room): readonly Part[] {
  const count = policies.length === 1 ? say('gapsOnePolicy', language) : say('gapsPolicies', language, policies.length);
  const places = scope.places?.map((place) => placeName(place.slice(place.indexOf('#') + 1), language) || place);
  const words = (all: readonly string[]) => cut(all.join(', '), Math.max(40, room.short(LONGEST_NAMES)));
  return [
    line([{ text: `${count} · ${say('gapsAt', language, minute(at))}`, look: QUIET }], { spacing: 'None' }),
    ...(places === undefined ? [] : [fact(say('gapsOnly', language), words(places))]),
    ...(scope.topic === undefined ? [] : [fact(say('gapsTopic', language), words([scope.topic]))]),
    fact(
      say('gapsFirm', language),
      scope.profile === undefined ? say('gapsAnyFirm', language) : words([profileWords(scope.profile, language)]),
    ),
    fact(say('gapsPoliciesNamed', language), words(policies.map(({ title }) => title))),
  ];
}

function profileWords({ kinds, size }: NonNullable<GapsOutput['scope']['profile']>, language: Language): string {
  return profileText({ kinds, ...(size === undefined ? {} : { size }) }, language);
}

function sinceParts({ since }: GapsOutput, language: Language): readonly Part[] {
  if (since === undefined) return [];
  const { at, appeared, reopened, closed } = since;
  const changes = [
    say('gapsNew', language, appeared),
    say('gapsReopened', language, reopened),
    say('gapsClosed', language, closed),
  ];
  return [fact(say('gapsSince', language, minute(at)), changes.join(', '))];
}

function shownParts(shown: number, total: number, { language, skip }: GapsCardOptions): readonly Part[] {
  const said =
    shown === 0
      ? say(total === 0 ? 'gapsNone' : 'gapsNoMore', language)
      : say('gapsShown', language, `${skip + 1}–${skip + shown} / ${total}`);
  return [line([{ text: said, look: STRONG }], { spacing: 'Medium' })];
}

function gapRow(entry: GapEntry, run: string, at: number, { language, skip }: GapsCardOptions, room: Room): Part {
  const { provision, obligation, why, text, evidence, state } = entry;
  const label = cut(entry.label, Math.max(30, room.short(LONGEST_LABEL)));
  const most = room.long(LONGEST_WORDS);
  const [nearest] = evidence;
  const reasons = state === 'missing' ? [] : why.slice(0, room.short(MOST_REASONS));
  return group(
    [
      sides(
        [
          pressable(
            pressed(label, { verb: 'show', id: provision }),
            [line([{ text: label, look: { ...STRONG, ...LEADS_ON } }])],
            {},
          ),
        ],
        [
          pressable(
            pressed(say('gapDetailsOf', language, label), {
              verb: 'gap',
              run,
              obligation,
              at: skip + at,
              page: skip,
            }),
            [line([{ text: `${say('gapDetails', language)} ›`, look: { ...SMALL, ...LEADS_ON } }])],
            {},
          ),
        ],
      ),
      line(stateWords(entry, language), { spacing: 'None' }),
      ...(most < 20 ? [] : [quoted(say('gapLaw', language), text, most)]),
      ...(state === 'missing'
        ? [quoted(say('gapPolicy', language), say('gapNoPolicy', language), LONGEST_WORDS)]
        : nearest === undefined || most < 20
          ? []
          : [quoted(`${say('gapPolicy', language)} (${cut(nearest.title, 60)})`, nearest.quote, most)]),
      ...reasons.map((each) =>
        line([{ text: `• ${cut(gapReason(each, language), room.long(LONGEST_REASON))}`, look: SMALL }], {
          spacing: 'None',
        }),
      ),
    ],
    { separator: true, spacing: 'Medium' },
  );
}

function conflictParts({ conflicts }: GapsOutput, language: Language, room: Room): readonly Part[] {
  if (conflicts.length === 0) return [];
  const shown = conflicts.slice(0, room.long(MOST_CONFLICTS));
  const left = conflicts.length - shown.length;
  return [
    heading(say('gapConflicts', language)),
    ...shown.map(({ kind, matter, statements }) =>
      group(
        [
          line([
            { text: conflictName(kind, language), look: { ...SMALL, ...STRONG } },
            { text: ` · ${cut(matter, Math.max(30, room.short(160)))}`, look: SMALL },
          ]),
          ...statements
            .slice(0, MOST_STATEMENTS)
            .map(({ title, says, quote }) =>
              quoted(cut(title, 60), `${cut(says, 80)} – ${quote}`, Math.max(40, room.long(LONGEST_WORDS))),
            ),
        ],
        { separator: true, spacing: 'Small' },
      ),
    ),
    ...(left > 0 ? [line([{ text: say('gapMoreConflicts', language, left), look: QUIET }])] : []),
  ];
}

function gapsButtons({ run, obligations, next }: GapsOutput, shown: number, { language, skip }: GapsCardOptions) {
  const following = shown < obligations.length ? skip + shown : next;
  return [
    ...(skip === 0
      ? []
      : [button(say('gapPrevious', language), { verb: 'gaps', run, skip: Math.max(0, skip - GAPS_A_PAGE) })]),
    ...(following === undefined ? [] : [button(say('gapNext', language), { verb: 'gaps', run, skip: following })]),
    button(say('gapReport', language), { verb: 'gap_report', run, form: 'html' }),
    button(say('gapWorkbook', language), { verb: 'gap_report', run, form: 'xlsx' }),
  ];
}
