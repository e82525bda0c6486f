import { z } from 'zod';
import { fieldMappings, stateMapping } from '../../findings/filing/mapping-settings.ts';
import { address } from '../../findings/filing/platform-credential.ts';

const name = z.string().regex(/^[a-z][a-z0-9_]{0,79}$/i, 'expected a name as the dictionary has it');
const secret = z.string().min(1).max(4_000);

/** `ServiceNowOptions` as settings write them. */
export const ServiceNowSettings = z.strictObject({
  url: address,
  auth: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('basic'), user: z.string().min(1), password: secret }),
    z.strictObject({
      kind: z.literal('password'),
      clientId: z.string().min(1),
      clientSecret: secret,
      user: z.string().min(1),
      password: secret,
    }),
    z.strictObject({ kind: z.literal('client_credentials'), clientId: z.string().min(1), clientSecret: secret }),
  ]),
  table: name.exactOptional(),
  fields: fieldMappings.default({
    short_description: { source: 'title', longest: 160 },
    description: { source: 'everything', longest: 4_000 },
  }),
  states: stateMapping,
  stateField: name.exactOptional(),
  keyField: name.exactOptional(),
  numberField: name.exactOptional(),
});
