import { z } from 'zod';
import { fieldMappings, stateMapping } from '../../findings/filing/mapping-settings.ts';
import { address } from '../../findings/filing/platform-credential.ts';
import { ARCHER_FIELD_KINDS } from './archer-options.ts';

const word = z.string().min(1).max(200);

/** `ArcherOptions` as settings write them. */
export const ArcherSettings = z.strictObject({
  url: address,
  api: z.enum(['platformapi', 'api']).exactOptional(),
  instance: word,
  user: word,
  userDomain: z.string().max(200).exactOptional(),
  password: z.string().min(1).max(4_000),
  level: z.int().min(1),
  content: word,
  contentIdColumn: word.exactOptional(),
  keyField: word,
  stateField: word.exactOptional(),
  numberField: word.exactOptional(),
  fields: fieldMappings,
  states: stateMapping,
  fieldSettings: z
    .record(
      word,
      z.strictObject({
        id: z.int().min(1),
        kind: z.enum(ARCHER_FIELD_KINDS),
        alias: word.exactOptional(),
        values: z.record(word, z.int()).exactOptional(),
      }),
    )
    .exactOptional(),
  richText: z.array(word).exactOptional(),
  days: z.enum(['us', 'iso']).exactOptional(),
  recordPath: z.string().min(1).max(500).exactOptional(),
});
