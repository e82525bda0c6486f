import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { checkCard } from '../../fixtures/teams/check-card.ts';
import type { Json } from '../../fixtures/teams/json.ts';
import { card } from './posts.ts';

/** The module form of this package cannot be loaded by Node; this one can. */
const reference: typeof import('adaptivecards') = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

const words = (text: unknown): Json => ({ type: 'TextBlock', text });
const body = (...elements: unknown[]): Json => card({ body: elements });
const acting = (...actions: unknown[]): Json => card({ actions });
const execute = (more: Json = {}): Json => ({ type: 'Action.Execute', title: 'Do', verb: 'do', ...more });

const GOOD: readonly (readonly [string, Json])[] = [
  ['words', card()],
  ['version 1.0', card({ version: '1.0' })],
  [
    'every container',
    body({
      type: 'Container',
      items: [{ type: 'ColumnSet', columns: [{ type: 'Column', width: 'auto', items: [words('x')] }] }],
    }),
  ],
  [
    'a table',
    body({
      type: 'Table',
      columns: [{ width: 1 }],
      rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [words('x')] }] }],
    }),
  ],
  ['facts', body({ type: 'FactSet', facts: [{ title: 'Act', value: 'Lantern' }] })],
  ['runs of text', body({ type: 'RichTextBlock', inlines: ['a', { type: 'TextRun', text: 'b', highlight: true }] })],
  ['a picture', body({ type: 'Image', url: 'https://bank.example/x.png' })],
  ['a drawn picture', body({ type: 'Image', url: 'data:image/png;base64,AA' })],
  ['pictures', body({ type: 'ImageSet', images: [{ type: 'Image', url: 'https://bank.example/x.png' }] })],
  [
    'inputs',
    body(
      { type: 'Input.Text', id: 'a', isRequired: true, label: 'Why', errorMessage: 'Say why' },
      { type: 'Input.ChoiceSet', id: 'b', choices: [{ title: 'x', value: 'y' }] },
    ),
  ],
  ['six actions', acting(...Array(6).fill(execute()))],
  ['a link', acting({ type: 'Action.OpenUrl', title: 'Read', url: 'https://law.example/1' })],
  [
    'a card in a card',
    acting({ type: 'Action.ShowCard', title: 'More', card: { type: 'AdaptiveCard', body: [words('x')] } }),
  ],
  ['an action in the middle', body({ type: 'ActionSet', actions: [execute()] })],
  ['something newer that may be dropped', body({ type: 'Badge', fallback: 'drop' })],
  ['something newer with another in its place', body({ type: 'Badge', fallback: words('x') })],
  ['a refresh', card({ refresh: { action: execute(), userIds: Array(60).fill('29:1x') } })],
];

