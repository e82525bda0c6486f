import { AppError } from '../../core/errors.ts';
import { type FieldMapping, statesWithoutName } from '../../findings/filing/field-mapping.ts';
import type { PlatformCheck } from '../../findings/filing/grc-platform.ts';
import { type ArcherField, FIELD_TYPES, type ListedField } from './archer-metadata.ts';
import { ARCHER, STATE_FIELD } from './archer-options.ts';
import type { ArcherParts } from './archer-records.ts';
import { trySearch } from './archer-search.ts';
import { canBeFilled, typeName } from './archer-values.ts';

/** Holds the settings against Archer: sign-in, level, fields, values, states, and the question by the key. */
export async function checkArcher(parts: ArcherParts, signal?: AbortSignal): Promise<readonly PlatformCheck[]> {
  const checks: PlatformCheck[] = [];
  const ok = (what: string, says: string) => checks.push({ what, state: 'ok', says });
  /** What work throws is what is wrong, or why it is not known. */
  const tried = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      checks.push({ what, state: stateOf(error), says: error.message });
      return undefined;
    }
  };

  const signedIn = await tried('sign-in', async () => {
    await parts.session.signIn(signal);
    return true;
  });
  if (signedIn !== true) return checks;
  ok('sign-in', `${ARCHER} opens sessions for the program's user.`);
  const listed = await levelOf(parts, tried, ok, signal);
  for (const [named, mapping] of fieldsToFill(parts)) {
    const what = `field ${named}`;
    const field = await tried(what, () => parts.metadata.field(named, signal));
    if (field === undefined) continue;
    checks.push(checkOfField(parts, field, mapping) ?? { what, state: 'ok', says: `A ${typeName(field.type)} field.` });
    if (field.type === FIELD_TYPES.values_list)
      await tried(`values of ${named}`, async () => {
        const values = await parts.metadata.values(field, signal);
        for (const word of wordsFor(parts, named, mapping))
          if (!values.has(word)) checks.push(noSuchValue(named === stateFieldOf(parts), named, word, values));
      });
  }
  checks.push(...unfilled(parts, listed), ...unnamed(parts));
  const heeded = await tried('look-up', () => trySearch(parts, signal));
  if (heeded === true) ok('look-up', 'The Content API finds records by the key.');
  if (heeded === false)
    checks.push({
      what: 'look-up',
      state: 'unknown',
      says: "The Content API gives records that were not asked for; each is checked, which is slow where there are many. Ask Archer's administrators why the filter is not heeded.",
    });
  return checks;
}

type Tried = <T>(what: string, work: () => Promise<T>) => Promise<T | undefined>;

async function levelOf(
  { metadata, options }: ArcherParts,
  tried: Tried,
  ok: (what: string, says: string) => void,
  signal: AbortSignal | undefined,
): Promise<readonly ListedField[]> {
  const what = `level ${options.level}`;
  const listed = await tried(what, async () => {
    const fields = await metadata.listed(signal);
    if (fields.length > 0) return fields;
    throw new AppError(
      'misconfigured',
      `${ARCHER} has no level ${options.level} with fields that may be seen. Check "level".`,
    );
  });
  if (listed !== undefined) ok(what, `${listed.length} fields may be seen.`);
  return listed ?? [];
}

function stateFieldOf({ options }: ArcherParts): string {
  return options.stateField ?? STATE_FIELD;
}

/** Each field that is written, with what fills it; the number's is read alone. */
function fieldsToFill(parts: ArcherParts): readonly (readonly [string, FieldMapping | 'read'])[] {
  const { keyField, numberField, fields } = parts.options;
  const state = stateFieldOf(parts);
  return [
    ...Object.entries(fields).filter(([named]) => named !== keyField),
    [keyField, 'key'],
    ...(Object.hasOwn(fields, state) ? [] : [[state, 'status'] as const]),
    ...(numberField === undefined || Object.hasOwn(fields, numberField) ? [] : [[numberField, 'read'] as const]),
  ];
}

function checkOfField(
  parts: ArcherParts,
  field: ArcherField,
  mapping: FieldMapping | 'read',
): PlatformCheck | undefined {
  const { named, type, active } = field;
  const wrong = (says: string): PlatformCheck => ({ what: `field ${named}`, state: 'wrong', says });
  if (!active) return wrong(`The field "${named}" is not active. Activate it, or name another one.`);
  if (mapping === 'read') return undefined;
  if (named === parts.options.keyField && (type !== FIELD_TYPES.text || parts.options.richText?.includes(named)))
    return wrong(`The field "${named}" holds the key and must be a Text field of one line; it is ${typeName(type)}.`);
  if (!canBeFilled(field))
    return wrong(`The field "${named}" is of the type ${typeName(type)}, which cannot be filled from a finding.`);
  if (type === FIELD_TYPES.date && sourceOf(mapping) !== 'due_date' && !isAlways(mapping))
    return wrong(`The field "${named}" takes days; map "due_date" to it.`);
  if (type === FIELD_TYPES.values_list && wordsFor(parts, named, mapping).length === 0)
    return wrong(`The field "${named}" is a values list: name with "values" which value stands for what.`);
  return undefined;
}

function isAlways(mapping: FieldMapping): mapping is { readonly always: string } {
  return typeof mapping !== 'string' && 'always' in mapping;
}

function sourceOf(mapping: FieldMapping): string | undefined {
  if (typeof mapping === 'string') return mapping;
  return isAlways(mapping) ? undefined : mapping.source;
}

/** What the settings may put into a values list. */
function wordsFor(parts: ArcherParts, named: string, mapping: FieldMapping | 'read'): readonly string[] {
  const states = named === stateFieldOf(parts) ? Object.keys(parts.options.states) : [];
  if (mapping === 'read' || typeof mapping === 'string') return states;
  if (isAlways(mapping)) return [...new Set([...states, mapping.always])];
  return [...new Set([...states, ...Object.values(mapping.values ?? {})])];
}

function noSuchValue(
  isState: boolean,
  named: string,
  word: string,
  values: ReadonlyMap<string, number>,
): PlatformCheck {
  const known = [...values.keys()].slice(0, 12).map((each) => `"${each}"`);
  return {
    what: isState ? `state ${word}` : `value ${word} of ${named}`,
    state: 'wrong',
    says: `The values list "${named}" has no value "${word}". It has ${known.length === 0 ? 'none' : known.join(', ')}.`,
  };
}

/** Required fields that nothing fills: Archer may have a default for them. */
function unfilled({ options }: ArcherParts, listed: readonly ListedField[]): readonly PlatformCheck[] {
  const filled = new Set([options.keyField, options.stateField ?? STATE_FIELD, ...Object.keys(options.fields)]);
  return listed
    .filter(({ required, active, name, alias, id, type }) => {
      const named = filled.has(name) || filled.has(alias) || filled.has(String(id));
      return required && active && !named && canBeFilled({ type });
    })
    .map(({ name }) => ({
      what: `field ${name}`,
      state: 'unknown',
      says: `The field "${name}" is required and nothing fills it. Where Archer gives it no value by itself, add it to "fields".`,
    }));
}

function unnamed({ options }: ArcherParts): readonly PlatformCheck[] {
  return statesWithoutName(options.states).map((state) => ({
    what: `state ${state}`,
    state: 'unknown',
    says: `No value of Archer stands for "${state}": a finding cannot be set to it there. Add one to "states".`,
  }));
}

function stateOf({ code }: AppError): PlatformCheck['state'] {
  return code === 'misconfigured' || code === 'not_permitted' ? 'wrong' : 'unknown';
}
