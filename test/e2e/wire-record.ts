import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Entity = z.looseObject({ type: z.string().optional() });

const Body = z.looseObject({
  type: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  text: z.string().optional(),
  replyToId: z.string().optional(),
  conversation: z.looseObject({ id: z.string() }).optional(),
  entities: z.array(Entity).optional(),
  attachments: z.array(z.looseObject({ contentType: z.string(), content: z.unknown() })).optional(),
  suggestedActions: z.looseObject({ actions: z.array(z.looseObject({ title: z.string() })) }).optional(),
  channelData: z.looseObject({}).optional(),
  value: z.unknown().optional(),
});

const Exchange = z.object({
  logId: z.string(),
  timestamp: z.number(),
  conversationId: z.string().optional(),
  direction: z.string(),
  activityName: z.string(),
  request: z.object({ method: z.string(), url: z.string(), body: z.union([Body, z.string()]).optional() }),
  response: z.object({ statusCode: z.number(), body: z.unknown().optional() }).optional(),
});

/** One HTTP exchange between the product and the Playground. */
export interface Exchanged {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `in` to the product, `out` of it. */
  readonly way: 'in' | 'out';
  readonly method: string;
  readonly path: string;
  readonly conversation?: string;
  readonly activity: z.output<typeof Body>;
  readonly status?: number;
  /** What it was answered with. */
  readonly reply: unknown;
}

/** The Playground writes each exchange as JSON, and a line of three hyphens after it. */
const BETWEEN = /^---$/m;

/**
 * All that went over the wire so far, in the order in which the Playground wrote it down.
 *
 * @param folder the one that the Playground was started in, with `--enable-events-recording`
 */
export function readWire(folder: string): readonly Exchanged[] {
  const logs = join(folder, 'devTools');
  if (!existsSync(logs)) return [];
  return readdirSync(logs)
    .filter((name) => name.startsWith('events_recording'))
    .sort()
    .flatMap((name) => readFileSync(join(logs, name), 'utf8').split(BETWEEN))
    .flatMap((text) => {
      const json = wholeJson(text);
      return json === undefined ? [] : [exchangedOf(Exchange.parse(json))];
    });
}

/** The last one may still be being written. */
function wholeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function exchangedOf({
  timestamp,
  conversationId,
  direction,
  request,
  response,
}: z.output<typeof Exchange>): Exchanged {
  const { body } = request;
  return {
    at: timestamp,
    way: direction.startsWith('User Application') ? 'out' : 'in',
    method: request.method,
    path: request.url,
    ...(conversationId === undefined ? {} : { conversation: conversationId }),
    activity: typeof body === 'object' ? body : {},
    ...(response === undefined ? {} : { status: response.statusCode }),
    reply: response?.body,
  };
}

/** What the Playground has to say of itself, where it did not start: a wrong setting is told nowhere else. */
export function playgroundLog(folder: string): string {
  const logs = join(folder, 'devTools');
  if (!existsSync(logs)) return '';
  return (
    readdirSync(logs)
      .filter((name) => name.endsWith('.log') && !name.startsWith('events_recording'))
      .flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n'))
      // What it would have told its makers, had it been let.
      .filter((line) => line.trim() !== '' && !line.startsWith('debug '))
      .join('\n')
  );
}
