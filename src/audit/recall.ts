import type { IsoDate } from '../regulations/act.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import type { LawView } from '../regulations/law-view.ts';
import type { VersionSummary } from '../regulations/library-store.ts';
import { topPlace } from '../regulations/place.ts';
import type { AuditRow } from './audit-row.ts';
import type { AuditReading } from './audit-store.ts';
import type { Receipt, ReceiptPassage } from './receipt.ts';

/** Why a passage that an answer cited no longer says what was cited. */
export type RecallReason =
  /** A version that came into the library words it otherwise, and took effect after the answer. */
  | 'changed_since'
  /** … and had taken effect before the answer was given: it was out of date already. */
  | 'outdated_when_given'
  /** A digest gave way to the official text. */
  | 'digest_replaced'
  /** The same version is held with other words: its text was corrected. */
  | 'text_replaced'
  /** The provision is not in the text that holds now. */
  | 'no_longer_there'
  /** The act is not held any more. */
  | 'act_not_held';

export interface RecalledPassage {
  /** `act#place`. */
  readonly id: string;
  readonly label: string;
  readonly reason: RecallReason;
  /** Day of the version that was cited, and of the one that holds now. */
  readonly was: IsoDate;
  readonly now?: IsoDate;
}

/** An answer that rests on words which are no longer the law, as the library has it. */
export interface RecalledAnswer {
  readonly receipt: string;
  readonly conversation: string;
  /** When it was given. */
  readonly at: string;
  /** Who received it; absent where they were erased. */
  readonly user?: { readonly tenant: string; readonly id: string; readonly name: string };
  readonly question?: string;
  readonly passages: readonly RecalledPassage[];
}

const PAGE = 500;

/**
 * Answers that were given before a text changed and rest on its old words.
 *
 * @param since only changes that came into the library on this day or later; the audit of the library tells when
 */
export function recallAnswers(
  reading: AuditReading,
  reader: LawReader,
  options: { readonly since?: IsoDate; readonly tenant?: string },
): readonly RecalledAnswer[] {
  const touched = options.since === undefined ? undefined : actsChanged(reading, options.since);
  const recalled: RecalledAnswer[] = [];
  for (let after = 0; ; ) {
    const filter = { types: ['answer'] as const, after, ...(options.tenant ? { tenant: options.tenant } : {}) };
    const page = reading.rows(filter, PAGE);
    const last = page.at(-1);
    if (last === undefined) return recalled;
    for (const row of page) {
      const found = recall(reading, reader, row, touched);
      if (found !== undefined) recalled.push(found);
    }
    after = last.position;
  }
}

/** Acts whose texts changed since a day, with the position of the last change: an answer behind it read the new text. */
function actsChanged(reading: AuditReading, since: IsoDate): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let after = 0; ; ) {
    const page = reading.rows({ types: ['configuration'], from: since, after }, PAGE);
    const last = page.at(-1);
    if (last === undefined) return found;
    for (const { body, position } of page) {
      const { act } = JSON.parse(body) as { readonly act?: unknown };
      if (typeof act === 'string') found.set(act, position);
    }
    after = last.position;
  }
}

function recall(
  reading: AuditReading,
  reader: LawReader,
  row: AuditRow,
  touched: ReadonlyMap<string, number> | undefined,
): RecalledAnswer | undefined {
  const [stored] = reading.receipts(row.position, row.position);
  if (stored === undefined) return undefined;
  const receipt = JSON.parse(stored.body) as Receipt;
  const cited = new Set(receipt.sentences.flatMap(({ citations }) => citations.map(({ passage }) => passage)));
  const passages = [...cited].flatMap((at) => receipt.passages[at] ?? []);
  const changed = passages
    .filter(({ id }) => touched === undefined || (touched.get(actOf(id)) ?? 0) > row.position)
    .flatMap((passage) => recalledPassage(reader, receipt, passage, row.at.slice(0, 10)) ?? []);
  if (changed.length === 0) return undefined;
  const person = reading.person(row.actor);
  const question = reading.texts(row.position, row.position).find(({ name }) => name === 'question')?.text;
  return {
    receipt: receipt.id,
    conversation: row.conversation,
    at: row.at,
    ...(person === undefined ? {} : { user: { tenant: person.tenant, id: person.user, name: person.name } }),
    ...(question === undefined ? {} : { question }),
    passages: changed,
  };
}

function actOf(id: string): string {
  return id.slice(0, id.indexOf('#'));
}

function recalledPassage(
  reader: LawReader,
  { asked }: Receipt,
  passage: ReceiptPassage,
  day: IsoDate,
): RecalledPassage | undefined {
  const view = reader.at({
    ...(asked.asOf === undefined ? {} : { asOf: asked.asOf }),
    language: passage.language === 'es' ? 'es' : 'en',
  });
  const now = view.version(actOf(passage.id));
  const reason = reasonFor(view, now, passage, day);
  if (reason === undefined) return undefined;
  return { id: passage.id, label: passage.label, reason, was: passage.date, ...(now ? { now: now.date } : {}) };
}

function reasonFor(
  view: LawView,
  now: VersionSummary | undefined,
  { id, hash, version, date, source }: ReceiptPassage,
  day: IsoDate,
): RecallReason | undefined {
  if (now?.key === version) return undefined;
  if (now === undefined) return 'act_not_held';
  const place = id.slice(id.indexOf('#') + 1);
  const held = view.hash(now, place);
  if (held === hash) return undefined;
  if (held === undefined && !view.tree(now).has(topPlace(place))) return 'no_longer_there';
  if (source === 'digest' && now.source === 'official') return 'digest_replaced';
  if (now.date === date) return 'text_replaced';
  return now.date > day ? 'changed_since' : 'outdated_when_given';
}
