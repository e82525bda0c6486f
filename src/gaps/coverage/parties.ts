import type { Language } from '../../regulations/act.ts';
import type { Norm, Words } from '../norms/norm.ts';
import { type Aim, keysOf } from './aims.ts';
import { isAside } from './clause.ts';
import type { Comparison, Finding } from './finding.ts';
import type { Reading } from './readings.ts';
import type { TermReader } from './terms.ts';

/** Who law and policies speak of, each by the concepts that name them; whom nobody else may stand for. */
const PARTIES: readonly (readonly string[])[] = [
  ['authority', 'executive_service', 'esa'],
  ['client', 'data_subject'],
  ['board'],
  ['processor', 'outsourcing'],
  ['audit', 'external_expert'],
  ['dpo'],
  ['shareholder'],
  ['management', 'committee'],
  ['staff'],
  ['firm'],
  ['disclose'],
  ['payee'],
  ['group'],
];
/** Authorities, clients, the board and the data protection officer: whoever law names beside what is to be done is told of it. */
const NAMED: ReadonlySet<number> = new Set([0, 1, 2, 5]);
const FIRM = 9;
const WRONG = 1;
/** The law names them, if not as those who are told; the policy tells somebody else. */
const WRONG_BY_MENTION = 0.7;
/** The same statement names the right one as well: it may be told in other words. */
const STILL_NAMED = 0.3;
/** So like a word must be to stand for who is to be told. */
const MEANT = 0.6;
const ABSENT = 0.6;
const NOT_BOARD = 0.6;
/** A statement on which so much rests says who is told. */
const CARRIES = 0.5;
const TELLING = new Set(['report', 'give', 'disclose', 'refund', 'payment']);

/** To whom something goes, and whether the management body itself does what only it may do. */
export function compareParties(comparison: Comparison): readonly Finding[] {
  return [...recipient(comparison), ...actor(comparison)];
}

function partiesIn(text: string, language: Language, reader: TermReader): ReadonlySet<number> {
  const concepts = reader.concepts(text, language);
  return new Set(PARTIES.flatMap((party, at) => (party.some((concept) => concepts.has(concept)) ? [at] : [])));
}

function recipient(comparison: Comparison): readonly Finding[] {
  const { aim, cluster, reader, hearing } = comparison;
  const { obligation } = aim;
  const named = toldBy(obligation.norm) ?? namedIn(aim, reader);
  const law = named ?? publicIn(aim, reader);
  if (law === undefined) return [];
  const wanted = partiesIn(law.text, obligation.language, reader);
  // What goes to the firm that is bound goes nowhere else.
  if (wanted.size === 1 && wanted.has(FIRM)) return [];
  const names = reader.terms(law.text, obligation.language).flatMap((term) => keysOf(term, obligation.language));
  const familiar = hearing.familiar(new Set(names));
  const meets = (text: string, { language }: Reading): boolean => {
    const parties = [...partiesIn(text, language, reader)];
    if (wanted.size > 0 && parties.length > 0) return parties.some((at) => wanted.has(at));
    return reader.terms(text, language).some((term) => keysOf(term, language).some((key) => familiar(key) >= MEANT));
  };
  const told = cluster.members.flatMap(({ reading, share }) => {
    const to = toldIn(reading, reader) ?? (reading === cluster.best.reading ? turnedTo(reading, reader) : undefined);
    return to === undefined ? [] : [{ to, reading, share }];
  });
  const first = told.find(({ share }) => share >= CARRIES);
  if (first === undefined) {
    if (cluster.members.some(({ reading }) => meets(reading.words, reading))) return [];
    return [
      { kind: 'recipient', ground: 'recipient_absent', against: false, strength: ABSENT, law: law.text, policy: null },
    ];
  }
  if (told.some(({ to, reading }) => meets(to.text, reading))) return [];
  if (named === undefined && cluster.members.some(({ reading }) => meets(reading.words, reading))) return [];
  const { reading, to, share } = first;
  const strength = meets(reading.statement.text, reading)
    ? STILL_NAMED
    : toldBy(obligation.norm) === undefined
      ? WRONG_BY_MENTION
      : WRONG;
  const ground = strength === WRONG ? 'recipient_wrong' : 'recipient_mention';
  return [{ kind: 'recipient', ground, against: true, strength: strength * share, law: law.text, policy: to.text }];
}

/** Whom a statement tells; where its norm does not say, whoever stands behind "to" after a word for telling or giving. */
function toldIn(reading: Reading, reader: TermReader): { readonly text: string } | undefined {
  const read = reading.norms().find((norm) => norm.recipient !== undefined)?.recipient;
  if (read !== undefined) return read;
  const { text } = reading.statement;
  const telling = reader
    .terms(text, reading.language)
    .find(({ concepts }) => concepts.some((each) => TELLING.has(each)));
  if (telling === undefined) return undefined;
  const match = TO_A_NOUN.exec(text.slice(telling.start));
  if (match?.[1] === undefined || isAside(text, telling.start + match.index)) return undefined;
  const somebody = SOMEBODY.test(match[1]) || partiesIn(match[1], reading.language, reader).size > 0;
  return somebody ? { text: match[1] } : undefined;
}

