import { z } from 'zod';
import type { Answer } from '../../core/bounded-request.ts';
import { platformSaid } from '../../findings/filing/http-attempts.ts';

/** What an answer says. Names of the envelope are read in either case: the description has `status`, the sample client `Status`. */
export interface Sai360Answer {
  /** Of HTTP, or the envelope's own where HTTP says 200 and it does not. */
  readonly status: number;
  readonly headers: Headers;
  /** The platform's own words for what is wrong; '' where it gives none. */
  readonly said: string;
  /** Without `status`; undefined where the answer is none of the API's: a page of a proxy, or of a sign-in. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

const Envelope = z.record(z.string(), z.unknown());
const Status = z.object({ code: z.coerce.number().int(), message: z.string().nullish() });
const RawStatus = z.object({
  code: z.unknown().optional(),
  Code: z.unknown().optional(),
  message: z.unknown().optional(),
  Message: z.unknown().optional(),
});

/** @param secrets taken out of what SAI360 says */
export function readAnswer({ status, headers, json }: Answer, secrets: readonly string[]): Sai360Answer {
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return { status, headers, said: '', body: undefined };
  const body = Object.fromEntries(Object.entries(envelope.data).map(([name, value]) => [name.toLowerCase(), value]));
  const told = statusIn(body['status']);
  if (told === undefined) return { status, headers, said: '', body: undefined };
  const { code, message } = told;
  const ok = status >= 200 && status < 300;
  const said = ok && code === 200 ? '' : platformSaid(message ?? '', secrets);
  return { status: ok ? code : status, headers, said, body };
}

function statusIn(value: unknown): z.infer<typeof Status> | undefined {
  const raw = RawStatus.safeParse(value).data;
  return Status.safeParse({ code: raw?.code ?? raw?.Code, message: raw?.message ?? raw?.Message }).data;
}

/** For what reads answers of any platform. */
export function asAnswer({ status, headers }: Sai360Answer): Answer {
  return { status, headers, text: '', json: undefined };
}

const Row = z.record(z.string(), z.unknown());
const Reference = z.object({ id: z.string() });
const CapitalReference = z.object({ Id: z.string() }).transform(({ Id }) => ({ id: Id }));
const Referred = z.union([Reference, CapitalReference]);

/** An object of the data: its identifier, and its fields by their tokens. */
export interface Sai360Row {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The objects of an answer; undefined where it has none in a known form. */
export function rowsIn({ body }: Sai360Answer): readonly Sai360Row[] | undefined {
  const data = z.array(Row).safeParse(body?.['data']).data;
  const rows = data?.map((fields) => ({ id: identifierIn(fields['id'] ?? fields['Id']), fields }));
  return rows?.every((row): row is Sai360Row => row.id !== undefined) === true ? rows : undefined;
}

/** An identifier, by itself or in an object. */
export function identifierIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : Referred.safeParse(value).data?.id;
}

/** What a field holds, as text: of references their identifiers, with commas between. */
export function shownValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(shownValue).join(',');
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return identifierIn(value) ?? '';
}
