import { isDay } from '../../core/days.ts';
import { AppError } from '../../core/errors.ts';
import { given } from '../../core/given.ts';
import { cleanText } from '../../core/text.ts';
import type { IsoDate } from '../../regulations/act.ts';
import { SEVERITIES, type Severity } from '../finding.ts';

/**
 * What somebody asks to be drafted: a gap of an analysis, from which most of it follows, or something that they found, with
 * the provision that is not met. What is left out of a gap's finding is worked out of the gap.
 */
export interface FindingRequest {
  /** Id of an obligation that an analysis found a gap in. */
  readonly obligation?: string | undefined;
  /** The analysis; by default the latest that has it. */
  readonly run?: string | undefined;
  /** Provisions that are not met, as people cite them or by id; needed where there is no gap. */
  readonly provisions?: readonly string[] | undefined;
  /** Needed where there is no gap, as are the next three. */
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly severityReason?: string | undefined;
  /** What a person saw, in their words. */
  readonly notes?: readonly string[] | undefined;
  /** Receipt of an answer that it rests on. */
  readonly receipt?: string | undefined;
  readonly remediationPlan: string;
  readonly owner: string;
  /** By when; without it by how bad it is: see `daysToRemedy`. */
  readonly due?: IsoDate | undefined;
}

/** Characters of each part, and how many of a list: what is longer no platform takes, and nobody reads. */
export const MOST = {
  title: 160,
  description: 4_000,
  severityReason: 1_000,
  remediationPlan: 4_000,
  owner: 200,
  note: 1_000,
  notes: 10,
  provisions: 10,
} as const;

/** What each part is called when something is wrong with it. */
const NAMES: Readonly<Record<keyof typeof MOST, string>> = {
  title: 'the title',
  description: 'the description',
  severityReason: 'the reason for the severity',
  remediationPlan: 'the remediation plan',
  owner: 'the owner',
  note: 'a note',
  notes: 'the notes',
  provisions: 'the provisions',
};

/**
 * The request with its words cleaned: signs that nobody sees are gone, lines stay.
 *
 * @throws AppError `invalid_input` naming the part that is missing, too long, or no such thing
 */
export function checkedRequest(asked: FindingRequest): FindingRequest {
  const { obligation, run, provisions, notes, receipt, severity, due } = asked;
  if (severity !== undefined && !SEVERITIES.includes(severity))
    throw wrong(`"${String(severity).slice(0, 40)}" is no severity. Use ${SEVERITIES.join(', ')}.`);
  for (const [list, name] of [
    [provisions, 'provisions'],
    [notes, 'notes'],
  ] as const)
    if (list !== undefined && list.length > MOST[name])
      throw wrong(`There are ${list.length} ${name}; at most ${MOST[name]} are taken.`);
  return {
    ...given('obligation', optional(obligation)),
    ...given('run', optional(run)),
    ...given(
      'provisions',
      provisions?.map((words) => cleanText(words)).filter((words) => words !== ''),
    ),
    ...given('title', part('title', asked.title, line)),
    ...given('description', part('description', asked.description, lines)),
    ...given('severity', severity),
    ...given('severityReason', part('severityReason', asked.severityReason, lines)),
    ...given(
      'notes',
      notes?.map((note) => bounded('note', lines(note))).filter((note) => note !== ''),
    ),
    ...given('receipt', optional(receipt)),
    remediationPlan: needed('remediationPlan', lines(asked.remediationPlan)),
    owner: needed('owner', line(asked.owner)),
    ...given('due', due === undefined ? undefined : day(due)),
  };
}

/** By how bad it is, days in which it is put right where nobody says by when: the desk's own rule, for people to change. */
export function daysToRemedy(severity: Severity): number {
  return { critical: 30, high: 60, medium: 90, low: 180 }[severity];
}

function part(name: keyof typeof MOST, text: string | undefined, clean: (text: string) => string) {
  const cleaned = text === undefined ? '' : clean(text);
  return cleaned === '' ? undefined : bounded(name, cleaned);
}

/** An id as it is given; an empty one is none. */
function optional(id: string | undefined): string | undefined {
  return id?.trim() || undefined;
}

function needed(name: keyof typeof MOST, text: string): string {
  if (text === '') throw wrong(`A finding needs ${NAMES[name]}: it is empty.`);
  return bounded(name, text);
}

function bounded(name: keyof typeof MOST, text: string): string {
  if (text.length > MOST[name])
    throw wrong(`${capital(NAMES[name])} has ${text.length} characters; at most ${MOST[name]} are taken. Shorten it.`);
  return text;
}

/** One line. Halves of signs go: no platform would keep them as they are. */
function line(text: string): string {
  return cleanText(text.toWellFormed());
}

/** Several lines, each cleaned; no more than one empty one between them. */
function lines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(line)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function day(text: string): IsoDate {
  if (!isDay(text)) throw wrong(`"${text.slice(0, 40)}" is not a day. Write it as YYYY-MM-DD.`);
  return text;
}

function wrong(message: string): AppError {
  return new AppError('invalid_input', message);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
