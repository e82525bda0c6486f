import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endlessFields, schemaFaults, toolFaults, undescribedFields } from './schema-lint.ts';

const object = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...more,
});
const field = (part: unknown) => object({ part });

describe('the lint of schemas', () => {
  it('finds nothing in what every host reads', () => {
    const sound = object(
      {
        word: { type: 'string', enum: ['a', 'b'], description: 'One of two' },
        day: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
        when: { type: 'string', format: 'date-time' },
        count: { type: 'integer', minimum: 0, maximum: 9, default: 3 },
        depth: { type: 'number', minimum: -1.5, default: -0.5 },
        of: { type: 'string', enum: ['day', 'month'], default: 'day' },
        deep: { type: 'boolean', default: false },
        share: { type: 'number' },
        yes: { type: 'boolean' },
        list: { type: 'array', items: { type: 'array', items: field({ type: 'string' }) } },
      },
      { $schema: 'https://json-schema.org/draft/2020-12/schema', required: ['word', 'list'] },
    );
    expect(schemaFaults(sound)).toEqual([]);
  });

  it('takes a field for a field, whatever it is called', () => {
    const words = ['type', 'not', 'items', 'enum', 'default', 'properties', 'required', 'const'];
    const named = object(Object.fromEntries(words.map((name) => [name, { type: 'string' }])), { required: ['not'] });
    expect(schemaFaults(named)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a reference', { $ref: '#/$defs/part' }, '$ref'],
    ['definitions of the newer kind', { type: 'string', $defs: {} }, '$defs'],
    ['definitions of the older kind', { type: 'string', definitions: {} }, 'definitions'],
    ['a choice', { anyOf: [{ type: 'string' }, { type: 'integer' }] }, 'anyOf'],
    ['one of several', { oneOf: [{ type: 'string' }] }, 'oneOf'],
    ['all of several', { allOf: [{ type: 'string' }] }, 'allOf'],
    ['a negation', { not: { type: 'string' } }, 'not'],
    ['a condition', { type: 'string', if: {}, else: {} }, 'if'],
    ['a constant', { type: 'string', const: 'a' }, 'const'],
    ['a bound that is left out, below', { type: 'number', exclusiveMinimum: 0 }, 'exclusiveMinimum'],
    ['a bound that is left out, above', { type: 'number', exclusiveMaximum: 0 }, 'exclusiveMaximum'],
    ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'string' } }, 'prefixItems'],
    ['fields by pattern', object({ a: { type: 'string' } }, { patternProperties: {} }), 'patternProperties'],
    ['fields by their names', object({ a: { type: 'string' } }, { propertyNames: {} }), 'propertyNames'],
    ['several types', { type: ['string', 'null'] }, 'several types'],
    ['null', { type: 'null' }, 'the type null'],
    ['null, in the words of OpenAPI', { type: 'string', nullable: true }, 'nullable'],
    ['no type', { description: 'anything' }, 'no type'],
    ['a type that there is not', { type: 'date' }, 'the type date'],
    ['nothing at all', {}, 'says nothing'],
    ['no schema', true, 'is no schema'],
    ['a list of anything', { type: 'array' }, 'a list without items'],
    ['a list by position', { type: 'array', items: [{ type: 'string' }] }, 'a list without items'],
    ['a choice of numbers', { type: 'integer', enum: [1, 2] }, 'an enum that is not of strings'],
    ['a choice of nothing', { type: 'string', enum: [] }, 'an enum that is not of strings'],
    ['a choice with null', { type: 'string', enum: ['a', null] }, 'an enum that is not of strings'],
    ['an object without fields', object({}), 'an object without fields'],
    ['an object that names none', { type: 'object', additionalProperties: false }, 'an object without fields'],
    ['further fields', object({ a: { type: 'string' } }, { additionalProperties: true }), 'fields beside those named'],
    ['fields of a kind', object({ a: { type: 'string' } }, { additionalProperties: {} }), 'fields beside those named'],
    ['a field that is required alone', object({ a: { type: 'string' } }, { required: ['b'] }), 'requires b, which'],
    ['a pattern that does not compile', { type: 'string', pattern: '(' }, 'a pattern that not every host compiles'],
    ['a pattern that looks ahead', { type: 'string', pattern: '^(?!x)' }, 'a pattern that not every host compiles'],
    ['a pattern that refers back', { type: 'string', pattern: '(a)\\1' }, 'a pattern that not every host compiles'],
    [
      'a pattern with a named group',
      { type: 'string', pattern: '(?<day>a)' },
      'a pattern that not every host compiles',
    ],
    ['a pattern that sets a flag', { type: 'string', pattern: '(?i:a)' }, 'a pattern that not every host compiles'],
    [
      'a pattern of classes of signs',
      { type: 'string', pattern: '^\\p{L}$' },
      'a pattern that not every host compiles',
    ],
    [
      'a pattern with a sign by number',
      { type: 'string', pattern: '\\u00e9' },
      'a pattern that not every host compiles',
    ],
    [
      'a pattern that needs no flag',
      { type: 'string', pattern: '^https\\:' },
      'a pattern that not every host compiles',
    ],
    [
      'a pattern that repeats too often',
      { type: 'string', pattern: 'a{1,1001}' },
      'a pattern that not every host compiles',
    ],
    ['a pattern that gives nothing back', { type: 'string', pattern: 'a++' }, 'a pattern that not every host compiles'],
    ['a pattern that is none', { type: 'string', pattern: 7 }, 'a pattern that not every host compiles'],
    ['a format that nobody checks', { type: 'string', format: 'celex' }, 'the format celex'],
    ['an address', { type: 'string', format: 'uri' }, 'the format uri'],
    ['a day, by format', { type: 'string', format: 'date' }, 'the format date'],
    ['a step', { type: 'number', multipleOf: 2 }, 'multipleOf'],
    ['a list of different things', { type: 'array', items: { type: 'string' }, uniqueItems: true }, 'uniqueItems'],
    ['examples', { type: 'string', examples: ['a'] }, 'examples'],
    ['an id', { type: 'string', id: 'part' }, 'id'],
    ['a choice with an empty word', { type: 'string', enum: ['', 'a'] }, 'an enum with an empty word'],
    ['a choice with a word twice', { type: 'string', enum: ['a', 'a'] }, 'an enum with a word twice'],
    [
      'a choice of very many',
      { type: 'string', enum: Array.from({ length: 501 }, (_, n) => `${n}`) },
      'an enum of 501',
    ],
    ['a choice of the wrong type', { type: 'integer', enum: ['a'] }, 'enum of the type integer'],
    ['the length of a number', { type: 'integer', maxLength: 3 }, 'maxLength of the type integer'],
    ['the size of a word', { type: 'string', minimum: 3 }, 'minimum of the type string'],
    ['fields of a word', { type: 'string', properties: {} }, 'properties of the type string'],
    ['a bound of 64 bits', { type: 'integer', maximum: 2 ** 63 }, 'maximum is no bound'],
    ['a bound that is no number', { type: 'integer', minimum: '0' }, 'minimum is no bound'],
    ['a length below nothing', { type: 'string', minLength: -1 }, 'minLength is no bound'],
    ['bounds the wrong way round', { type: 'integer', minimum: 2, maximum: 1 }, 'minimum above maximum'],
    ['null by default', { type: 'string', default: null }, 'a default of another kind'],
    ['another type by default', { type: 'integer', default: '1' }, 'a default of another kind'],
    ['half a thing by default', { type: 'integer', default: 1.5 }, 'a default of another kind'],
    ['a default below the least', { type: 'integer', minimum: 1, default: 0 }, 'a default of another kind'],
    ['a default above the most', { type: 'integer', maximum: 1, default: 2 }, 'a default of another kind'],
    ['a default that is no choice', { type: 'string', enum: ['a'], default: 'b' }, 'a default of another kind'],
    ['a list by default', { type: 'array', items: { type: 'string' }, default: [] }, 'a default of another kind'],
    ['an empty list of what is required', object({ a: { type: 'string' } }, { required: [] }), 'requires nothing'],
    ['a field with a blank', object({ 'a b': { type: 'string' } }), 'a field that not every host names: a b'],
    ['a field with brackets', object({ 'a[]': { type: 'string' } }), 'a field that not every host names: a[]'],
    ['a field with a dot', object({ 'a.b': { type: 'string' } }), 'a field that not every host names: a.b'],
    ['a field beyond ASCII', object({ año: { type: 'string' } }), 'a field that not every host names: año'],
    [
      'a field of a long name',
      object({ ['a'.repeat(65)]: { type: 'string' } }),
      'a field that not every host names: aa',
    ],
  ])('finds %s, at the top, in a field and in a list', (_what, bad, fault) => {
    for (const [schema, where] of [
      [bad, 'the whole'],
      [field(bad), 'part'],
      [field({ type: 'array', items: bad }), 'part.[]'],
    ] as const) {
      expect(schemaFaults(schema)).toContainEqual(expect.stringContaining(`${where}: ${fault}`));
    }
  });

  it('finds a schema that contains itself, and one that is merely used twice is sound', () => {
    const node = object({ name: { type: 'string' } }) as { properties: Record<string, unknown> };
    const twice = object({ left: node, right: node });
    expect(schemaFaults(twice)).toEqual([]);
    node.properties.child = node;
    expect(schemaFaults(node)).toEqual(['child: contains itself']);
  });

  it.each<[string, z.ZodType]>([
    ['a union', z.union([z.string(), z.number()])],
    ['null', z.string().nullable()],
    ['a literal', z.literal('a')],
    ['a number that is above nothing', z.number().positive()],
    ['a map', z.record(z.string(), z.string())],
    ['a tuple', z.tuple([z.string(), z.string()])],
    ['anything', z.unknown()],
    ['an object that lets all in', z.looseObject({ a: z.string() })],
    ['an intersection', z.intersection(z.string().min(1), z.string().max(2))],
    ['a default that is made', z.array(z.string()).default([])],
    ['a day', z.iso.date()],
    ['an address', z.url()],
    ['an email address', z.email()],
    ['a step', z.number().multipleOf(2)],
    ['a choice of nothing', z.enum(['', 'a'])],
    ['what is described elsewhere', z.string().meta({ examples: ['a'] })],
    ['one of two objects', z.discriminatedUnion('a', [z.strictObject({ a: z.literal('b') })])],
  ])('finds %s as zod emits it', (_what, part) => {
    expect(schemaFaults(z.toJSONSchema(z.strictObject({ part }), { io: 'input' }))).not.toEqual([]);
  });

  it('finds recursion as zod emits it', () => {
    const node = z.strictObject({
      name: z.string(),
      get children() {
        return z.array(node);
      },
    });
    expect(schemaFaults(z.toJSONSchema(node))).not.toEqual([]);
  });

  it('reads patterns that all engines have', () => {
    for (const pattern of [
      '^\\d{4}-\\d{2}$',
      '^2\\d{3}-(?:0[1-9]|1[0-2])$',
      '^[\\w.-]+?/\\$\\{\\}$',
      'a{1000}',
      '\\\\p',
    ])
      expect(schemaFaults(field({ type: 'string', pattern })), pattern).toEqual([]);
  });

  it('names the fields that no words describe', () => {
    const schema = object({
      told: { type: 'string', description: 'What it is' },
      blank: { type: 'string', description: ' ' },
      list: { type: 'array', description: 'Rows', items: object({ cell: { type: 'string' } }) },
    });
    expect(undescribedFields(schema)).toEqual(['blank', 'list[].cell']);
  });

  it('names the fields that may be of any length', () => {
    const schema = object({
      short: { type: 'string', maxLength: 9 },
      day: { type: 'string', pattern: '^a$' },
      long: { type: 'string' },
      rows: { type: 'array', items: { type: 'string' } },
    });
    expect(endlessFields(schema)).toEqual(['long', 'rows', 'rows[]']);
  });
});

