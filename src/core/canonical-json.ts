/** What JSON can say; a member that is `undefined` is left out. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/**
 * The one way to write a value as JSON, by RFC 8785 (JSON Canonicalization Scheme): members sorted by the UTF-16 code
 * units of their names, no white space, numbers and strings as ECMAScript writes them. Lone surrogates, which the
 * scheme forbids, become U+FFFD.
 *
 * @throws RangeError for a number that JSON has no form for
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed());
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`JSON has no form for ${value}.`);
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .flatMap((name) => {
      const member = value[name];
      return member === undefined ? [] : [`${JSON.stringify(name.toWellFormed())}:${canonicalJson(member)}`];
    });
  return `{${members.join(',')}}`;
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
