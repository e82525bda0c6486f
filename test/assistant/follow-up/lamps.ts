import type { PastTurn } from '../../../src/assistant/follow-up/past-turn.ts';
import { type Article, actOf, type ToolDesk, toolDesk } from '../../tools/invented-law.ts';
import { item, paragraph, text } from '../blocks.ts';

export const LAMP = '32031R0011';
export const ROPE = '32031R0012';
export const FAROL = 'BOE-A-2031-77';

/** An article with three paragraphs, the first with points (a) and (b). */
export const lampArticle = (number: string): Article => [
  number,
  `Care of lamps ${number}`,
  paragraph('1.', text('Each keeper shall:'), item('(a)', 'trim the wick;'), item('(b)', 'clean the glass.')),
  paragraph('2.', text('The warden may exempt small lamps.')),
  paragraph('3.', text('Lamps on quays are lit at dusk.')),
];

/** Two acts of the Union and one of Spain; the first has an article that was inserted. */
export function lampDesk(): Promise<ToolDesk> {
  return toolDesk([
    actOf(LAMP, 'Lamp Act', ['1', '2', '2a', '3', '4'].map(lampArticle), { shortName: 'LAMPA' }),
    actOf(ROPE, 'Rope Act', ['1', '2'].map(lampArticle), { shortName: 'ROPA' }),
    actOf(FAROL, 'Ley 7/2031', ['1', '2'].map(lampArticle), { kind: 'ley', language: 'es' }),
  ]);
}

export function turn(question: string, more: Partial<PastTurn> = {}): PastTurn {
  return { question, status: 'answered', acts: [], cited: [], ...more };
}
