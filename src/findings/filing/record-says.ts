import { isDay } from '../../core/days.ts';
import type { IsoDate } from '../../regulations/act.ts';
import { SEVERITIES } from '../finding.ts';
import { type FieldMappings, type FindingSource, fieldOf } from './field-mapping.ts';
import type { PlatformRecord } from './grc-platform.ts';

/**
 * What a platform's record says in fields of ours that are mapped one to one, or value by value. What cannot be told back
 * is absent: it cannot be held against ours.
 *
 * @param shown a field's text, undefined where it cannot be read
 */
export function recordSays(
  mappings: FieldMappings,
  shown: (field: string) => string | undefined,
): PlatformRecord['says'] {
  const told = (source: FindingSource): string | undefined => {
    const found = fieldOf(mappings, source);
    const text = found === undefined ? undefined : shown(found.field);
    return text === undefined ? undefined : found?.back(text);
  };
  const [title, severity, due, owner] = [told('title'), told('severity'), told('due_date'), told('owner')];
  const known = SEVERITIES.find((each) => each === severity);
  const day: IsoDate | undefined = due !== undefined && isDay(due) ? due : undefined;
  return {
    ...(title === undefined ? {} : { title }),
    ...(known === undefined ? {} : { severity: known }),
    ...(day === undefined ? {} : { due: day }),
    ...(owner === undefined ? {} : { owner }),
  };
}

/** Fields of a platform that `recordSays` asks for. */
export function fieldsThatSay(mappings: FieldMappings): readonly string[] {
  const sources = ['title', 'severity', 'due_date', 'owner'] as const;
  return [...new Set(sources.flatMap((source) => fieldOf(mappings, source)?.field ?? []))];
}
