import { cleanText, shortened } from '../../core/text.ts';
import { SEVERITIES } from '../finding.ts';
import { type FieldMappings, type FindingSource, fieldOf } from './field-mapping.ts';
import type { PlatformRecord } from './grc-platform.ts';

const LONGEST_TEXT = 2000;

/**
 * What a platform's record says in our words, of the fields that are mapped one to one or value by value. Whatever stands
 * in a record was written by others: it is cleaned, and what is no severity or no day is left out.
 *
 * @param read the text of a field of the record; undefined where it has none
 */
export function recordSays(
  mappings: FieldMappings,
  read: (field: string) => string | undefined,
): PlatformRecord['says'] {
  const said = (source: FindingSource): string | undefined => {
    const mapped = fieldOf(mappings, source);
    const text = mapped === undefined ? undefined : read(mapped.field);
    return text === undefined ? undefined : mapped?.back(text);
  };
  const [title, severity, owner] = [said('title'), said('severity'), said('owner')];
  // A day, or its midnight.
  const due = /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(said('due_date') ?? '')?.[0];
  const known = SEVERITIES.find((each) => each === severity);
  return {
    ...(title === undefined ? {} : { title: shortened(cleanText(title), LONGEST_TEXT) }),
    ...(known === undefined ? {} : { severity: known }),
    ...(due === undefined ? {} : { due }),
    ...(owner === undefined ? {} : { owner: shortened(cleanText(owner), LONGEST_TEXT) }),
  };
}