/** Whom a statement turns to in other words than `to`: "asks the insurer", "lets the press know", "the broker hears". */
function turnedTo(
  { statement: { text }, language }: Reading,
  reader: TermReader,
): { readonly text: string } | undefined {
  if (language !== 'en') return undefined;
  for (const pattern of [TURNS_TO, IS_TOLD]) {
    const match = pattern.exec(text);
    const [, who] = match ?? [];
    if (match === null || who === undefined || isAside(text, match.index)) continue;
    if (SOMEBODY.test(who) || partiesIn(who, language, reader).size > 0) return { text: who };
  }
  return undefined;
}

const NOUN = "(?:(?:the|its|our|their|an?|each|every)\\s){1,2}[\\p{L}’'-]{3,30}(?:\\s[\\p{L}’'-]{3,30}){0,2}?";
const TURNS_TO = new RegExp(
  `(?<![\\p{L}])(?:asks?|consults?|lets?|writes? to|goes to|turns? to|line to)\\s(${NOUN})(?=\\s(?:for|know|and|about|ahead|of|in|on|to|before|when|at|as)(?![\\p{L}])|[,.;])`,
  'u',
);
const IS_TOLD = new RegExp(
  `(?<![\\p{L}])(${NOUN})\\s(?:receives?|hears?|learns?|(?:is|are) (?:then |likewise |also )?(?:told|informed|notified|asked|paid))(?![\\p{L}])`,
  'iu',
);

/** Who is told, unless it is in a clause that says when the duty does not hold. */
function toldBy({ recipient: to, triggers, conditions, exceptions }: Norm): Words | undefined {
  if (to === undefined) return undefined;
  const clauses = [...triggers, ...conditions, ...exceptions];
  // "Within two weeks of the notification to the authority" tells nobody.
  return clauses.some(({ start, end }) => start <= to.start && to.start < end) ? undefined : to;
}

/** What is to be published goes to everybody. */
function publicIn({ obligation }: Aim, reader: TermReader): { readonly text: string } | undefined {
  const { action } = obligation.norm;
  const [word] = /publi\p{L}{0,12}|web ?site|sitio web|divulg\p{L}{0,8}/iu.exec(action.text) ?? [];
  return word !== undefined && reader.concepts(word, obligation.language).has('disclose') ? { text: word } : undefined;
}

/** A party that the law's action is done to, where it names none as told: "refunds the payer", "place with a bank". */
function namedIn({ obligation }: Aim, reader: TermReader): { readonly text: string } | undefined {
  const { action, triggers, conditions, exceptions, actor } = obligation.norm;
  const outside = [...triggers, ...conditions, ...exceptions, ...(actor === undefined ? [] : [actor])];
  const bare = outside.reduce((text, { text: clause }) => text.replace(clause, ' '), action.text);
  const [, named] = TO_SOMEBODY.exec(bare) ?? [];
  if (named === undefined) return undefined;
  const parties = partiesIn(named, obligation.language, reader);
  return [...parties].some((at) => NAMED.has(at)) ? { text: named } : undefined;
}

const TO_SOMEBODY =
  /(?<![\p{L}])(?:to|with|refunds?|consults?|advice of|approval of|authorisation of|consent of|inform|informs|notify|notifies|tell|tells|provide|provides|give|gives|reimburses?|al|a la|a los|a las|a sus?|informar[aá]n?|ante)\s{1,3}((?:(?:the|their|its|our|each|any|every|all|an?|relevant|los|las|el|la)\s{1,3}){0,2}[\p{L}’'-]{3,30}(?:\s[\p{L}’'-]{3,30}){0,3})/iu;
/** Rooms and offices of a firm and beside it: what stands behind "to" may as well be a thing. */
const SOMEBODY =
  /(?<![\p{L}])(?:team|desk|department|office|officer|unit|committee|council|head|manager|director|function|association|company|operator|platforms?|schemes?|insurer|holding|area|branch|house|counsel|architect|auditors?|exchange|affiliate|treasury|parent|press|agencia|departamento|comit[eé]|unidad|oficina|responsable|[aá]rea|jefe|asociaci[oó]n|aseguradora|gestor)(?![\p{L}])/iu;
const TO_A_NOUN =
  /(?<![\p{L}])(?:to (?=(?:the|their|its|our|each|any|every|all|an?)\s|\p{Lu})|al |a (?=las?\s|los\s|sus?\s|un|\p{Lu}))((?:(?:the|their|its|our|each|any|every|all|an?|las?|los|sus?|una?)\s{1,3}){0,2}[\p{L}’'-]{3,30}(?:\s[\p{L}’'-]{3,30}){0,3})/u;

function actor({ aim: { obligation }, cluster, reader }: Comparison): readonly Finding[] {
  if (obligation.actor === null) return [];
  const wanted = reader.concepts(obligation.actor, obligation.language);
  if (!wanted.has('board') || wanted.has('firm')) return [];
  const has = cluster.members.some(({ reading }) => reader.concepts(reading.words, reading.language).has('board'));
  if (has) return [];
  const policy = cluster.best.reading.norms()[0]?.actor?.text ?? null;
  return [{ kind: 'actor', ground: 'not_board', against: false, strength: NOT_BOARD, law: obligation.actor, policy }];
}
