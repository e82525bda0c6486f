import type { Language } from '../../regulations/act.ts';
import { boundBy, isPronoun } from './actors.ts';
import { isAgent } from './agents.ts';
import { type ClauseKind, clausesOf } from './clauses.ts';
import type { Modal } from './modal.ts';
import { modalsIn } from './modality.ts';
import type { Norm, Words } from './norm.ts';
import { actionOf, deadlinesOf, eventOf, namedIn } from './norm-parts.ts';
import { isPassive, isSingular } from './present-verbs.ts';
import { recipientOf } from './recipients.ts';
import { type Sentence, type Stretch, sentencesIn, wordsAt } from './sentence.ts';
import { type Subject, subjectOf } from './subject.ts';

export interface NormOptions {
  /**
   * A plain present with an actor as its subject binds as well ("The CISO reports …"), a passive one ("are reported") and
   * an imperative: so policies and digests write. Law does not.
   */
  readonly present?: boolean;
  /** What things are and have binds as well ("A strategy is part of the framework"): so digests tell of duties, in English. */
  readonly described?: boolean;
}

/** A modal that is the verb of a clause of its own. */
interface Core {
  readonly modal: Modal;
  readonly subject: Subject;
  /** Where its clause begins. */
  readonly from: number;
}

/**
 * What a statement demands, forbids, allows or recommends, in the order of its words; a lead-in may stand in front of it.
 * Read without a model, by the drafting conventions of the Union and of Spain (Joint Practical Guide, point 2; Directrices
 * de técnica normativa): a modal verb or the Spanish future binds, its subject is who is bound. All words are the text's
 * own: `text.slice(start, end) === words.text`. A statement without a norm gives none.
 */
export function normsIn(
  text: string,
  language: Language,
  { present = false, described = false }: NormOptions = {},
): readonly Norm[] {
  const norms: Norm[] = [];
  for (const sentence of sentencesIn(text, language)) {
    const cores = coresOf(sentence, withoutNouns(sentence, modalsIn(sentence, present, described)));
    for (const [at, core] of cores.entries()) {
      const end = cores[at + 1]?.from ?? sentence.end;
      norms.push(normOf(sentence, core, { start: core.from, end }, norms.at(-1)));
    }
  }
  return norms;
}

/** What reads like a plain verb within the subject of a modal is a noun there: "the access controls must". */
function withoutNouns(sentence: Sentence, modals: readonly Modal[]): readonly Modal[] {
  const first = modals.find(({ form, weak }) => form !== 'present' && !weak);
  if (first === undefined || !modals.some(({ form }) => form === 'present')) return modals;
  const subject = subjectOf(sentence.folded, sentence.start, first.start, sentence.language);
  if (subject.subordinate || subject.start === undefined) return modals;
  const from = subject.start;
  return modals.filter(
    ({ form, describes, start, end }) => form !== 'present' || describes || start < from || end > first.start,
  );
}

const MOST_NORMS = 12;
/** Where a clause with a verb of its own may begin behind another one. */
const NEXT =
  /[;:](?:\s*(?:and|or|but|y|o|pero|e|u))?\s|,\s(?:and|but|or|y|pero|e|o|u)\s|\s(?:and|y|e)\s(?=(?:shall|must|should|may|no |deber|podr|habr|tendr)|$)/g;

function coresOf(sentence: Sentence, modals: readonly Modal[]): readonly Core[] {
  const cores: Core[] = [];
  for (const modal of modals) {
    if (cores.length >= MOST_NORMS) break;
    const last = cores.at(-1);
    const from = last === undefined ? sentence.start : nextClause(sentence, last.modal.end, modal.start);
    if (from === undefined) continue;
    // "Shall keep … and shall review": one duty of one subject.
    if (last !== undefined && from >= modal.start - 1 && modal.modality === last.modal.modality) continue;
    const subject = subjectOf(sentence.folded, from, modal.start, sentence.language);
    if (subject.subordinate || !isVerbOfClause(sentence, modal, subject, last, from)) continue;
    cores.push({ modal, subject, from });
  }
  return cores;
}

/** The last place between two modals where a clause of its own can begin, with nothing subordinate behind it. */
function nextClause({ folded }: Sentence, after: number, before: number): number | undefined {
  const between = folded.slice(after, before);
  const boundary = [...between.matchAll(NEXT)].at(-1);
  if (boundary === undefined) return undefined;
  const from = after + boundary.index + boundary[0].length;
  const strong = /[;:]/.test(boundary[0]);
  // "… that X is done, and Y shall be kept" may belong to what is ensured; it is a demand all the same.
  return strong ||
    from >= before - 1 ||
    /^(?:the|they|it|any|no|each|such|those|these|that|all|el|la|los|las|dich|est[aeo]s?|en ningun|se|no)\b/.test(
      folded.slice(from, before),
    ) ||
    /^[^,]{0,60}$/.test(folded.slice(from, before))
    ? from
    : undefined;
}

