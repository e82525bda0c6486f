import { AppError } from '../../core/errors.ts';
import { type FieldMapping, statesWithoutName } from '../../findings/filing/field-mapping.ts';
import type { PlatformCheck } from '../../findings/filing/grc-platform.ts';
import { kindFor, type Sai360Field, type Sai360Type } from './sai360-metadata.ts';
import { isIdentifier, SAI360 } from './sai360-options.ts';
import { isReferable, type Sai360Parts, trySearch } from './sai360-records.ts';

/** Holds the settings against SAI360: sign-in, type, fields, what references refer to, and the question by the key. */
export async function checkSai360(parts: Sai360Parts, signal?: AbortSignal): Promise<readonly PlatformCheck[]> {
  const checks: PlatformCheck[] = [];
  /** What work throws is what is wrong, or why it is not known. */
  const tried = async (what: string, work: () => Promise<readonly PlatformCheck[]>): Promise<boolean> => {
    try {
      checks.push(...(await work()));
      return true;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      checks.push({ what, state: stateOf(error), says: error.message });
      return false;
    }
  };

  const signedIn = await tried('sign-in', async () => {
    await parts.session.signIn(signal);
    return [{ what: 'sign-in', state: 'ok', says: `${SAI360} takes the integration key.` }];
  });
  if (!signedIn) return checks;
  await tried(`type ${typeName(parts)}`, async () => checksOfType(parts, await parts.metadata.type(signal)));
  for (const [field, identifier] of referencesIn(parts))
    await tried(`value ${identifier} of ${field}`, async () => [
      await checkOfReference(parts, field, identifier, signal),
    ]);
  checks.push(...unnamed(parts));
  await tried('look-up', async () => [
    (await trySearch(parts, signal))
      ? { what: 'look-up', state: 'ok', says: 'Records are found by the key.' }
      : {
          what: 'look-up',
          state: 'unknown',
          says: `${SAI360} gives records that were not asked for; each is checked, which is slow.`,
        },
  ]);
  return checks;
}

function typeName({ options: { module, component, type = 'Default' } }: Sai360Parts): string {
  return `${module}/${component}/${type}`;
}

function checksOfType(parts: Sai360Parts, type: Sai360Type): readonly PlatformCheck[] {
  const what = `type ${typeName(parts)}`;
  const seen: PlatformCheck = type.readOnly
    ? { what, state: 'wrong', says: 'Nothing of this type can be made by the API. Name another one.' }
    : { what, state: 'ok', says: `${type.fields.size} fields may be seen.` };
  const fields = fieldsToFill(parts).map(([name, mapping]) =>
    checkOfField(parts, name, mapping, type.fields.get(name)),
  );
  return [seen, ...fields, ...statesOf(parts, type), ...unfilled(parts, type)];
}

/** Each field that is written, with what fills it; the number's is read alone. */
function fieldsToFill({ options }: Sai360Parts): readonly (readonly [string, FieldMapping | 'read'])[] {
  const { keyField, stateField, numberField, fields } = options;
  return [
    ...Object.entries(fields).filter(([name]) => name !== keyField),
    [keyField, 'key'],
    ...(Object.hasOwn(fields, stateField) ? [] : [[stateField, 'status'] as const]),
    ...(numberField === undefined || Object.hasOwn(fields, numberField) ? [] : [[numberField, 'read'] as const]),
  ];
}

function checkOfField(
  { options }: Sai360Parts,
  name: string,
  mapping: FieldMapping | 'read',
  field: Sai360Field | undefined,
): PlatformCheck {
  const what = `field ${name}`;
  const wrong = (says: string): PlatformCheck => ({ what, state: 'wrong', says });
  if (field === undefined) return wrong(`There is no field "${name}". Check its token in the metadata.`);
  const { fieldType, readOnly } = field;
  if (mapping === 'read') return { what, state: 'ok', says: `A ${fieldType} field.` };
  if (readOnly) return wrong(`The field "${name}" cannot be written by the API.`);
  if (name === options.keyField && fieldType !== 'String')
    return wrong(`The field "${name}" holds the key and must be a String; it is ${fieldType}.`);
  const kind = kindFor(field);
  const words = wordsFor(options, name, mapping);
  if (kind === 'day' && sourceOf(mapping) !== 'due_date' && words === undefined)
    return wrong(`The field "${name}" takes days; map "due_date" to it.`);
  if (
    kind.startsWith('reference') &&
    words?.every((word) => word.split(',').every((each) => isIdentifier(each.trim()))) !== true
  )
    return wrong(
      `The field "${name}" takes identifiers, such as ${field.related ?? 'Module/Component/Type'}:3. Name them with "values".`,
    );
  return { what, state: 'ok', says: `A ${fieldType} field.` };
}

