import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { type ArcherField, type ArcherMetadata, FIELD_TYPES } from './archer-metadata.ts';
import { ARCHER, type ArcherOptions } from './archer-options.ts';

/** What one field of a record holds on the wire. */
export interface WireContent {
  readonly Type: number;
  readonly FieldId: number;
  readonly Value: unknown;
}

/** Fields by their ids, as `core/content` gives them. */
export type RecordContents = Readonly<Record<string, unknown>>;

const NAMES: Readonly<Record<number, string>> = {
  1: 'Text',
  2: 'Numeric',
  3: 'Date',
  4: 'Values List',
  6: 'Tracking ID',
  7: 'External Links',
  8: 'Users/Groups List',
  9: 'Cross-Reference',
  11: 'Attachment',
  16: 'Matrix',
  19: 'IP Address',
  23: 'Related Records',
  24: 'Sub-Form',
};

export function typeName(type: number): string {
  return NAMES[type] ?? `number ${type}`;
}

export function canBeFilled({ type }: Pick<ArcherField, 'type'>): boolean {
  return Object.values(FIELD_TYPES).includes(type);
}

/**
 * A text as a field's content on the wire (REST API reference, "Field input formats"); `undefined` for an empty text, which
 * only a text field can hold.
 *
 * @throws AppError `misconfigured` for a value that the field cannot take
 */
export async function wireContent(
  field: ArcherField,
  text: string,
  options: Pick<ArcherOptions, 'days' | 'richText'>,
  metadata: ArcherMetadata,
  signal?: AbortSignal,
): Promise<WireContent | undefined> {
  const { type, id: FieldId, named } = field;
  const content = (Value: unknown): WireContent => ({ Type: type, FieldId, Value });
  if (type === FIELD_TYPES.text) return content(options.richText?.includes(named) === true ? markedUp(text) : text);
  if (text === '') return undefined;
  if (type === FIELD_TYPES.number) return content(numberIn(field, text));
  if (type === FIELD_TYPES.date) return content(dayFor(field, text, options.days ?? 'us'));
  if (type === FIELD_TYPES.values_list) {
    const value = (await metadata.values(field, signal)).get(text);
    if (value === undefined) throw misfit(field, `has no value "${text.slice(0, 60)}"`);
    return content({ ValuesListIds: [value], OtherText: null });
  }
  if (type === FIELD_TYPES.users) return content({ UserList: idsIn(field, text).map((ID) => ({ ID })), GroupList: [] });
  if (type === FIELD_TYPES.references) return content(idsIn(field, text).map((ContentID) => ({ ContentID })));
  throw misfit(field, `is of the type ${typeName(type)}, which cannot be filled from a finding`);
}

const Content = z.object({ Value: z.unknown() });
const List = z.object({ ValuesListIds: z.array(z.coerce.number()).nullish() });

/** What a field of a record holds, as text; '' for nothing, or nothing that is text. */
export async function shownContent(
  field: ArcherField,
  contents: RecordContents,
  metadata: ArcherMetadata,
  signal?: AbortSignal,
): Promise<string> {
  const value = Content.safeParse(contents[String(field.id)]).data?.Value;
  if (field.type === FIELD_TYPES.values_list) {
    const [id] = List.safeParse(value).data?.ValuesListIds ?? [];
    if (id === undefined) return '';
    const names = await metadata.values(field, signal);
    return [...names].find(([, each]) => each === id)?.[0] ?? String(id);
  }
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  return field.type === FIELD_TYPES.date ? dayShown(value) : value;
}

/** A text area holds HTML: what looks like markup in a finding is shown, not done. */
function markedUp(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign).replace(/\r?\n/g, '<br />');
}

function numberIn(field: ArcherField, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw misfit(field, `takes numbers, not "${text.slice(0, 60)}"`);
  return value;
}

function dayFor(field: ArcherField, text: string, days: 'us' | 'iso'): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? [];
  if (year === undefined) throw misfit(field, `takes days, not "${text.slice(0, 60)}"`);
  return days === 'us' ? `${month}/${day}/${year}` : `${year}-${month}-${day}`;
}

/** The day of "2031-06-30T00:00:00" or "6/30/2031 12:00 AM", as YYYY-MM-DD; other texts as they are. */
function dayShown(text: string): string {
  const iso = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (iso !== undefined) return iso;
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
}

function idsIn(field: ArcherField, text: string): readonly number[] {
  const ids = text.split(',').map((each) => each.trim());
  if (!ids.every((each) => /^\d{1,15}$/.test(each)))
    throw misfit(field, `takes ids of ${ARCHER}, several with commas between, not "${text.slice(0, 60)}"`);
  return ids.map(Number);
}

function misfit({ named }: ArcherField, why: string): AppError {
  return new AppError('misconfigured', `The field "${named}" of ${ARCHER} ${why}. Change its mapping.`);
}
