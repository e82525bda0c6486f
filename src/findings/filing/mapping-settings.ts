import { z } from 'zod';
import { REMEDIATION_STATES } from '../finding.ts';
import { FINDING_SOURCES } from './field-mapping.ts';

const word = z.string().min(1).max(200);

/** One field's mapping as settings write it, see `FieldMapping`. */
const fieldMapping = z.union([
  z.enum(FINDING_SOURCES),
  z.strictObject({
    source: z.enum(FINDING_SOURCES),
    values: z.record(z.string().max(200), z.string().max(2000)).exactOptional(),
    longest: z.int().min(10).max(1_000_000).exactOptional(),
  }),
  z.strictObject({ always: z.string().max(2000) }),
]);

/** `FieldMappings` as settings write them. */
export const fieldMappings = z.record(word, fieldMapping);

/** `StateMapping` as settings write it. */
export const stateMapping = z.record(word, z.enum(REMEDIATION_STATES));