function sourceOf(mapping: FieldMapping): string | undefined {
  if (typeof mapping === 'string') return mapping;
  return 'always' in mapping ? undefined : mapping.source;
}

/** What the settings may put into a field; undefined where it is whatever a finding says. */
function wordsFor(
  options: Sai360Parts['options'],
  name: string,
  mapping: FieldMapping | 'read',
): readonly string[] | undefined {
  const states = name === options.stateField ? Object.keys(options.states) : undefined;
  if (typeof mapping === 'string') return states;
  if ('always' in mapping) return [...(states ?? []), mapping.always];
  return mapping.values === undefined ? states : [...(states ?? []), ...Object.values(mapping.values)];
}

/** Words for states that are plain text stand in no metadata. */
function statesOf({ options }: Sai360Parts, { fields }: Sai360Type): readonly PlatformCheck[] {
  const field = fields.get(options.stateField);
  if (field === undefined || field.fieldType === 'Relation') return [];
  return Object.keys(options.states).map((word) => ({
    what: `state ${word}`,
    state: 'unknown',
    says: `"${options.stateField}" is plain text: ${SAI360} does not tell which words it takes.`,
  }));
}

function unfilled({ options }: Sai360Parts, { fields }: Sai360Type): readonly PlatformCheck[] {
  const filled = new Set([options.keyField, options.stateField, ...Object.keys(options.fields)]);
  return [...fields.values()]
    .filter(({ token, required, readOnly }) => required && !readOnly && !filled.has(token))
    .map(({ token }) => ({
      what: `field ${token}`,
      state: 'unknown',
      says: `The field "${token}" is required and nothing fills it. Where ${SAI360} gives it no value by itself, add it to "fields".`,
    }));
}

/** All identifiers in the settings, with the field that each is for. */
function referencesIn({ options }: Sai360Parts): readonly (readonly [string, string])[] {
  const { fields, stateField, states } = options;
  const mapped = Object.entries(fields).flatMap(([name, mapping]) => {
    if (typeof mapping === 'string') return [];
    const words = 'always' in mapping ? mapping.always.split(',') : Object.values(mapping.values ?? {});
    return words.map((word) => [name, word.trim()] as const);
  });
  const all = [...mapped, ...Object.keys(states).map((word) => [stateField, word] as const)];
  const known = new Map(all.filter(([, word]) => isIdentifier(word)).map((pair) => [pair.join(' '), pair]));
  return [...known.values()];
}

async function checkOfReference(
  parts: Sai360Parts,
  field: string,
  identifier: string,
  signal: AbortSignal | undefined,
): Promise<PlatformCheck> {
  const what = field === parts.options.stateField ? `state ${identifier}` : `value ${identifier} of ${field}`;
  return (await isReferable(parts, identifier, signal))
    ? { what, state: 'ok', says: 'It is there.' }
    : {
        what,
        state: 'wrong',
        says: `${SAI360} has no ${identifier}, or does not show it. Correct what "${field}" gets.`,
      };
}

function unnamed({ options }: Sai360Parts): readonly PlatformCheck[] {
  return statesWithoutName(options.states).map((state) => ({
    what: `state ${state}`,
    state: 'unknown',
    says: `No word of ${SAI360} stands for "${state}": a finding cannot be set to it there. Add one to "states".`,
  }));
}

function stateOf({ code }: AppError): PlatformCheck['state'] {
  return code === 'misconfigured' || code === 'not_permitted' ? 'wrong' : 'unknown';
}
