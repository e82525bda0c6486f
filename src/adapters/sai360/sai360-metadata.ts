import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { platformAway, questionFailed } from '../../findings/filing/http-attempts.ts';
import { asAnswer, type Sai360Answer } from './sai360-answers.ts';
import { SAI360, type Sai360FieldKind, type Sai360Options } from './sai360-options.ts';
import type { Sai360Session } from './sai360-session.ts';

/** A field of the type, as the metadata has it. */
export interface Sai360Field {
  readonly token: string;
  /** String, LongString, DateTime, Relation … */
  readonly fieldType: string;
  readonly multiple: boolean;
  readonly readOnly: boolean;
  readonly required: boolean;
  /** What a Relation refers to: "Global/Lookups/FindingStatus". */
  readonly related?: string;
}

export interface Sai360Type {
  readonly readOnly: boolean;
  readonly fields: ReadonlyMap<string, Sai360Field>;
}

export interface Sai360Metadata {
  /** The type that holds findings. @throws AppError */
  type(signal?: AbortSignal): Promise<Sai360Type>;
  /** How a field takes its value: by the settings, else by the metadata. @throws AppError */
  kindOf(field: string, signal?: AbortSignal): Promise<Sai360FieldKind>;
}

const LONGEST = 8 * 1024 * 1024;
const HELD_FOR = 10 * 60_000;

/** A truth value, or its name as text, as the API's XML has it. */
const Truth = z
  .union([z.boolean(), z.string().transform((text) => text.toLowerCase() === 'true')])
  .optional()
  .catch(undefined);
const Field = z.object({
  Token: z.string(),
  FieldType: z.string(),
  IsMultiValue: Truth,
  IsReadOnly: Truth,
  IsRequired: Truth,
  RelatedType: z.object({ QualifiedToken: z.string() }).nullish().catch(undefined),
});
const Type = z.object({ Token: z.string().optional(), IsReadOnly: Truth, Fields: z.array(Field) });
/** The description has types answered by themselves, or within their component. */
const Described = z.array(z.union([Type, z.object({ Types: z.array(Type) })]));

/** Metadata of the type (`Meta/{module}/{component}/{type}`), asked for when it is first needed, and held for a while. */
export function createSai360Metadata(options: Sai360Options, session: Sai360Session): Sai360Metadata {
  const { module, component, type = 'Default', fieldKinds = {}, now = Date.now } = options;
  let held: { readonly type: Sai360Type; readonly until: number } | undefined;

  async function typeAsked(signal?: AbortSignal): Promise<Sai360Type> {
    if (held !== undefined && now() < held.until) return held.type;
    const answer = await session.ask({ path: `Meta/${module}/${component}/${type}`, longest: LONGEST }, signal);
    held = { type: typeIn(answer, options, now()), until: now() + HELD_FOR };
    return held.type;
  }

  return {
    type: typeAsked,
    kindOf: async (field, signal) => {
      if (Object.hasOwn(fieldKinds, field)) return fieldKinds[field] as Sai360FieldKind;
      const known = (await typeAsked(signal)).fields.get(field);
      if (known !== undefined) return kindFor(known);
      throw new AppError('misconfigured', `${module}/${component}/${type} of ${SAI360} has no field "${field}".`);
    },
  };
}

export function kindFor({ fieldType, multiple }: Sai360Field): Sai360FieldKind {
  if (fieldType === 'Relation') return multiple ? 'references' : 'reference';
  return fieldType.startsWith('DateTime') ? 'day' : 'text';
}

function typeIn(answer: Sai360Answer, { module, component, type = 'Default' }: Sai360Options, now: number): Sai360Type {
  const { status, said, body } = answer;
  if (status === 404 || status === 400)
    throw new AppError(
      'misconfigured',
      `${SAI360} has no ${module}/${component}/${type} that may be seen. Check "module", "component" and "type", and the rights of the integration.`,
      { detail: `${SAI360}: meta ${status}` },
    );
  if (status !== 200) throw questionFailed(asAnswer(answer), SAI360, now, said);
  const described = Described.safeParse(body?.['data']).data ?? [];
  const types = described.flatMap((each) => ('Types' in each ? each.Types : [each]));
  const found = types.find(({ Token }) => Token === type) ?? types[0];
  if (found === undefined)
    throw platformAway(SAI360, 'tells its metadata in no form that is known', `${SAI360}: meta 200`);
  const fields = found.Fields.map((field): readonly [string, Sai360Field] => [field.Token, fieldOf(field)]);
  return { readOnly: found.IsReadOnly ?? false, fields: new Map(fields) };
}

function fieldOf(field: z.infer<typeof Field>): Sai360Field {
  const related = field.RelatedType?.QualifiedToken;
  return {
    token: field.Token,
    fieldType: field.FieldType,
    multiple: field.IsMultiValue ?? false,
    readOnly: field.IsReadOnly ?? false,
    required: field.IsRequired ?? false,
    ...(related === undefined ? {} : { related }),
  };
}