function isVerbOfClause(
  sentence: Sentence,
  modal: Modal,
  subject: Subject,
  last: Core | undefined,
  from: number,
): boolean {
  const { folded, text, language } = sentence;
  const has = subject.start !== undefined && subject.end !== undefined;
  const somebody = has && isAgent(text.slice(subject.start, subject.end), language);
  const words = folded.slice(modal.start, modal.end);
  if (last !== undefined && modal.form !== last.modal.form && modal.form === 'present') return false;
  if (modal.form === 'present') return isPlainDuty(sentence, modal, subject, last, somebody);
  if (modal.form === 'future') {
    // "Los que identificarán" is a clause, "identificarán y comprobarán" one duty.
    const reflexive = /(?:^|\s)se\s|^sera/.test(words);
    return has || reflexive || from === sentence.start || last?.modal.form !== 'future';
  }
  if (modal.weak) return somebody || /^ be [a-z]+(?:ed|en|t|n)\b/.test(folded.slice(modal.end, modal.end + 30));
  return true;
}

function isPlainDuty(
  sentence: Sentence,
  modal: Modal,
  subject: Subject,
  last: Core | undefined,
  somebody: boolean,
): boolean {
  const { folded, text, language } = sentence;
  const words = folded.slice(modal.start, modal.end);
  if (modal.describes && last === undefined) return true;
  const isAnother = last !== undefined && subject.start === undefined;
  if (isAnother) return false;
  if (subject.start === undefined) return isImperative(sentence, modal);
  if (
    subject.end !== undefined &&
    !/^[\s,]*(?:(?:also|always|then|still|either|both|normally|therefore|[a-z]+ly|asimismo|siempre|tambien)\s)?[\s,]*$/.test(
      folded.slice(subject.end, modal.start),
    ) &&
    !folded.slice(subject.end, modal.start).startsWith(',')
  )
    return false;
  // "The period runs until it is resolved": a clause within the sentence.
  if (
    /\s(?:when|where|until|how|what|whether|because|if|while|cuando|si|hasta que|como)\s/.test(
      folded.slice(subject.start, subject.end),
    )
  )
    return false;
  if (isPassive(words)) return last === undefined || last.modal.form === 'present';
  if (!somebody) return false;
  if (language === 'es') return true;
  const printed = text.slice(subject.start, subject.end).split(/\s(?:of|for|in|to|under|behind)\s/)[0] ?? '';
  const head = printed.replace(/\s(?:[a-z]{3,14}ed|chosen|given|held|bound)$/, '');
  const plural = /(?:[^s']s|staff|personnel|people|men|we|you|they)$/i.test(head.trim()) || /\s(?:and|or)\s/.test(head);
  return isSingular(words) ? !/(?:^|\s)(?:we|you|they|all)$/i.test(head) : plural || /\bor\b/.test(head);
}

/** What follows a noun that reads like a verb: the rest of its phrase, then its own verb. */
const NAMED_BY =
  /^(?:(?!,?\s(?:that|which|who|whose|where)\b),?\s[\w'/-]+){1,6}?\s(?:is|are|shall|must|should|may|can|will|has|have)\s/;

/** "Report incidents …" orders; "Report templates are …", "Backup, restoration and recovery procedures are …" name things. */
function isImperative({ folded, start, end, language }: Sentence, modal: Modal): boolean {
  if (!/^(?:[a-z]+ly,? )?$/.test(folded.slice(start, modal.start))) return false;
  const words = folded.slice(modal.start, modal.end);
  if (language === 'en' && (isSingular(words) || isPassive(words))) return false;
  return (
    !NAMED_BY.test(folded.slice(modal.end, end)) ||
    /^\s(?:that|the|all|any|whether|an?|no)\s/.test(folded.slice(modal.end, end))
  );
}

function normOf(sentence: Sentence, core: Core, region: Stretch, before: Norm | undefined): Norm {
  const { text, folded, language } = sentence;
  const { modal, subject } = core;
  const bound = boundBy(sentence, region, modal, subject);
  const opens = subject.start ?? modal.start;
  const clauses = clausesOf(sentence, region, opens, modal);
  const deadlines = deadlinesOf(sentence, { region, opens, modal }, clauses);
  const events = deadlines.flatMap(
    (deadline) => eventOf(text, folded, deadline, deadline.end < opens ? opens : region.end) ?? [],
  );
  const action = actionOf(text, bound.action ?? modal.action, region.end, [...clauses, ...deadlines, ...events], modal);
  const actor = bound.actor ?? (subject.start === undefined && modal.start - core.from < 3 ? before?.actor : undefined);
  const named =
    actor !== undefined && isPronoun(actor.text, language)
      ? (namedIn(sentence, region.start, actor) ?? before?.actor ?? actor)
      : actor;
  const told =
    bound.told !== undefined && isPronoun(bound.told.text, language)
      ? namedIn(sentence, region.start, bound.told)
      : bound.told;
  const recipient = told ?? recipientOf(sentence, { start: modal.action, end: region.end }, named);
  const words = (kind: ClauseKind): readonly Words[] =>
    clauses.filter((each) => each.kind === kind).flatMap(({ start, end }) => wordsAt(text, start, end) ?? []);
  return {
    modality: bound.modality ?? modal.modality,
    modal: { text: text.slice(modal.start, modal.end), start: modal.start, end: modal.end },
    ...(named === undefined ? {} : { actor: named }),
    action,
    deadlines,
    ...(recipient === undefined ? {} : { recipient }),
    triggers: [...words('trigger'), ...events].sort((a, b) => a.start - b.start),
    conditions: words('condition'),
    exceptions: words('exception'),
  };
}
