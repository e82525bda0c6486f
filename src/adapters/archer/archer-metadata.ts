import { z } from 'zod';
import type { Answer } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { platformAway, questionFailed } from '../../findings/filing/http-attempts.ts';
import { archerList, archerReply } from './archer-answers.ts';
import { ARCHER, type ArcherFieldKind, type ArcherFieldSetting, type ArcherOptions } from './archer-options.ts';
import type { ArcherSession } from './archer-session.ts';

/** A field of the level, as the settings or the metadata tell it. */
export interface ArcherField {
  /** As the settings name it. */
  readonly named: string;
  readonly id: number;
  readonly alias: string;
  /** Archer's number of the type: 1 text, 3 date, 4 values list, 6 tracking id … */
  readonly type: number;
  readonly active: boolean;
  /** Of a values list: the list's id, or its values. */
  readonly list?: number;
  readonly values?: ReadonlyMap<string, number>;
}

/** A field of the level as the metadata lists it. */
export interface ListedField {
  readonly id: number;
  readonly name: string;
  readonly alias: string;
  readonly type: number;
  readonly active: boolean;
  readonly required: boolean;
  readonly list?: number;
}

export interface ArcherMetadata {
  /** All fields of the level. @throws AppError */
  listed(signal?: AbortSignal): Promise<readonly ListedField[]>;
  /** A field by its alias, name or id. @throws AppError `misconfigured` where it is none, or several */
  field(named: string, signal?: AbortSignal): Promise<ArcherField>;
  /** The values of a values list, ids by their names. @throws AppError */
  values(field: ArcherField, signal?: AbortSignal): Promise<ReadonlyMap<string, number>>;
}

/** Numbers of Archer's field types: its REST API reference, "Supported field types". */
export const FIELD_TYPES: Readonly<Record<ArcherFieldKind, number>> = {
  text: 1,
  number: 2,
  date: 3,
  values_list: 4,
  users: 8,
  references: 9,
};

/** A level of some hundred fields has a few kilobytes for each. */
const LONGEST = 8 * 1024 * 1024;
/** Milliseconds for which metadata is held. */
const HELD_FOR = 10 * 60_000;

const Definition = z.object({
  Id: z.coerce.number().int(),
  Name: z.string(),
  Alias: z.string().nullish(),
  Type: z.coerce.number().int(),
  IsActive: z.boolean().catch(true),
  IsRequired: z.boolean().catch(false),
  RelatedValuesListId: z.coerce.number().int().nullish().catch(undefined),
});
const Value = z.object({ Id: z.coerce.number().int(), Name: z.string() });

/** The level's fields and their values, asked for when they are first needed (`core/system/…`), and held for a while. */
export function createArcherMetadata(options: ArcherOptions, session: ArcherSession): ArcherMetadata {
  const { api = 'platformapi', level, fieldSettings = {}, now = Date.now } = options;
  const held = createHeld(now);

  async function list(path: string, what: string, signal: AbortSignal | undefined): Promise<readonly unknown[]> {
    const answer = await session.ask({ method: 'GET', path: `${api}/core/system/${path}`, longest: LONGEST }, signal);
    const objects = answer.status === 200 ? archerList(answer) : undefined;
    if (objects !== undefined) return objects;
    throw unlisted(answer, what, now(), session);
  }

  const listed: ArcherMetadata['listed'] = (signal) =>
    held('fields', async () => {
      const objects = await list(`fielddefinition/level/${level}`, `the fields of level ${level}`, signal);
      return objects.flatMap((object) => {
        const parsed = Definition.safeParse(object);
        return parsed.success ? [listedField(parsed.data)] : [];
      });
    });

  return {
    listed,
    field: async (named, signal) => {
      const set = Object.hasOwn(fieldSettings, named) ? fieldSettings[named] : undefined;
      return set === undefined ? oneOf(await listed(signal), named, level) : settledField(named, set);
    },
    values: async ({ named, list: id, values }, signal) => {
      if (values !== undefined) return values;
      if (id === undefined) throw misfit(`The field "${named}" is no values list.`);
      return held(`values ${id}`, async () => {
        const objects = await list(`valueslistvalue/flat/valueslist/${id}`, `the values of "${named}"`, signal);
        const pairs = objects.map((object) => Value.safeParse(object));
        return new Map(pairs.flatMap(({ data }) => (data === undefined ? [] : [[data.Name, data.Id] as const])));
      });
    },
  };
}

/** Keeps what was asked for a while; what failed is asked again. */
function createHeld(now: () => number): <T>(what: string, ask: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { readonly value: unknown; readonly until: number }>();
  return async <T>(what: string, ask: () => Promise<T>) => {
    const found = kept.get(what);
    if (found !== undefined && now() < found.until) return found.value as T;
    const value = await ask();
    kept.set(what, { value, until: now() + HELD_FOR });
    return value;
  };
}

function unlisted(answer: Answer, what: string, now: number, session: ArcherSession): AppError {
  const reply = archerReply(answer, session.secrets());
  if (reply.kind === 'refused' && answer.status < 500 && answer.status !== 429)
    return misfit(
      `${ARCHER} does not tell ${what}${reply.said === '' ? '' : ` (${reply.said})`}. Check "level" and the rights of the program's user, or name the fields in "fieldSettings".`,
    );
  if (answer.status !== 200) return questionFailed(answer, ARCHER, now);
  session.forget();
  return platformAway(ARCHER, 'answers in no form that is known', `${ARCHER}: metadata 200`);
}

function listedField(definition: z.infer<typeof Definition>): ListedField {
  const { Id: id, Name: name, Alias: alias, Type: type, RelatedValuesListId: list } = definition;
  const { IsActive: active, IsRequired: required } = definition;
  return {
    id,
    name,
    alias: alias ?? name,
    type,
    active,
    required,
    ...(typeof list === 'number' ? { list } : {}),
  };
}

function oneOf(fields: readonly ListedField[], named: string, level: number): ArcherField {
  const byAlias = fields.filter(({ alias, id }) => alias === named || String(id) === named);
  const found = byAlias.length > 0 ? byAlias : fields.filter(({ name }) => name === named);
  const [field] = found;
  if (field === undefined) throw misfit(`Level ${level} of ${ARCHER} has no field "${named}" that may be seen.`);
  if (found.length > 1)
    throw misfit(`Level ${level} of ${ARCHER} has ${found.length} fields "${named}". Name it by its alias or its id.`);
  const { id, alias, type, active, list } = field;
  return { named, id, alias, type, active, ...(list === undefined ? {} : { list }) };
}

function settledField(named: string, { id, kind, alias = named, values }: ArcherFieldSetting): ArcherField {
  const list = values === undefined ? {} : { values: new Map(Object.entries(values)) };
  return { named, id, alias, type: FIELD_TYPES[kind], active: true, ...list };
}

function misfit(message: string): AppError {
  return new AppError('misconfigured', message);
}
