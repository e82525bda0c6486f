import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endlessFields, schemaFaults, undescribedFields } from './schema-lint.ts';

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
        count: { type: 'integer', minimum: 0, maximum: 9 },
        share: { type: 'number' },
        yes: { type: 'boolean' },
        list: { type: 'array', items: { type: 'array', items: field({ type: 'string' }) } },
      },
      { $schema: 'https://json-schema.org/draft/2020-12/schema', required: ['word', 'list'] },
    );
    expect(schemaFaults(sound)).toEqual([]);
  });

  it('takes a field for a field, whatever it is called', () => {
    const words = ['type', 'not', 'items', 'enum', '$ref', 'properties', 'required', 'const'];
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
    ['a format that nobody checks', { type: 'string', format: 'celex' }, 'the format celex'],
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
