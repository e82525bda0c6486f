import {
  Column,
  type ColumnOptions,
  ColumnSet,
  Container,
  type ContainerOptions,
  type ContainerStyle,
  type IExecuteAction,
  RichTextBlock,
  type RichTextBlockOptions,
  TextBlock,
  TextRun,
  type TextRunOptions,
} from '@microsoft/teams.cards';
import { exactRuns, linesOf, onOneLine } from './plain-text.ts';

type Element = ConstructorParameters<typeof Container>[number];

/** A piece of a card: what is drawn, and the same in plain lines. */
export interface Part {
  readonly element: Element;
  readonly text: readonly string[];
}

/** Words of a line with how they look; stored text and our own alike. */
export interface Words {
  readonly text: string;
  readonly look?: TextRunOptions;
}

/** Looks that mean the same on every card. */
export const QUIET: TextRunOptions = { isSubtle: true, size: 'Small' };
export const STRONG: TextRunOptions = { weight: 'Bolder' };
export const SMALL: TextRunOptions = { size: 'Small' };
export const WARNING: TextRunOptions = { color: 'Attention', weight: 'Bolder', size: 'Small' };

/** What can be pressed looks as links do. */
export const LEADS_ON: TextRunOptions = { color: 'Accent' };

/** One line of words, shown sign by sign. */
export function line(words: string | readonly Words[], options: RichTextBlockOptions = {}): Part {
  const all = typeof words === 'string' ? [{ text: words }] : words;
  const runs = all.flatMap(({ text, look }) => exactRuns(text, look));
  return {
    element: new RichTextBlock(options).withInlines(...(runs.length === 0 ? [new TextRun(' ')] : runs)),
    text: [all.map(({ text }) => onOneLine(text)).join('')],
  };
}

/** What a card is about, in stored words or our own. */
export function headline(text: string): Part {
  return line([{ text, look: { weight: 'Bolder', size: 'Large' } }]);
}

/** A heading of our own words within a card, for eyes and for screen readers. */
export function heading(words: string): Part {
  return {
    element: new TextBlock(words, {
      size: 'Default',
      weight: 'Bolder',
      wrap: true,
      style: 'heading',
      spacing: 'Medium',
    }),
    text: ['', `${words}:`],
  };
}

/** A fact with its name before it. */
export function fact(name: string, value: string | readonly Words[]): Part {
  const values = typeof value === 'string' ? [{ text: value, look: SMALL }] : value;
  return line([{ text: `${name}: `, look: QUIET }, ...values], { spacing: 'None' });
}

/** A text of several lines, each its own; the first stands apart from what is above it. */
export function paragraphs(text: string): readonly Part[] {
  return linesOf(text).map((each, index) => line(each, { spacing: index === 0 ? 'Medium' : 'Small' }));
}

/** Parts that belong together, before a ground of their own. */
export function box(style: ContainerStyle, parts: readonly Part[], options: ContainerOptions = {}): Part {
  return group(parts, { style, spacing: 'Medium', ...options });
}

/** Parts that belong together. */
export function group(parts: readonly Part[], options: ContainerOptions = {}): Part {
  return {
    element: new Container(...parts.map(({ element }) => element)).withOptions(options),
    text: parts.flatMap(({ text }) => text),
  };
}

/** What can be pressed as a whole, to go to what it tells of. */
export function pressable(action: IExecuteAction | undefined, parts: readonly Part[], options: ContainerOptions): Part {
  return group(parts, action === undefined ? options : { ...options, selectAction: action });
}

/** Two things side by side: what is on the left takes the room that there is. */
export function sides(left: readonly Part[], right: readonly Part[]): Part {
  const column = (parts: readonly Part[], options: ColumnOptions) =>
    new Column(...parts.map(({ element }) => element)).withOptions(options);
  return {
    element: new ColumnSet().withColumns(
      column(left, { width: 'stretch' }),
      column(right, { width: 'auto', verticalContentAlignment: 'Center' }),
    ),
    text: [[...left, ...right].flatMap(({ text }) => text).join(' · ')],
  };
}

/** An input: it has nothing to tell where it cannot be filled in. */
export function input(element: Element): Part {
  return { element, text: [] };
}
