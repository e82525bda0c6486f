import { SubmitAction, SubmitActionData } from '@microsoft/teams.cards';
import type { z } from 'zod';
import type { Language } from '../../src/regulations/act.ts';
import type { checkTextTool } from '../../src/tools/check-text.ts';
import { openPage } from '../cards/card-buttons.ts';
import { cut, notes, versionWords } from '../cards/law-lines.ts';
import { group, headline, line, type Part, QUIET, SMALL, STRONG } from '../cards/parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from '../cards/shown-card.ts';
import { say } from '../cards/wording.ts';
import { told } from './wording.ts';

type CheckedText = z.output<(typeof checkTextTool)['output']>;

const LONGEST_STATEMENT = 600;
const LONGEST_EXCERPT = 400;
const LONGEST_LABEL = 200;

export interface CheckCardOptions {
  readonly language: Language;
  /** Who wrote it, where that is known. */
  readonly author?: string;
  /** In the window there is a button that puts it into the chat; in the chat there is none. */
  readonly in: 'window' | 'chat';
}

/** What the button of the window sends back: nothing that could be altered. */
export const SEND_CHECK = { send: 'check' } as const;

/** Statements beside the provisions that bear on them. */
export function checkCard(checked: Pick<CheckedText, 'statements' | 'notes'>, options: CheckCardOptions): ShownCard {
  return shownCard((room) => content(checked, options, room));
}

function content(
  { statements, notes: toKnow }: Pick<CheckedText, 'statements' | 'notes'>,
  options: CheckCardOptions,
  room: Room,
): CardContent {
  const { language, author } = options;
  const title = told('checkTitle', language);
  return {
    title,
    parts: [
      headline(title),
      ...(author === undefined ? [] : [line([{ text: told('checkFor', language, cut(author, 100)), look: QUIET }])]),
      line([{ text: told('noJudgement', language), look: { ...STRONG, ...SMALL } }], { spacing: 'Small' }),
      ...statements.map((statement) => statementPart(statement, language, room)),
      ...notes(toKnow, room, language),
    ],
    actions:
      options.in === 'chat'
        ? []
        : [
            new SubmitAction({ title: told('send', language), style: 'positive' }).withData(
              new SubmitActionData({ ...SEND_CHECK }),
            ),
          ],
  };
}

function statementPart({ text, provisions }: CheckedText['statements'][number], language: Language, room: Room): Part {
  return group(
    [
      line([{ text: `“${cut(text, Math.max(60, room.short(LONGEST_STATEMENT)))}”`, look: STRONG }]),
      ...(provisions.length === 0 ? [line([{ text: told('noneBears', language), look: QUIET }])] : []),
      ...provisions.map((provision) => provisionPart(provision, language, room)),
    ],
    { separator: true, spacing: 'Medium' },
  );
}

function provisionPart(
  { label, url, excerpt, version }: CheckedText['statements'][number]['provisions'][number],
  language: Language,
  room: Room,
): Part {
  const name = cut(label, Math.max(40, room.short(LONGEST_LABEL)));
  const [page] = openPage(say('officialText', language), url);
  const words = cut(excerpt.replace(/\s+/g, ' '), room.long(LONGEST_EXCERPT));
  return group(
    [
      line([{ text: `${name} · `, look: { ...SMALL, color: 'Accent' } }, ...versionWords(version, language)]),
      ...(words === '' ? [] : [line([{ text: words, look: SMALL }], { spacing: 'None' })]),
    ],
    { spacing: 'Small', ...(page === undefined ? {} : { selectAction: page }) },
  );
}