/** Lists within lists, as many as told, the innermost of words. */
const nested = (levels: number): object =>
  levels === 0 ? { type: 'string' } : { type: 'array', items: nested(levels - 1) };
const fieldsOf = (count: number) =>
  object(Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, { type: 'string' }])));
const listed = (more: object = {}) => ({
  name: 'find_ferries',
  description: 'Finds ferries.',
  inputSchema: field({ type: 'string' }),
  outputSchema: field({ type: 'string' }),
  ...more,
});

describe('the lint of tools', () => {
  it('finds nothing in what every host takes', () => {
    expect(toolFaults(listed())).toEqual([]);
    expect(toolFaults(listed({ outputSchema: undefined }))).toEqual([]);
    expect(toolFaults(listed({ name: 'a'.repeat(21), description: 'a'.repeat(1_024) }))).toEqual([]);
    expect(toolFaults(listed({ inputSchema: field(nested(3)), outputSchema: field(nested(8)) }))).toEqual([]);
    expect(toolFaults(listed({ inputSchema: fieldsOf(100) }))).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no name', { name: '' }, 'name: of other signs'],
    ['a name with a dot', { name: 'find.ferries' }, 'name: of other signs'],
    ['a name with a blank', { name: 'find ferries' }, 'name: of other signs'],
    ['a name that a connector cannot take', { name: 'a'.repeat(22) }, 'name: too long'],
    ['a description that is cut', { description: 'a'.repeat(1_025) }, 'description: longer than 1,024'],
    ['a faulty field', { inputSchema: field({ type: ['string', 'null'] }) }, 'input: part: several types'],
    ['a faulty field of what comes back', { outputSchema: field({}) }, 'output: part: says nothing'],
    ['a list as input', { inputSchema: nested(1) }, 'input: the whole: no object'],
    ['a word as output', { outputSchema: { type: 'string' } }, 'output: the whole: no object'],
    ['a choice at the top', { inputSchema: { anyOf: [field({ type: 'string' })] } }, 'input: the whole: anyOf'],
    ['nothing as input', { inputSchema: undefined }, 'input: the whole: is no schema'],
    ['a named dialect', { inputSchema: { ...listed().inputSchema, $schema: 'draft-07' } }, 'input: the whole: $schema'],
    ['input too deep', { inputSchema: field(nested(4)) }, 'input: the whole: 6 levels'],
    ['output too deep', { outputSchema: field(nested(9)) }, 'output: the whole: 11 levels'],
    ['too many fields', { inputSchema: fieldsOf(101) }, 'input: the whole: 101 fields'],
    ['too many fields within', { inputSchema: object({ a: fieldsOf(60), b: fieldsOf(39) }) }, 'input: the whole: 101'],
  ])('finds %s', (_what, more, fault) => {
    expect(toolFaults(listed(more))).toContainEqual(expect.stringContaining(fault));
  });
});
