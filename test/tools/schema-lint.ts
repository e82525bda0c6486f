/** What is wrong with a schema for some host or other; empty where every host reads it. */
export function lintSchema(schema: unknown, path = '$'): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap((each, at) => lintSchema(each, `${path}[${at}]`));
  if (schema === null || typeof schema !== 'object') return [];
  const entries = Object.entries(schema);
  const own = entries.flatMap(([key, value]) => faultsOf(key, value, schema as Schema, path));
  return [
    ...own,
    ...entries.flatMap(([key, value]) =>
      // Names of fields are no keywords.
      key === 'properties'
        ? Object.entries(value as Schema).flatMap(([name, each]) => lintSchema(each, `${path}.${name}`))
        : lintSchema(value, `${path}/${key}`),
    ),
  ];
}

type Schema = Readonly<Record<string, unknown>>;

/** Forms that hosts drop, truncate or throw at. */
const FORBIDDEN = [
  '$ref',
  '$defs',
  'definitions',
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  'if',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'const',
  'patternProperties',
  'prefixItems',
];

function faultsOf(key: string, value: unknown, schema: Schema, path: string): readonly string[] {
  if (FORBIDDEN.includes(key)) return [`${path}: ${key}`];
  if (key === 'type' && Array.isArray(value)) return [`${path}: several types`];
  if (key === 'type' && value === 'null') return [`${path}: null`];
  if (key === 'type' && value === 'array' && typeof schema['items'] !== 'object')
    return [`${path}: array without items`];
  if (key === 'type' && value === 'object' && Object.keys((schema['properties'] ?? {}) as Schema).length === 0)
    return [`${path}: object without properties`];
  if (key === 'additionalProperties' && value !== false) return [`${path}: more properties than are named`];
  if (key === 'enum' && (value as readonly unknown[]).some((each) => typeof each !== 'string'))
    return [`${path}: enum of other than strings`];
  return [];
}

/** Fields without a description, by path; entries of lists and parts of described objects may do without. */
export function undescribed(schema: unknown): readonly string[] {
  const { properties = {} } = schema as { readonly properties?: Schema };
  return Object.entries(properties).flatMap(([name, each]) => {
    const { description } = each as Schema;
    return typeof description === 'string' && description.length > 3 ? [] : [name];
  });
}
