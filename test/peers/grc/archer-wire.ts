import { LEVEL, PEER_FIELDS, takenValue } from './archer-application.ts';
import type { PeerAnswer } from './peer-server.ts';

export const NOT_HERE: PeerAnswer = {
  status: 404,
  body: '<html><body>404 - File or directory not found.</body></html>',
};

export function contentIn(
  json: unknown,
): { readonly Id?: number; readonly FieldContents: Readonly<Record<string, unknown>> } | undefined {
  const content = (json as { Content?: { Id?: unknown; LevelId?: unknown; FieldContents?: unknown } } | undefined)
    ?.Content;
  if (content?.LevelId !== LEVEL || typeof content.FieldContents !== 'object' || content.FieldContents === null)
    return undefined;
  const FieldContents = content.FieldContents as Readonly<Record<string, unknown>>;
  return typeof content.Id === 'number' ? { Id: content.Id, FieldContents } : { FieldContents };
}

export function takenFields(contents: Readonly<Record<string, unknown>>) {
  const fields = new Map<number, unknown>();
  const messages: string[] = [];
  for (const [key, given] of Object.entries(contents)) {
    const { Type, FieldId, Value } = given as { Type?: unknown; FieldId?: unknown; Value?: unknown };
    const field = PEER_FIELDS.find(({ id }) => String(id) === key);
    if (field === undefined || FieldId !== field.id || Type !== field.type)
      messages.push(`Field ${key} is not valid for this level.`);
    else {
      const taken = takenValue(field, Value);
      if ('why' in taken) messages.push(taken.why);
      else fields.set(field.id, taken.kept);
    }
  }
  return { fields, messages };
}

export function missing(fields: ReadonlyMap<number, unknown>): readonly string[] {
  return PEER_FIELDS.filter(({ id, required }) => required === true && (fields.get(id) ?? '') === '').map(
    ({ name }) => `The ${name} field is a required field.`,
  );
}

export function success(object: unknown): unknown {
  return { Links: [], RequestedObject: object, IsSuccessful: true, ValidationMessages: [] };
}

export function refusal(text: string | null, key: string): unknown {
  const message = { Reason: 'Validation', Severity: 3, MessageKey: key, Description: '', ResourcedMessage: text };
  return { Links: [], RequestedObject: null, IsSuccessful: false, ValidationMessages: [message] };
}

export function withTruthAsText(body: unknown): unknown {
  if (body === undefined || typeof body === 'string') return body;
  return JSON.parse(JSON.stringify(body), (name, value: unknown) =>
    name === 'IsSuccessful' ? (value === true ? 'True' : 'False') : value,
  );
}
