/**
 * Holds a card's JSON against Adaptive Cards 1.5 as Teams takes it (the schema of adaptivecards.io, and "Cards in Teams"):
 * each element and action with its properties and the kinds of their values. What is not listed here is not in a card.
 */

type Check = (value: unknown, at: string) => readonly string[];

interface Form {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional: Readonly<Record<string, Check>>;
}

const is =
  (what: string, test: (value: unknown) => boolean): Check =>
  (value, at) =>
    test(value) ? [] : [`${at} is no ${what}: ${JSON.stringify(value)?.slice(0, 60)}`];
const words = is('text', (value) => typeof value === 'string' && value.isWellFormed());
const filled = is(
  'text that says something',
  (value) => typeof value === 'string' && value !== '' && value.isWellFormed(),
);
const flag = is('yes or no', (value) => typeof value === 'boolean');
const count = is('number', (value) => Number.isInteger(value));
const oneOf = (...names: readonly string[]): Check =>
  is(names.join(' or '), (value) => names.includes(value as string));
const id = is('id', (value) => typeof value === 'string' && /^[a-z_]+$/.test(value));
const listOf =
  (check: Check): Check =>
  (value, at) =>
    Array.isArray(value) ? value.flatMap((each, index) => check(each, `${at}[${index}]`)) : [`${at} is no list`];
const https = is('https address', (value) => typeof value === 'string' && /^https:\/\/[^@/?#]+\//.test(value));
const object = is('object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));

const spacing = oneOf('None', 'Small', 'Default', 'Medium', 'Large', 'ExtraLarge', 'Padding');
const ground = oneOf('default', 'emphasis', 'good', 'attention', 'warning', 'accent');
const looks: Readonly<Record<string, Check>> = {
  size: oneOf('Small', 'Default', 'Medium', 'Large', 'ExtraLarge'),
  weight: oneOf('Lighter', 'Default', 'Bolder'),
  color: oneOf('Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention'),
  isSubtle: flag,
};
const every: Readonly<Record<string, Check>> = { id, spacing, separator: flag, isVisible: flag };

const element: Check = (value, at) => checked(value, at, ELEMENTS);
const action: Check = (value, at) => checked(value, at, ACTIONS);
const executed: Check = (value, at) => checked(value, at, { 'Action.Execute': EXECUTE });
const inline: Check = (value, at) =>
  checked(value, at, {
    TextRun: {
      required: { text: filled },
      optional: { ...looks, italic: flag, strikethrough: flag, highlight: flag, underline: flag },
    },
  });

const EXECUTE: Form = {
  required: { verb: id, data: object },
  optional: {
    title: filled,
    style: oneOf('default', 'positive', 'destructive'),
    associatedInputs: oneOf('auto', 'none'),
  },
};

const ACTIONS: Readonly<Record<string, Form>> = {
  'Action.Execute': EXECUTE,
  'Action.OpenUrl': { required: { url: https, title: filled }, optional: {} },
  'Action.Submit': {
    required: { title: filled, data: object },
    optional: { style: oneOf('default', 'positive', 'destructive') },
  },
  'Action.ToggleVisibility': { required: { title: filled, targetElements: listOf(id) }, optional: {} },
};

const ELEMENTS: Readonly<Record<string, Form>> = {
  TextBlock: {
    required: { text: filled },
    optional: { ...every, ...looks, wrap: flag, style: oneOf('default', 'heading') },
  },
  RichTextBlock: { required: { inlines: listOf(inline) }, optional: every },
  Container: { required: { items: listOf(element) }, optional: { ...every, style: ground, selectAction: executed } },
  ColumnSet: {
    required: {
      columns: listOf((value, at) =>
        checked(value, at, {
          Column: {
            required: { items: listOf(element) },
            optional: { width: oneOf('auto', 'stretch'), verticalContentAlignment: oneOf('Top', 'Center', 'Bottom') },
          },
        }),
      ),
    },
    optional: every,
  },
  'Input.Text': {
    required: { id, label: filled },
    optional: { ...every, placeholder: words, value: words, maxLength: count, isMultiline: flag },
  },
  'Input.Date': {
    required: { id, label: filled },
    optional: { ...every, value: is('day', (value) => /^\d{4}-\d{2}-\d{2}$/.test(String(value))) },
  },
  'Input.ChoiceSet': {
    required: {
      id,
      label: filled,
      choices: listOf((value, at) => formed(value, at, { required: { title: filled, value: filled }, optional: {} })),
    },
    optional: {
      ...every,
      style: oneOf('compact', 'expanded'),
      value: words,
      isMultiSelect: flag,
      wrap: flag,
      isRequired: flag,
      errorMessage: filled,
    },
  },
};

const CARD: Form = {
  required: {
    type: oneOf('AdaptiveCard'),
    version: oneOf('1.5'),
    body: listOf(element),
    fallbackText: filled,
  },
  optional: {
    speak: filled,
    actions: listOf(action),
    refresh: (value, at) =>
      formed(value, at, { required: { action: executed, userIds: listOf(filled) }, optional: {} }),
  },
};

/** What is wrong with a card; nothing where it is one. */
export function checkCard(card: unknown): readonly string[] {
  const problems = formed(card, 'card', CARD);
  const ids = [...JSON.stringify(card).matchAll(/"id":"([^"]*)","/g)].map(([, found]) => found);
  const targets = [...JSON.stringify(card).matchAll(/"targetElements":\["([^"]*)"\]/g)].map(([, target]) => target);
  return [
    ...problems,
    ...targets.filter((target) => !ids.includes(target)).map((target) => `nothing is called ${target}`),
  ];
}

function checked(value: unknown, at: string, forms: Readonly<Record<string, Form>>): readonly string[] {
  const type = (value as { readonly type?: unknown } | null)?.type;
  if (typeof type !== 'string' || !Object.hasOwn(forms, type)) return [`${at} may not be ${String(type)}`];
  const { type: _type, ...rest } = value as Readonly<Record<string, unknown>>;
  return formed(rest, `${at}(${type})`, forms[type]!);
}

function formed(value: unknown, at: string, { required, optional }: Form): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`];
  const all = { ...optional, ...required };
  return [
    ...Object.keys(required)
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => `${at} has no ${name}`),
    ...Object.entries(value).flatMap(([name, member]) =>
      Object.hasOwn(all, name) ? all[name]!(member, `${at}.${name}`) : [`${at} may not have ${name}`],
    ),
  ];
}
