import type { z } from 'zod';
import type { Language } from '../../src/regulations/act.ts';
import type { getUsageTool } from '../../src/tools/get-usage.ts';
import { button } from './card-buttons.ts';
import { cut, more, notes } from './law-lines.ts';
import { box, group, headline, line, type Part, QUIET, SMALL, STRONG, sides } from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { say, written } from './wording.ts';

type Output = z.output<(typeof getUsageTool)['output']>;
type Sums = Output['total'];

const MOST_ROWS = 10;
/** Share of a limit, of a hundred, from which it is pointed out. */
const NEARLY_USED = 80;

/** What assistants used in a month. */
export interface UsageCardOptions {
  readonly language: Language;
  /** YYYY-MM, UTC: later ones have nothing to show. */
  readonly thisMonth: string;
}

/** The sums of a month, whoever used most first. */
export function usageCard(output: Output, options: UsageCardOptions): ShownCard {
  return shownCard((room) => content(output, options, room));
}

function content(output: Output, { language, thisMonth }: UsageCardOptions, room: Room): CardContent {
  const { month, by, rows, total } = output;
  const shown = rows.slice(0, room.long(MOST_ROWS));
  const title = say('usageIn', language, month);
  return {
    title,
    parts: [
      headline(title),
      line([{ text: `${say('usageBy', language)} ${say(`by_${by}`, language)} · UTC`, look: QUIET }], {
        spacing: 'None',
      }),
      box('emphasis', [sumsPart(say('total', language), total, language), ...limitParts(total, language)]),
      ...(rows.length === 0 ? [line(say('nothingUsed', language))] : []),
      ...shown.map(({ name, ...sums }) =>
        group(
          [
            sumsPart(
              name.trim() === '' || name === '(none)' ? say('nobody', language) : cut(name, room.short(80)),
              sums,
              language,
            ),
            ...limitParts(sums, language),
          ],
          { separator: true, spacing: 'Medium' },
        ),
      ),
      ...more(rows.length - shown.length, language),
      ...(output.cut === undefined ? [] : [line([{ text: cut(output.cut, room.short(300)), look: QUIET }])]),
      ...notes(output.notes, room, language),
    ],
    actions: monthButtons(month, thisMonth, language),
  };
}

function sumsPart(name: string, sums: Sums, language: Language): Part {
  const { questions, calls, input, output, cached } = sums;
  const number = (what: number) => written(what, language);
  return group([
    sides([line([{ text: name, look: STRONG }])], [line([{ text: costWords(sums, language), look: STRONG }])]),
    line(
      [
        {
          text: [
            say(questions === 1 ? 'oneQuestion' : 'manyQuestions', language, number(questions)),
            say(calls === 1 ? 'oneCall' : 'manyCalls', language, number(calls)),
            say('tokens', language, number(input + output)),
            ...(cached === 0 ? [] : [say('cachedTokens', language, number(cached))]),
          ].join(' · '),
          look: QUIET,
        },
      ],
      { spacing: 'None' },
    ),
  ]);
}

/** The cost by currency; what has no price costs something all the same. */
function costWords({ costs, unpriced, calls }: Sums, language: Language): string {
  const known = costs.slice(0, 3).map(({ currency, amount }) => `${cut(amount, 30)} ${cut(currency, 5)}`);
  if (known.length === 0) return calls === 0 ? '–' : say('noPrice', language);
  return `${known.join(' + ')}${unpriced > 0 ? ' + ?' : ''}`;
}

function limitParts({ limits }: Sums, language: Language): readonly Part[] {
  return limits.slice(0, 4).map(({ measure, period, limit, used, percent, hard }) => {
    // What is counted is written as numbers are; money stays the exact decimal that it is.
    const amount = (text: string) =>
      measure === 'cost' || !/^\d{1,15}$/.test(text) ? cut(text, 30) : written(Number(text), language);
    const color = percent >= 100 ? 'Attention' : percent >= NEARLY_USED ? 'Warning' : 'Good';
    return line(
      [
        { text: `${percent} % `, look: { ...SMALL, ...STRONG, color } },
        {
          text: `${say('ofLimit', language)} ${say(`limit_${measure}`, language)} (${cut(period, 20)}): ${amount(used)} / ${amount(limit)}${hard ? ` · ${say('hardLimit', language)}` : ''}`,
          look: QUIET,
        },
      ],
      { spacing: 'Small' },
    );
  });
}

function monthButtons(month: string, thisMonth: string, language: Language) {
  const before = shifted(month, -1);
  const after = shifted(month, 1);
  return [
    ...(before === undefined ? [] : [button(say('monthBefore', language), { verb: 'usage' as const, period: before })]),
    ...(after === undefined || after > thisMonth
      ? []
      : [button(say('monthAfter', language), { verb: 'usage' as const, period: after })]),
  ];
}

/** The month so many later; nothing outside the years that are asked for. */
function shifted(month: string, by: number): string | undefined {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const at = year * 12 + number - 1 + by;
  const shown = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  return /^2\d{3}-\d{2}$/.test(shown) ? shown : undefined;
}
