import type { Json, JsonObject } from './canonical-json.ts';

/** Names that reach what every object inherits: never a place of anything. */
const INHERITED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const LONGEST = 300;

/**
 * Whether a text names a place in JSON: a JSON Pointer (RFC 6901: `/result/0/id`), or names joined by dots
 * (`result.0.id`). The empty text is the whole.
 */
export function isJsonPlace(text: string): boolean {
  if (text.length > LONGEST) return false;
  if (text.startsWith('/') && /~(?![01])/.test(text)) return false;
  const names = namesOf(text);
  return (text.startsWith('/') || !names.includes('')) && !names.some((name) => INHERITED.has(name));
}

/** What stands at a place; undefined where nothing does. Only an object's own members count, and a list's positions. */
export function valueAt(json: unknown, place: string): unknown {
  let value = json;
  for (const name of namesOf(place)) {
    if (value === null || typeof value !== 'object') return undefined;
    if (Array.isArray(value) && !/^(?:0|[1-9]\d{0,8})$/.test(name)) return undefined;
    if (!Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** The text at a place; a number or a truth value as JSON writes it. Undefined for everything else. */
export function textAt(json: unknown, place: string): string | undefined {
  const value = valueAt(json, place);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/**
 * An object with these values at these places; objects are made on the way, never lists.
 *
 * @throws RangeError where a value would stand inside another one, or at no place of an object
 */
export function placed(values: Iterable<readonly [string, Json]>): JsonObject {
  const whole: Record<string, Json> = Object.create(null);
  for (const [place, value] of values) {
    const names = namesOf(place);
    const last = names.pop();
    if (last === undefined || !isJsonPlace(place)) throw new RangeError(`"${place}" is no place in an object.`);
    let inside = whole;
    for (const name of names) {
      inside[name] ??= Object.create(null) as JsonObject;
      const next = inside[name];
      if (next === null || typeof next !== 'object' || Array.isArray(next))
        throw new RangeError(`"${place}" lies inside a value.`);
      inside = next as Record<string, Json>;
    }
    if (last in inside) throw new RangeError(`"${place}" is taken.`);
    inside[last] = value;
  }
  return whole;
}

function namesOf(place: string): string[] {
  if (place === '') return [];
  if (!place.startsWith('/')) return place.split('.');
  return place
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}
