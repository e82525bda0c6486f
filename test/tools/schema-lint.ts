/**
 * Finds what one host or another of tools drops, misreads or refuses. What is left is the part that all of them read:
 * objects with named fields, lists of one kind, strings, numbers, booleans, and lists of words.
 */

/** A tool as hosts are told of it. */
export interface ListedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: unknown;
  readonly outputSchema?: unknown;
}

/**
 * What is wrong with a tool as it is listed; empty for one that every host takes. Beside the rules of `schemaFaults`,
 * which say what a schema is made of, these are for it as a whole.
 */
export function toolFaults({ name, description, inputSchema, outputSchema }: ListedTool): readonly string[] {
  return [
    ...nameFaults(name).map((fault) => `name: ${fault}`),
    // What is longer Azure OpenAI refuses, and with it every question as long as the server is connected.
    ...(description.length > 1_024 ? ['description: longer than 1,024 characters'] : []),
    ...wholeFaults(inputSchema, INPUT).map((fault) => `input: ${fault}`),
    ...(outputSchema === undefined ? [] : wholeFaults(outputSchema, OUTPUT).map((fault) => `output: ${fault}`)),
  ];
}

/** What OpenAI's service takes as parameters of a function (once 5 levels, now 10). Results it does not look at. */
const INPUT = { levels: 5, fields: 100 };
const OUTPUT = { levels: 10, fields: 100 };
const LONGEST_NAME = 64;
/** As models know a tool in Claude's hosts; a connector that is added on the web has an id in place of a name. */
const PREFIX = `mcp__${'-'.repeat(36)}__`;

function nameFaults(name: string): readonly string[] {
  return [
    ...(/^[a-zA-Z0-9_-]+$/.test(name) ? [] : ['of other signs than letters, digits, _ and -']),
    ...(PREFIX.length + name.length > LONGEST_NAME ? ['too long with what hosts put before it'] : []),
  ];
}

function wholeFaults(schema: unknown, most: typeof INPUT): readonly string[] {
  const { type, $schema } = isMembers(schema) ? schema : {};
  const { levels, fields } = sizeOf(schema, []);
  return [
    ...schemaFaults(schema),
    ...(type === 'object' ? [] : ['the whole: no object']),
    // Some hosts read draft 7 alone and others 2020-12 alone, and refuse what is declared as the other.
    ...($schema === undefined ? [] : ['the whole: $schema']),
    ...(levels > most.levels ? [`the whole: ${levels} levels`] : []),
    ...(fields > most.fields ? [`the whole: ${fields} fields`] : []),
  ];
}

function sizeOf(schema: unknown, above: readonly unknown[]): { levels: number; fields: number } {
  if (!isMembers(schema) || above.includes(schema)) return { levels: 0, fields: 0 };
  const { properties, items } = schema;
  const fields = isMembers(properties) ? Object.values(properties) : [];
  const inner = [...fields, items].map((part) => sizeOf(part, [...above, schema]));
  return {
    levels: 1 + Math.max(0, ...inner.map(({ levels }) => levels)),
    fields: inner.reduce((sum, part) => sum + part.fields, fields.length),
  };
}

/** What is wrong with a schema, each with the path where it stands; empty for one that every host reads. */
export function schemaFaults(schema: unknown): readonly string[] {
  return faultsAt(schema, '', []);
}

/** The keywords that every host reads, by the types that they belong to: elsewhere some refuse them. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  any: ['type', 'description', 'default'],
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['enum', 'pattern', 'format', 'minLength', 'maxLength'],
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  boolean: [],
};
const READ: ReadonlySet<string> = new Set(Object.values(KEYWORDS).flat());
const TYPES: ReadonlySet<unknown> = new Set(Object.keys(KEYWORDS).filter((type) => type !== 'any'));
/** Gemini refuses every other. */
const FORMATS: ReadonlySet<unknown> = new Set(['date-time']);
/** Claude's service refuses others, and with them every question as long as the server is connected. */
const FIELD_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const MOST_WORDS = 500;