describe('a good card', () => {
  it.each(GOOD)('has %s', (_what, good) => {
    expect(checkCard(good)).toEqual([]);
  });

  it.each(GOOD)("is good to Microsoft's renderer too: %s", (_what, good) => {
    const context = new reference.SerializationContext(reference.Versions.v1_5);
    const parsed = new reference.AdaptiveCard();
    // The renderer's own limit is five; that of Teams is six.
    parsed.hostConfig = new reference.HostConfig({ actions: { maxActions: 6 } });
    parsed.parse(structuredClone(good), context);
    const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
    // It says of every fallback that it was taken.
    const told = [...events, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
    expect(told.filter((event) => !event.startsWith('Unknown element type "Badge"'))).toEqual([]);
  });
});

describe('a bad card', () => {
  let deep: Json = words('x');
  for (let level = 0; level < 22; level += 1) deep = { type: 'Container', items: [deep] };

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /not an AdaptiveCard/],
    ['another type', { ...card(), type: 'HeroCard' }, /not an AdaptiveCard/],
    ['no version', card({ version: undefined }), /version: missing/],
    ['a version that is a number', card({ version: 1.5 }), /version: missing/],
    ['version 1.6', card({ version: '1.6' }), /1\.6 is newer than 1\.5/],
    ['version 2.0', card({ version: '2.0' }), /newer/],
    ['nothing in it', card({ body: [] }), /neither body nor actions/],
    ['a body that is no list', card({ body: {} }), /body: not a list/],
    ['an element that is none', body('x'), /body\[0\]: not an element/],
    ['an element of no type', body({ text: 'x' }), /no type/],
    ['a newer element', body({ type: 'Badge', text: 'x' }), /Badge\): no element of 1\.5/],
    ['a bad fallback', body({ type: 'Badge', fallback: words('') }), /fallback\.text: missing/],
    ['no words', body(words('')), /body\[0\]\.text: missing/],
    ['undefined in words', body(words('undefined')), /no text for people/],
    ['an object in words', body(words('By [object Object]')), /no text for people/],
    ['a column alone', body({ type: 'Column', items: [] }), /a Column cannot stand here/],
    ['words in a row', body({ type: 'ColumnSet', columns: [words('x')] }), /a TextBlock cannot stand here/],
    ['a container without items', body({ type: 'Container' }), /items: missing/],
    ['a picture from a file', body({ type: 'Image', url: 'file:///x.png' }), /url: not https/],
    ['facts without values', body({ type: 'FactSet', facts: [{ title: 'x' }] }), /facts\[0\]\.value: missing/],
    ['no choices', body({ type: 'Input.ChoiceSet', id: 'x', choices: [] }), /choices: missing/],
    ['an input without a name', body({ type: 'Input.Text' }), /id: missing/],
    [
      'two inputs of a name',
      body({ type: 'Input.Text', id: 'x' }, { type: 'Input.Text', id: 'x' }),
      /'x' is there twice/,
    ],
    [
      'a required input without its error',
      body({ type: 'Input.Text', id: 'x', label: 'Why', isRequired: true }),
      /errorMessage/,
    ],
    [
      'a required input without a label',
      body({ type: 'Input.Text', id: 'x', errorMessage: 'Say why', isRequired: true }),
      /label/,
    ],
    ['runs that are none', body({ type: 'RichTextBlock', inlines: [{ text: 'x' }] }), /not a TextRun/],
    ['seven actions', acting(...Array(7).fill(execute())), /more than 6/],
    ['no verb', acting(execute({ verb: undefined })), /verb: missing/],
    ['no title', acting(execute({ title: undefined })), /title: missing/],
    [
      'a link that runs',
      acting({ type: 'Action.OpenUrl', title: 'x', url: 'javascript:alert(1)' }),
      /not a web address/,
    ],
    ['an action of HTTP', acting({ type: 'Action.Http', title: 'x' }), /no action of 1\.5/],
    ['data of a number', acting(execute({ data: 1 })), /neither object nor text/],
    [
      'a bad card in a card',
      acting({ type: 'Action.ShowCard', title: 'x', card: { type: 'AdaptiveCard', body: [words('')] } }),
      /card\.body\[0\]\.text/,
    ],
    [
      'a card on a touch',
      body({ ...words('x'), selectAction: { type: 'Action.ShowCard', card: card() } }),
      /not supported here/,
    ],
    ['a touch without a verb', card({ selectAction: execute({ verb: '' }) }), /selectAction\.verb/],
    ['a refresh by a submit', card({ refresh: { action: { type: 'Action.Submit' } } }), /only Action\.Execute/],
    ['a refresh for 61', card({ refresh: { action: execute(), userIds: Array(61).fill('29:1x') } }), /more than 60/],
    ['too many levels', body(deep), /deeper than 20/],
  ])('has %s', (_what, bad, problem) => {
    expect(checkCard(bad).join('\n')).toMatch(problem);
  });

  it('is told of with every problem and its place', () => {
    expect(checkCard(card({ version: '1.7', body: [words(''), { type: 'Image', url: '' }] }))).toEqual([
      'card.version: 1.7 is newer than 1.5',
      'card.body[0].text: missing',
      'card.body[1].url: missing',
      'card.body[1].url: not https or data:image',
    ]);
  });
});
