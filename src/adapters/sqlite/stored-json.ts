import { z } from 'zod';
import type { JsonObject } from '../../core/canonical-json.ts';

/** An object that was written as JSON by a store of ours. */
export const storedObject = z.string().transform((text) => JSON.parse(text) as JsonObject);