type Members = Readonly<Record<string, unknown>>;

function faultsAt(schema: unknown, path: string, above: readonly unknown[]): readonly string[] {
  const at = path === '' ? 'the whole' : path;
  if (!isMembers(schema)) return [`${at}: is no schema`];
  if (above.includes(schema)) return [`${at}: contains itself`];
  if (Object.keys(schema).length === 0) return [`${at}: says nothing`];
  const within = [...above, schema];
  const inner = (part: unknown, name: string) => faultsAt(part, path === '' ? name : `${path}.${name}`, within);
  const { type, properties, items } = schema;
  const isNoItem = items === undefined || Array.isArray(items);
  const here = [
    ...keywordFaults(schema, path === ''),
    ...typeFaults(type),
    ...valueFaults(schema),
    ...boundFaults(schema),
    ...(type === 'object' ? objectFaults(schema) : []),
    ...(type === 'array' && isNoItem ? ['a list without items'] : []),
  ];
  return [
    ...here.map((fault) => `${at}: ${fault}`),
    ...(isMembers(properties) ? Object.entries(properties).flatMap(([name, part]) => inner(part, name)) : []),
    ...(isNoItem ? [] : inner(items, '[]')),
  ];
}

function keywordFaults(schema: Members, isWhole: boolean): readonly string[] {
  const { type } = schema;
  const ofType = [...(KEYWORDS.any ?? []), ...(KEYWORDS[String(type)] ?? [])];
  const keywords = Object.keys(schema).filter((keyword) => !(isWhole && keyword === '$schema'));
  return [
    ...keywords.filter((keyword) => !READ.has(keyword)),
    ...keywords
      .filter((keyword) => READ.has(keyword) && TYPES.has(type) && !ofType.includes(keyword))
      .map((keyword) => `${keyword} of the type ${String(type)}`),
  ];
}

function typeFaults(type: unknown): readonly string[] {
  if (Array.isArray(type)) return ['several types'];
  if (type === 'null') return ['the type null'];
  if (type === undefined) return ['no type'];
  return TYPES.has(type) ? [] : [`the type ${String(type)}`];
}

function valueFaults(schema: Members): readonly string[] {
  const { enum: words, pattern, format } = schema;
  return [
    ...(words === undefined ? [] : wordFaults(words)),
    ...(pattern === undefined || isReadByAll(pattern) ? [] : ['a pattern that not every host compiles']),
    ...(format === undefined || FORMATS.has(format) ? [] : [`the format ${String(format)}`]),
    ...(schema.default === undefined || isOwnValue(schema.default, schema) ? [] : ['a default of another kind']),
  ];
}

function wordFaults(words: unknown): readonly string[] {
  if (!Array.isArray(words) || words.length === 0 || words.some((word) => typeof word !== 'string'))
    return ['an enum that is not of strings'];
  return [
    ...(words.includes('') ? ['an enum with an empty word'] : []),
    ...(new Set(words).size === words.length ? [] : ['an enum with a word twice']),
    ...(words.length > MOST_WORDS ? [`an enum of ${words.length} words`] : []),
  ];
}

/** Plain values alone: forms that hosts make of a schema have no others to begin with. */
function isOwnValue(value: unknown, { type, enum: words, minimum, maximum }: Members): boolean {
  if (typeof value === 'string') return type === 'string' && (!Array.isArray(words) || words.includes(value));
  if (typeof value === 'boolean') return type === 'boolean';
  if (typeof value !== 'number' || (type !== 'number' && type !== 'integer')) return false;
  return (
    (type === 'number' || Number.isInteger(value)) &&
    !(typeof minimum === 'number' && value < minimum) &&
    !(typeof maximum === 'number' && value > maximum)
  );
}

const PAIRS = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
] as const;

