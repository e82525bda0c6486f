import type { z } from 'zod';
import type { Language } from '../../src/regulations/act.ts';
import type { listRegulationsTool } from '../../src/tools/list-regulations.ts';
import { button } from './card-buttons.ts';
import { standingWords } from './engine-phrases.ts';
import { cut, versionWords } from './law-lines.ts';
import { group, headline, line, type Part, QUIET, SMALL, STRONG } from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { say, written } from './wording.ts';

type Output = z.output<(typeof listRegulationsTool)['output']>;
type Version = Output['versions'][number];

/** Versions on a card. */
export const LAWS_A_PAGE = 8;

/** The acts and versions that can be asked about, from the one behind `skip`. */
export function lawsCard(output: Output, options: { readonly language: Language; readonly skip: number }): ShownCard {
  return shownCard((room) => content(output, options, room));
}

function content(
  { versions, total }: Output,
  { language, skip }: { readonly language: Language; readonly skip: number },
  room: Room,
): CardContent {
  const shown = versions.slice(0, LAWS_A_PAGE);
  const title = say('lawsHeld', language);
  const end = skip + shown.length;
  return {
    title,
    parts: [
      headline(title),
      line(
        [
          {
            text:
              shown.length === 0
                ? say('noLaws', language)
                : say('lawsShown', language, `${skip + 1}–${end} / ${total}`),
            look: QUIET,
          },
        ],
        { spacing: 'None' },
      ),
      ...shown.map((version) => lawPart(version, room, language)),
    ],
    actions: [
      ...(skip === 0
        ? []
        : [button(say('previous', language), { verb: 'laws', skip: Math.max(0, skip - LAWS_A_PAGE) })]),
      ...(end < total && shown.length > 0 ? [button(say('next', language), { verb: 'laws', skip: end })] : []),
    ],
  };
}

function lawPart(
  { act, name, title, version, state, holds, provisions, lost, language: texts }: Version,
  room: Room,
  language: Language,
): Part {
  const days = [say('from', language, holds.from), ...(holds.until ? [say('until', language, holds.until)] : [])];
  return group(
    [
      line([
        { text: cut(name, Math.max(30, room.short(120))), look: STRONG },
        { text: ` · ${cut(act, 60)}`, look: QUIET },
      ]),
      ...(title === name ? [] : [line([{ text: cut(title, room.long(220)), look: SMALL }], { spacing: 'None' })]),
      line(
        [
          ...versionWords(version, language),
          ...(version.source === 'digest'
            ? []
            : [{ text: ` · ${cut(standingWords(state, language), 120)}`, look: QUIET }]),
          {
            text: ` · ${days.join(' ')} · ${say(texts === 'es' ? 'inSpanish' : 'inEnglish', language)} · ${say('provisionsHeld', language, written(provisions, language))}`,
            look: QUIET,
          },
        ],
        { spacing: 'Small' },
      ),
      ...(lost.length === 0
        ? []
        : [
            line([{ text: say('lostPlaces', language, lost.length), look: { ...SMALL, color: 'Attention' } }], {
              spacing: 'None',
            }),
          ]),
    ],
    { separator: true, spacing: 'Medium' },
  );
}
