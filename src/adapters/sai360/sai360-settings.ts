import { z } from 'zod';
import { fieldMappings, stateMapping } from '../../findings/filing/mapping-settings.ts';
import { address } from '../../findings/filing/platform-credential.ts';

const word = z.string().min(1).max(200);

/** `Sai360Options` as settings write them. */
export const Sai360Settings = z.strictObject({
  url: address,
  organization: word,
  integrationKey: z.string().min(1).max(4_000),
  culture: word.exactOptional(),
  module: word,
  component: word,
  type: word.exactOptional(),
  keyField: word,
  stateField: word,
  numberField: word.exactOptional(),
  identityField: word.exactOptional(),
  fields: fieldMappings,
  states: stateMapping,
  fieldKinds: z.record(word, z.enum(['text', 'day', 'reference', 'references'])).exactOptional(),
  recordPath: z.string().min(1).max(500).exactOptional(),
});
