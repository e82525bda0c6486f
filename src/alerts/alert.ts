import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { cleanText, shortened } from '../core/text.ts';
import { LANGUAGES } from '../regulations/act.ts';
import { actNumber } from '../regulations/named-acts.ts';
import { AUTHORITIES, TOPICS } from './subscription.ts';

/** What is told. A `test` tells of nothing, but that alerts arrive. */
const ALERT_KINDS = ['test', 'new_rule', 'changed_rule', 'consultation', 'guidance'] as const;

const LONGEST_TITLE = 200;
const LONGEST_SUMMARY = 1_000;

/** Words from elsewhere: signs that nobody sees go, and what is too long is cut. */
const words = (most: number) =>
  z
    .string()
    .max(100_000)
    .transform((text) => shortened(cleanText(text), most))
    .pipe(z.string().min(1));

/** A CELEX number or a BOE identifier, written as the library writes it. */
export const actId = z.string().refine((text) => actNumber(text) === text);

const AlertForm = z.strictObject({
  id: z.string().regex(/^[\w.:/-]{1,200}$/),
  kind: z.enum(ALERT_KINDS),
  title: words(LONGEST_TITLE),
  summary: words(LONGEST_SUMMARY),
  authority: z.enum(AUTHORITIES),
  acts: z.array(actId).max(50).readonly(),
  topics: z.array(z.enum(TOPICS)).max(TOPICS.length).readonly(),
  language: z.enum(LANGUAGES),
  url: z
    .url({ protocol: /^https$/ })
    .max(2_000)
    .optional(),
  published: z.iso.date(),
  provisions: z
    .array(z.string().regex(/^[^\s#]{1,60}#[\w/.ñ-]{1,200}$/))
    .max(50)
    .readonly()
    .optional(),
});

/**
 * Something that people are told without having asked: `id` names it for ever, `acts` and `topics` are what it concerns,
 * `language` is that of its words, `url` the publisher's page (https), `published` a day, `provisions` places
 * (`act#place`).
 */
export type Alert = Readonly<z.output<typeof AlertForm>>;

/**
 * An alert as whoever found it gives it, checked; its words cleaned, and cut where they are too long.
 *
 * @throws AppError `invalid_input` naming what is wrong
 */
export function readAlert(given: unknown): Alert {
  const read = AlertForm.safeParse(given);
  if (read.success) return read.data;
  const wrong = [...new Set(read.error.issues.map(({ path }) => path[0]?.toString() ?? 'its form'))];
  throw new AppError('invalid_input', `This is no alert that can be sent; what is wrong: ${wrong.join(', ')}.`);
}

/** A test alert, which goes to whoever follows anything. */
export function testAlert(id: string, today: string): Alert {
  return readAlert({
    id: `test-${id}`,
    kind: 'test',
    title: 'Test alert · Alerta de prueba',
    summary:
      'This is a test: nothing happened. Alerts from the compliance desk reach this conversation. · Esto es una prueba: no ha pasado nada. Las alertas de la mesa de cumplimiento llegan a esta conversación.',
    authority: 'eurlex',
    acts: [],
    topics: [],
    language: 'en',
    published: today,
  });
}
