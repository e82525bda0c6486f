/**
 * Finds the forms of JSON Schema that one host or another of tools drops, misreads or refuses. What is left is the part
 * that all of them read: objects with named fields, lists of one kind, strings, numbers, booleans, and lists of words.
 */

/** What is wrong with a schema, each with the path where it stands; empty for one that every host reads. */
export function schemaFaults(schema: unknown): readonly string[] {
  return faultsAt(schema, '', []);
}

/** Keywords that some host leaves out, resolves wrongly or refuses, wherever they stand. */
const DROPPED = [
  '$ref',
  '$defs',
  '$dynamicRef',
  'definitions',
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  'if',
  'then',
  'else',
  'const',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'prefixItems',
  'patternProperties',
  'propertyNames',
  'unevaluatedProperties',
  'dependentSchemas',
  'nullable',
] as const;
const TYPES: ReadonlySet<unknown> = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean']);
/** The formats that hosts check; any other is refused by some. */
const FORMATS: ReadonlySet<unknown> = new Set(['date', 'date-time', 'email', 'uri', 'uuid']);

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
  return [
    ...DROPPED.filter((keyword) => Object.hasOwn(schema, keyword)).map((keyword) => `${at}: ${keyword}`),
    ...typeFaults(type).map((fault) => `${at}: ${fault}`),
    ...valueFaults(schema).map((fault) => `${at}: ${fault}`),
    ...(type === 'object' ? objectFaults(schema).map((fault) => `${at}: ${fault}`) : []),
    ...(type === 'array' && isNoItem ? [`${at}: a list without items`] : []),
    ...(isMembers(properties) ? Object.entries(properties).flatMap(([name, part]) => inner(part, name)) : []),
    ...(isNoItem ? [] : inner(items, '[]')),
  ];
}

function typeFaults(type: unknown): readonly string[] {
  if (Array.isArray(type)) return ['several types'];
  if (type === 'null') return ['the type null'];
  if (type === undefined) return ['no type'];
  return TYPES.has(type) ? [] : [`the type ${String(type)}`];
}

function valueFaults({ enum: words, pattern, format }: Members): readonly string[] {
  return [
    ...(words === undefined || isListOfWords(words) ? [] : ['an enum that is not of strings']),
    ...(pattern === undefined || isReadByAll(pattern) ? [] : ['a pattern that not every host compiles']),
    ...(format === undefined || FORMATS.has(format) ? [] : [`the format ${String(format)}`]),
  ];
}

function isListOfWords(words: unknown): boolean {
  return Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === 'string');
}

/** Hosts compile patterns with RE2 as well, which has neither look-around nor references back. */
function isReadByAll(pattern: unknown): boolean {
  if (typeof pattern !== 'string' || /\(\?<?[=!]|\\[1-9]|\\k</.test(pattern)) return false;
  try {
    return new RegExp(pattern, 'u').test('') || true;
  } catch {
    return false;
  }
}

function objectFaults({ properties, required = [], additionalProperties }: Members): readonly string[] {
  const names = isMembers(properties) ? Object.keys(properties) : [];
  const unknown = Array.isArray(required) ? required.filter((name) => !names.includes(name)) : ['required'];
  return [
    ...(names.length === 0 ? ['an object without fields'] : []),
    ...(additionalProperties === false ? [] : ['fields beside those named']),
    ...(unknown.length === 0 ? [] : [`requires ${unknown.join(', ')}, which it does not name`]),
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
