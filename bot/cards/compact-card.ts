import type { AdaptiveCard, IAdaptiveCard } from '@microsoft/teams.cards';

/**
 * What the builders write into every element although it says nothing: each is what a client takes for granted, and some
 * are of a later version than 1.5. They would take a third of a card's room.
 */
const TAKEN_FOR_GRANTED: Readonly<Record<string, unknown>> = {
  isSortKey: false,
  isVisible: true,
  separator: false,
  height: 'auto',
  spacing: 'Default',
  italic: false,
  strikethrough: false,
  highlight: false,
  underline: false,
  isEnabled: true,
  conditionallyEnabled: false,
  mode: 'primary',
  isRequired: false,
  isMultiSelect: false,
  isMultiline: false,
  showBorder: false,
  roundedCorners: false,
  bleed: false,
  useMultipleColumns: false,
};

/** What a client takes for granted of one type alone. */
const OF_TYPE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'Action.Execute': { style: 'default' },
  'Action.OpenUrl': { style: 'default' },
  'Action.Submit': { style: 'default' },
  'Action.ToggleVisibility': { style: 'default' },
  'Input.Text': { style: 'Text' },
  TextBlock: { style: 'default', wrap: false, isSubtle: false },
};

/** The card as the JSON that is sent, without what says nothing. */
export function withoutDefaults(card: AdaptiveCard): IAdaptiveCard {
  return compact(JSON.parse(JSON.stringify(card)) as IAdaptiveCard);
}

function compact<T>(value: T): T {
  if (Array.isArray(value)) return value.map((each: unknown) => compact(each)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value) as readonly (readonly [string, unknown])[];
  const type = members.find(([name]) => name === 'type')?.[1];
  const granted = { ...TAKEN_FOR_GRANTED, ...(typeof type === 'string' ? OF_TYPE[type] : {}) };
  return Object.fromEntries(
    members
      .filter(([name, member]) => !(Object.hasOwn(granted, name) && granted[name] === member) && !isEmpty(name, member))
      // What an action carries is ours, whatever it is called.
      .map(([name, member]) => [name, name === 'data' ? member : compact(member)]),
  ) as T;
}

function isEmpty(name: string, member: unknown): boolean {
  return name === 'requires' && typeof member === 'object' && member !== null && Object.keys(member).length === 0;
}