function boundFaults(schema: Members): readonly string[] {
  return PAIRS.flatMap(([low, high]) => {
    const [least, most] = [schema[low], schema[high]];
    return [
      ...[low, high].filter((keyword) => !isBound(keyword, schema[keyword])).map((keyword) => `${keyword} is no bound`),
      ...(typeof least === 'number' && typeof most === 'number' && least > most ? [`${low} above ${high}`] : []),
    ];
  });
}

/** A number that every host can hold: of 64 bits is too much for Claude's service, and beyond 53 JavaScript rounds. */
function isBound(keyword: string, value: unknown): boolean {
  if (value === undefined) return true;
  if (typeof value !== 'number' || Math.abs(value) > Number.MAX_SAFE_INTEGER) return false;
  return keyword.endsWith('imum') || (Number.isInteger(value) && value >= 0);
}

/**
 * Hosts compile patterns as ECMAScript does, with the flag `u` and without, and as RE2, Rust and Python do. Common to
 * them are groups without a name, classes, the escapes below, and up to 1,000 repetitions.
 */
function isReadByAll(pattern: unknown): boolean {
  if (typeof pattern !== 'string' || /\(\?(?!:)|\[\[|[*+?}]\+/.test(withoutEscapes(pattern))) return false;
  if (pattern.match(/\\[\s\S]/g)?.some((escaped) => !/^\\[dDwWsSbBnrtfv.*+?^${}()[\]|/\\-]$/.test(escaped)))
    return false;
  if ([...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].some((counts) => counts.some((count) => Number(count) > 1_000)))
    return false;
  try {
    return [new RegExp(pattern, 'u'), new RegExp(pattern)].length === 2;
  } catch {
    return false;
  }
}

const withoutEscapes = (pattern: string): string => pattern.replaceAll(/\\[\s\S]/g, '_');

function objectFaults({ properties, required, additionalProperties }: Members): readonly string[] {
  const names = isMembers(properties) ? Object.keys(properties) : [];
  const wanted = Array.isArray(required) ? required : required === undefined ? [] : ['required'];
  const unknown = wanted.filter((name) => !names.includes(String(name)));
  const odd = names.filter((name) => !FIELD_NAME.test(name));
  return [
    ...(names.length === 0 ? ['an object without fields'] : []),
    ...(additionalProperties === false ? [] : ['fields beside those named']),
    ...(unknown.length === 0 ? [] : [`requires ${unknown.join(', ')}, which it does not name`]),
    // OpenAPI 3.0 and draft 4 of JSON Schema, which connectors are made by, have no empty list there.
    ...(required !== undefined && wanted.length === 0 ? ['requires nothing, and says so'] : []),
    ...odd.map((name) => `a field that not every host names: ${name}`),
  ];
}

/** The paths of fields that no words describe. */
export function undescribedFields(schema: unknown, path = ''): readonly string[] {
  if (!isMembers(schema)) return [];
  const { properties, items } = schema;
  const fields = isMembers(properties) ? Object.entries(properties) : [];
  return [
    ...fields.flatMap(([name, field]) => {
      const at = path === '' ? name : `${path}.${name}`;
      const described = isMembers(field) && typeof field.description === 'string' && field.description.trim() !== '';
      return [...(described ? [] : [at]), ...undescribedFields(field, at)];
    }),
    ...(isMembers(items) ? undescribedFields(items, `${path}[]`) : []),
  ];
}

/** The paths of strings and lists that may be of any length. */
export function endlessFields(schema: unknown, path = ''): readonly string[] {
  if (!isMembers(schema)) return [];
  const { type, properties, items } = schema;
  const bound = ['maxLength', 'maxItems', 'enum', 'pattern'].some((keyword) => Object.hasOwn(schema, keyword));
  return [
    ...((type === 'string' || type === 'array') && !bound ? [path] : []),
    ...(isMembers(properties)
      ? Object.entries(properties).flatMap(([name, field]) =>
          endlessFields(field, path === '' ? name : `${path}.${name}`),
        )
      : []),
    ...(isMembers(items) ? endlessFields(items, `${path}[]`) : []),
  ];
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
