import type { IAdaptiveCard } from '@microsoft/teams.cards';

type Json = Readonly<Record<string, unknown>>;

/** Every object of a card that has a type, outermost first. */
export function elementsOf(card: IAdaptiveCard): readonly Json[] {
  return walked(card);
}

function walked(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(walked);
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value).flatMap(([name, member]) => (name === 'data' ? [] : walked(member)));
  return 'type' in value ? [value as Json, ...members] : members;
}

/** What each line of a card says, sign by sign, in its order. */
export function linesShown(card: IAdaptiveCard): readonly string[] {
  return elementsOf(card)
    .filter(({ type }) => type === 'RichTextBlock')
    .map(({ inlines }) => (inlines as readonly { readonly text: string }[]).map(({ text }) => text).join(''));
}

/** All that a card may send back: its buttons, rows and refresh. */
export function executesOf(card: IAdaptiveCard): readonly Json[] {
  return elementsOf(card).filter(({ type }) => type === 'Action.Execute');
}

/** The buttons below a card. */
export function buttonsOf(card: IAdaptiveCard): readonly Json[] {
  return (card.actions ?? []) as unknown as readonly Json[];
}

export function bytesOf(card: IAdaptiveCard): number {
  return Buffer.byteLength(JSON.stringify(card));
}
