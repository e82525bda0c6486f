import type { FieldMapping, FindingSource } from '../../findings/filing/field-mapping.ts';
import type { PlatformCheck } from '../../findings/filing/grc-platform.ts';
import type { DictionaryField, TableMetadata } from './servicenow-metadata.ts';
import type { ServiceNowSettings } from './servicenow-options.ts';

/** Characters of the longest key. */
const LONGEST_KEY = 60;
/** Sources that have no length of their own. */
const LONG: ReadonlySet<FindingSource> = new Set([
  'description',
  'severity_reason',
  'reference_text',
  'evidence',
  'remediation_plan',
  'everything',
]);
/** Fields that hold this many take what findings say. */
const LONG_ENOUGH = 4000;
const NUMBERS: ReadonlySet<string> = new Set(['integer', 'decimal', 'float', 'longint']);

/** @param shown whether records of the table have the field; `undefined` where there was none to look at */
export function checkField(
  settings: ServiceNowSettings,
  name: string,
  metadata: TableMetadata,
  shown: boolean | undefined,
): PlatformCheck {
  const what = `field ${name}`;
  const field = metadata.fields?.get(name);
  if (field === undefined && shown !== true) return { what, ...missing(settings, name, metadata, shown) };
  const problem =
    (field === undefined ? undefined : fieldProblem(settings, name, field)) ?? choiceProblem(settings, name, metadata);
  if (problem !== undefined) return { what, ...problem };
  const says = field === undefined ? 'Records of the table have it.' : `The dictionary has it (${field.type}).`;
  return { what, state: 'ok', says };
}

type Problem = Pick<PlatformCheck, 'state' | 'says'>;

function missing(
  { table }: ServiceNowSettings,
  name: string,
  { fields, allTables, tables }: TableMetadata,
  shown: boolean | undefined,
): Problem {
  if (shown === false || (fields !== undefined && allTables))
    return {
      state: 'wrong',
      says: `${table} has no field ${name}, or the program's user may not read it. ServiceNow drops what is written to such a field without a word. Take its name from the dictionary (${tables.join(', ')}).`,
    };
  return {
    state: 'unknown',
    says: `The program's user may not read all of the dictionary, and ${table} shows no record: whether it has the field ${name} is not known.`,
  };
}

/** What is wrong with what goes into a field. */
function fieldProblem(settings: ServiceNowSettings, name: string, field: DictionaryField): Problem | undefined {
  const { type, longest } = field;
  if (name === settings.keyField) {
    if (longest !== undefined && longest < LONGEST_KEY)
      return {
        state: 'wrong',
        says: `It holds ${longest} characters, and a key has up to ${LONGEST_KEY}: cut off it would not be found again. Name another "keyField".`,
      };
    return type === 'reference' || NUMBERS.has(type)
      ? { state: 'wrong', says: `It holds no text (${type}). Name another "keyField".` }
      : undefined;
  }
  const mapping = settings.fields[name];
  if (mapping === undefined) return undefined;
  const source = freeSource(mapping);
  if (source === undefined) return undefined;
  if (type === 'reference')
    return {
      state: 'wrong',
      says: `It holds references, and "${source}" is text. Translate it to sys_ids by "values", or set one by "always".`,
    };
  if (NUMBERS.has(type))
    return { state: 'wrong', says: `It holds numbers, and "${source}" is text. Translate it by "values".` };
  return lengthProblem(mapping, source, longest);
}

function lengthProblem(mapping: FieldMapping, source: FindingSource, longest: number | undefined): Problem | undefined {
  if (longest === undefined) return undefined;
  const cut = typeof mapping === 'object' && 'longest' in mapping ? mapping.longest : undefined;
  if (cut !== undefined)
    return cut > longest
      ? { state: 'wrong', says: `It holds ${longest} characters, and "longest" is ${cut}: the rest would be cut off.` }
      : undefined;
  if (LONG.has(source) && longest < LONG_ENOUGH)
    return {
      state: 'unknown',
      says: `It holds ${longest} characters. ServiceNow cuts off what is longer without a word: set "longest", or another field for "${source}".`,
    };
  return undefined;
}

/** Values that are no choice of a field that has choices. */
function choiceProblem(settings: ServiceNowSettings, name: string, { choices }: TableMetadata): Problem | undefined {
  const known = choices.get(name);
  const mapping = settings.fields[name];
  if (known === undefined || mapping === undefined) return undefined;
  const wrong = fixedValues(mapping).filter((value) => value !== '' && !known.has(value));
  if (wrong.length === 0) return undefined;
  const values = [...known].slice(0, 20).join(', ');
  return {
    state: 'wrong',
    says: `"${wrong.join('", "').slice(0, 200)}" is no value of its choices, which are ${values}.`,
  };
}

/** What a field is filled from as it is. */
function freeSource(mapping: FieldMapping): FindingSource | undefined {
  if (typeof mapping === 'string') return mapping;
  return 'always' in mapping || mapping.values !== undefined ? undefined : mapping.source;
}

function fixedValues(mapping: FieldMapping): readonly string[] {
  if (typeof mapping === 'string') return [];
  return 'always' in mapping ? [mapping.always] : Object.values(mapping.values ?? {});
}
