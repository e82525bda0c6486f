import { callContext } from '../../asking.ts';
import { paragraph, text } from '../../assistant/blocks.ts';
import { inventedAct } from '../../fixtures/invented-act.ts';
import { type Article, actOf, type ToolDesk, toolDesk } from '../../tools/invented-law.ts';

/** Signs that a card's client could read as more than signs, all in one paragraph of a law. */
export const HOSTILE =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is tried
  'See [this](https://evil.example) **now**, _or_ <at>Everyone</at> on {{DATE(2040-06-15T00:00:00Z, LONG)}} at ${user.name}; <b>bold</b> & `code` # 1.';

const ropes = (consolidatedTo: string, ...articles: readonly Article[]) =>
  actOf(
    '32031R0004',
    'Regulation (EU) 2031/4 on the care of ropes, knots and rigging in the harbours of the Union',
    articles,
    {
      consolidatedTo,
      name: 'Regulation (EU) 2031/4',
      shortName: 'Rope Act',
    },
  );

const LONG = Array.from({ length: 160 }, (_, at) =>
  paragraph(
    `${at + 1}.`,
    text(
      `Rope ${at + 1} is wound around its bollard at least ${(at % 7) + 2} times, and its end is made fast so that neither wind nor tide can loosen it before the harbour master has seen it and has entered it into the register of ropes.`,
    ),
  ),
);

const LAW = [
  ropes(
    '2032-01-01',
    [
      '1',
      'Tarring',
      paragraph(
        '1.',
        text('A rope may be tarred within 5 days of its delivery to the harbour, unless Article 2 says otherwise.'),
      ),
      paragraph('2.', text('It is coiled.')),
    ],
    ['2', 'Knots', paragraph('1.', text('Knots are tied twice.'))],
    ['3', 'Winding', ...LONG],
    ['4', 'Strange signs', paragraph('1.', text(HOSTILE))],
  ),
  ropes(
    '2034-01-01',
    [
      '1',
      'Tarring',
      paragraph(
        '1.',
        text('A rope shall be tarred within 3 days of its delivery to the harbour, unless Article 2 says otherwise.'),
      ),
      paragraph('2.', text('It is coiled.')),
      paragraph('3.', text('It is kept dry.')),
    ],
    ['2', 'Knots', paragraph('1.', text('Knots are tied twice.'))],
    ['3', 'Winding', ...LONG],
    ['4', 'Strange signs', paragraph('1.', text(HOSTILE))],
  ),
  inventedAct(),
  {
    ...inventedAct({ act: '32099R0002', name: 'Regulation (EU) 2099/2', edition: 'other', articles: 3 }),
    source: 'digest' as const,
  },
];

/** Whoever may do everything that cards are made of. */
export const CALLER = callContext({ permissions: ['regulations:read', 'reports:generate', 'audit:read'] });

/** A desk over invented law: what its tools give is what cards are made of. */
export function cardDesk(): Promise<ToolDesk> {
  return toolDesk(LAW);
}
