import type { IncomingMessage } from 'node:http';

/** What one client and the door said to each other, as it stood on the wire. */
export interface Capture {
  /** The client and its version, and the revision that both speak. */
  readonly client: string;
  readonly exchanges: readonly CapturedExchange[];
}

export interface CapturedExchange {
  readonly request: CapturedRequest;
  readonly reply: CapturedReply;
}

/** A capture as a file has it: the client, then an exchange a line. A reply that was there before is named by its number. */
export function written({ client, exchanges }: Capture): string {
  const before = new Map<string, number>();
  const lines = exchanges.map(({ request, reply }, number) => {
    const text = JSON.stringify(reply);
    const same = before.get(text);
    if (same === undefined) before.set(text, number);
    return JSON.stringify({ request, reply: same === undefined ? reply : { sameAs: same } });
  });
  return `${[JSON.stringify({ client }), ...lines].join('\n')}\n`;
}

export function readCapture(file: string): Capture {
  const [first = '{}', ...lines] = file.trimEnd().split('\n');
  const { client } = JSON.parse(first) as Pick<Capture, 'client'>;
  const exchanges: CapturedExchange[] = [];
  for (const line of lines) {
    const { request, reply } = JSON.parse(line) as {
      readonly request: CapturedRequest;
      readonly reply: CapturedReply | { readonly sameAs: number };
    };
    const whole = 'sameAs' in reply ? exchanges[reply.sameAs]?.reply : reply;
    if (whole === undefined) throw new Error(`An exchange of ${client} names a reply that is not there.`);
    exchanges.push({ request, reply: whole });
  }
  return { client, exchanges };
}

/** Whether a session begins here, and with it the names of what is drawn for it. */
export function begins(body: unknown): boolean {
  return (body as { readonly method?: unknown } | undefined)?.method === 'initialize';
}

export interface CapturedRequest {
  readonly method: string;
  readonly path: string;
  /** Those that the door looks at. */
  readonly headers: Readonly<Record<string, string>>;
  /** As JSON where it is written again exactly as it came, otherwise as text; absent where nothing was sent. */
  readonly body?: unknown;
}

export interface CapturedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or a text that is none; absent for a stream and where nothing was sent. */
  readonly body?: unknown;
  /** Messages of a stream, in order; what only keeps it alive is left away. */
  readonly events?: readonly CapturedEvent[];
  /** The client closed the stream before the door did. */
  readonly open?: true;
}

export interface CapturedEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data?: unknown;
}

const ASKED = [
  'accept',
  'content-type',
  'last-event-id',
  'mcp-method',
  'mcp-name',
  'mcp-protocol-version',
  'mcp-session-id',
  'origin',
  'traceparent',
];
const GIVEN = [
  'allow',
  'cache-control',
  'content-type',
  'mcp-protocol-version',
  'mcp-session-id',
  'retry-after',
  'www-authenticate',
  'x-accel-buffering',
];

/** The headers of a message of node's, joined where one came more than once. */
export function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const entries = Object.entries(headersDistinct);
  return new Headers(entries.map(([name, of = []]) => [name, of.join(', ')] as [string, string]));
}

/** What of a request is kept. */
export function requestOf(
  {
    method,
    path,
    headers,
    body,
  }: { readonly method: string; readonly path: string; readonly headers: Headers; readonly body: string },
  names: Names,
): CapturedRequest {
  return {
    method,
    path,
    headers: kept(headers, ASKED, names.known),
    ...(body === '' ? {} : { body: asJson(names.known(body)) }),
  };
}

/** The text that a captured body was. */
export function bodyOf({ body }: CapturedRequest): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

/** What of a reply is kept, with names for all that is different each time. */
export function replyOf(
  reply: { readonly status: number; readonly headers: Headers; readonly text: string; readonly open?: boolean },
  names: Names,
): CapturedReply {
  const { status, headers, text } = reply;
  const given = { status, headers: kept(headers, GIVEN, names.of) };
  if (headers.get('content-type')?.startsWith('text/event-stream') === true)
    return { ...given, events: eventsIn(names.of(text)), ...(reply.open === true ? { open: true } : {}) };
  return text === '' ? given : { ...given, body: asJson(names.of(text)) };
}

/** The messages of a stream of server-sent events, as far as they came whole. */
export function eventsIn(stream: string): readonly CapturedEvent[] {
  const blocks = stream.split(/\r?\n\r?\n/).slice(0, -1);
  return blocks.flatMap((block) => {
    const lines = block.split(/\r?\n/).filter((line) => !line.startsWith(':'));
    const fields = lines.map((line) => [line.replace(/:.*$/s, ''), line.replace(/^[^:]*:? ?/, '')] as const);
    const { data, ...rest } = Object.fromEntries(fields) as Readonly<Record<string, string>>;
    if (fields.length === 0) return [];
    return [{ ...rest, ...(data === undefined ? {} : { data: asJson(data) }) }];
  });
}

function kept(headers: Headers, names: readonly string[], written: (text: string) => string): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, written(value)] as const];
    }),
  );
}

function asJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : text;
  } catch {
    return text;
  }
}

/** Names for what is drawn anew each time, numbered in the order in which the door says it. */
export interface Names {
  /** Gives a name to each such thing in a text of the door's. */
  of(text: string): string;
  /** Puts names for what the door has said before; what a client made up itself stays. */
  known(text: string): string;
  /** Puts what was said for its name. */
  real(text: string): string;
}

const DRAWN: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['conversation', /\bmcp-[\da-f]{32}\b/g],
  ['id', /\b[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}\b/g],
  ['digest', /\b[\da-f]{64}\b/g],
  ['time', /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g],
];

export function createNames(): Names {
  const names = new Map<string, string>();
  const nameOf = (kind: string, drawn: string): string => {
    const given = names.get(drawn);
    if (given !== undefined) return given;
    const name = `{{${kind} ${[...names.values()].filter((each) => each.startsWith(`{{${kind} `)).length + 1}}}`;
    names.set(drawn, name);
    return name;
  };
  return {
    of: (text) => DRAWN.reduce((rest, [kind, pattern]) => rest.replace(pattern, (drawn) => nameOf(kind, drawn)), text),
    known: (text) => [...names].reduce((rest, [drawn, name]) => rest.replaceAll(drawn, name), text),
    real: (text) => [...names].reduce((rest, [drawn, name]) => rest.replaceAll(name, drawn), text),
  };
}
