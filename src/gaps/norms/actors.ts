import type { Language } from '../../regulations/act.ts';
import { isAgent } from './agents.ts';
import type { Modal } from './modal.ts';
import type { Modality, Words } from './norm.ts';
import { nounPhrase, phraseAt } from './phrases.ts';
import { isPassive } from './present-verbs.ts';
import type { Sentence, Stretch } from './sentence.ts';
import type { Subject } from './subject.ts';

/** Who does what: an actor, and where the words of what it does begin. */
export interface Bound {
  readonly actor?: Words;
  /** Where the action begins, where that is not right behind the modal. */
  readonly action?: number;
  readonly modality?: Modality;
  /** Somebody who is told or asked, as the subject of a passive. */
  readonly told?: Words;
}

const PASSIVE: Readonly<Record<Language, RegExp>> = {
  en: /^[\s,]*(?:(?:also|in any event|upon request|in addition|at all times|[a-z]{3,14}ly),? ){0,2}be (?:(?:[a-z]{3,14}ly|also|so|then|first) ){0,2}(?:[a-z]{2,14}ed|kept|held|made|given|sent|told|drawn|taken|written|put|set|run|built|met|borne|brought|done|shown|sought|chosen|paid|withheld|frozen|led|overseen|undertaken|understood|lodged)(?![a-z])/,
  es: /^[\s,]*(?:se |ser |sera |seran )/,
};
/** Passives of which the subject is who must act, or be what is said. */
const BINDING_PASSIVE =
  /^[\s,]*be (?:[a-z]{3,14}ly )?(?:required|obliged|bound|prohibited|tasked|allowed|permitted|entitled|held|prepared|equipped|authorised|organised|governed|established|registered|licensed|entrusted|deemed|subjected|managed|trained|qualified)(?![a-z])/;
const TELLING =
  /^[\s,]*(?:be |is |are )(?:[a-z]{3,14}ly )?(?:notified|informed|told|alerted|advised|consulted|warned|provided with|given|offered|sent|kept informed|made aware)(?![a-z])/;
const BY: Readonly<Record<Language, RegExp>> = {
  en: /\sby (?!\d|no later|way|means|the end|virtue)/g,
  es: /\spor (?=el |la |los |las |un |una |su |sus |cada |dich|quien)/g,
};
const PRONOUN: Readonly<Record<Language, RegExp>> = {
  en: /^(?:they|it|he|she|he or she|those|these)$/,
  es: /^(?:ellos|ellas|estos|estas|este|esta|aquellos|aquel|aquellas|aquella)$/,
};
const ABOVE_FIRMS =
  /^(?:member states?|(?:the )?competent authorit(?:y|ies)|(?:the )?(?:home|host) member states?|member states? (?:or|and) competent authorities|supervisory authorities|los estados miembros|estados? miembros?|(?:designated )?authorities)(?![a-z])/;
const PASSED_ON =
  /^(?:[\s,]*(?:[a-z ]{3,160},\s)?)(?:(ensure|provide|see to it|make sure|take (?:all |the )?(?:necessary |appropriate )*(?:measures|steps) (?:necessary )?to ensure|require)(?:, [^,]{3,160},)? that,? |(require|oblige|request) (?!that)|(prohibit|prevent) )/;
/** Where the subject of a clause behind "that" ends: at its verb. */
export const VERB =
  /(?:,? (?:shall|must|may|can|is|are|has|have|does|do|will|should)(?![a-z])|,? (?:not )?(?:[a-z]{3,14}ly )?(?:provide|comply|apply|obtain|notify|inform|make|take|use|establish|execute|refund|credit|ensure|hold|submit|carry|put|keep|maintain|give|respect|disclose|approve|oversee|follow|accept|record|report|send|communicate|act|meet|implement|monitor|identify|allow|refrain|publish|offer|draw|cooperate|supply|restore|transmit|safeguard|adopt|enter|agree|fulfil|exercise|receive|remain|belong|design|define|perform|manage|request|retain|store|process|bear|set|appoint|conduct|prepare|participate|undertake|undergo|explain|refund|debit|charge|waive|deal|restore|block|return|determine|assess|review|establish|own|calculate|cover|include|have|go|become|see|draw|lay|pay|transfer|accept|refuse|reject|specify|display|publish|register|verify|authenticate|need|engage|know|treat|respond|reply|handle|resolve|facilitate|enable|grant|issue|pass|place|prevent|protect|address|arrange|limit|withdraw|decide|revoke|suspend|consider|wish|seek|intend|propose|become|find|want|grow|exceed|fail|begin|cease|stop|sell|buy|outsource|delegate|host|act)(?:s|es)?(?![a-z-])|,? (?:complies|notifies|applies|carries|identifies|verifies|replies|specifies|relies)(?![a-z-]))/;

export function isPronoun(actor: string, language: Language): boolean {
  return PRONOUN[language].test(actor.toLowerCase());
}

/**
 * Who a sentence binds: the subject where it is somebody, the agent of a passive ("shall be approved by the management
 * body"), and of a directive's "Member States shall require payment service providers to …" those who are required.
 */
export function boundBy(sentence: Sentence, region: Stretch, modal: Modal, subject: Subject): Bound {
  const { text, folded, language } = sentence;
  if (/^it is for$/.test(folded.slice(modal.start, modal.end))) return ofCharge(sentence, region, modal);
  const behind = folded.slice(modal.end, region.end);
  const words =
    subject.start === undefined || subject.end === undefined
      ? undefined
      : nounPhrase(text, folded, { start: subject.start, end: subject.end }, language);
  const somebody = words !== undefined && isAgent(words.text, language) ? words : undefined;
  if (modal.describes && somebody !== undefined && /^(?:gets?|receives?)$/.test(folded.slice(modal.start, modal.end)))
    return { told: somebody };
  if (isPassiveAt(modal, behind, folded, language)) return ofPassive(sentence, region, modal, somebody);
  if (somebody === undefined) {
    const follows = language === 'es' ? subjectBehind(sentence, region, modal, subject) : undefined;
    return follows === undefined ? {} : { actor: follows };
  }
  const passed = language === 'en' ? passedOn(sentence, region, modal, somebody) : undefined;
  return passed ?? { actor: somebody };
}

/** "It is for the board to approve …": who is named behind the verb. */
function ofCharge({ text, folded, language }: Sentence, region: Stretch, modal: Modal): Bound {
  const actor = phraseAt(text, folded, modal.end, region.end, language);
  if (actor === undefined || !isAgent(actor.text, language)) return {};
  return { actor, action: actor.end + (/^\sto\s/.exec(folded.slice(actor.end, region.end))?.[0].length ?? 0) };
}

function isPassiveAt(modal: Modal, behind: string, folded: string, language: Language): boolean {
  if (modal.form === 'present') return isPassive(folded.slice(modal.start, modal.end));
  if (modal.form === 'future')
    return (
      /(?:^|\s)se\s/.test(folded.slice(modal.start, modal.action)) ||
      /^sera/.test(folded.slice(modal.action, modal.end))
    );
  return PASSIVE[language].test(behind) || /(?:^|\s)se\s/.test(folded.slice(modal.start, modal.end));
}

function ofPassive(sentence: Sentence, region: Stretch, modal: Modal, subject: Words | undefined): Bound {
  const { text, folded, language } = sentence;
  const agent = agentBehind(sentence, region, modal);
  const behind = modal.form === 'present' ? folded.slice(modal.start, region.end) : folded.slice(modal.end, region.end);
  const told = subject !== undefined && language === 'en' && TELLING.test(behind) ? subject : undefined;
  if (agent !== undefined) return { actor: agent, ...(told ? { told } : {}) };
  if (told !== undefined) return { told };
  if (subject === undefined || isPronoun(subject.text, language)) return {};
  // "Las entidades se abstendrán", "el responsable se asegurará": with somebody as its subject it is no passive.
  if (language === 'es') return /(?:^|\s)se\s/.test(text.slice(modal.start, modal.end)) ? { actor: subject } : {};
  return BINDING_PASSIVE.test(behind) ? { actor: subject } : {};
}

/** A clause that begins behind a comma, up to its end, and sets a condition. */
const CONDITION: Readonly<Record<Language, RegExp>> = {
  en: /[,;]\s(?:where|when|if|unless|once|until)\s[^,;]*$/,
  es: /[,;]\s(?:cuando|si|salvo que|una vez|hasta que)\s[^,;]*$/,
};

function agentBehind({ text, folded, language }: Sentence, region: Stretch, modal: Modal): Words | undefined {
  const part = folded.slice(modal.end, region.end);
  for (const match of part.matchAll(BY[language])) {
    // "… each year (by small firms every two)": in brackets somebody else is meant.
    if (part.lastIndexOf('(', match.index) > part.lastIndexOf(')', match.index)) continue;
    // "… and, where requested by the authority, for seven years": whoever asks is not who is bound.
    if (CONDITION[language].test(part.slice(0, match.index))) continue;
    const at = modal.end + match.index + match[0].length;
    const phrase = phraseAt(text, folded, at, region.end, language);
    if (phrase !== undefined && isAgent(phrase.text, language)) return phrase;
  }
  return undefined;
}

const BEHIND =
  /(?<!(?:^|\s)(?:al?|del?|en|con|por|para|sin|sobre|ante|entre|segun|hasta|desde|mediante|todos|todas|y|o))\s(?:(?:todos|todas) )?(?:los|las|el|la)\s/g;

/** "Deberán los sujetos obligados …", "corresponderá al consejo …": in Spanish the subject may follow. */
function subjectBehind(
  { text, folded, language }: Sentence,
  region: Stretch,
  modal: Modal,
  subject: Subject,
): Words | undefined {
  const behind = folded.slice(modal.end, Math.min(region.end, modal.end + 200));
  const close = /^\s*(?:al|a (?:la|los|las)|los|las|el|la)\s/.exec(behind);
  const starts = [
    ...(close === null ? [] : [close[0].length]),
    ...(subject.start === undefined ? [...behind.matchAll(BEHIND)].map((match) => match.index + match[0].length) : []),
  ];
  for (const start of starts) {
    const phrase = phraseAt(text, folded, modal.end + start, region.end, language);
    if (phrase !== undefined && isAgent(phrase.text, language)) return withoutInfinitive(text, phrase);
  }
  return undefined;
}

/** "Los sujetos obligados comprobar la identidad": the subject ends where the verb goes on. */
function withoutInfinitive(text: string, { start, end }: Words): Words {
  const verb =
    /\s(?!titular|particular|auxiliar|similar|familiar|popular|militar|circular)[a-zñ]{2,14}(?:ar|er|ir)(?:se|l[oae]s?)?(?=\s|$)/.exec(
      text.slice(start, end).toLowerCase(),
    );
  const close = verb === null ? end : start + verb.index;
  return { text: text.slice(start, close), start, end: close };
}

function passedOn(sentence: Sentence, region: Stretch, modal: Modal, outer: Words): Bound | undefined {
  if (!ABOVE_FIRMS.test(outer.text.toLowerCase()) || modal.modality === 'must_not') return undefined;
  const { text, folded, language } = sentence;
  const behind = folded.slice(modal.end, region.end);
  const match = PASSED_ON.exec(behind);
  if (match === null) return undefined;
  const [whole, ensured, required] = match;
  if (modal.modality === 'may' && ensured !== undefined) return undefined;
  const at = modal.end + whole.length;
  const rest = folded.slice(at, Math.min(region.end, at + 800));
  const ending = ensured !== undefined ? VERB : required !== undefined ? / to (?:be )?[a-z]+/ : / from [a-z]+ing/;
  const lead = ensured !== undefined ? leadingInserts(rest) : 0;
  const limit = ending.exec(rest.slice(lead));
  if (limit === null) return undefined;
  const inner = nounPhrase(text, folded, { start: at + lead, end: at + lead + limit.index }, language);
  if (inner === undefined || /^(?:if|where|when|in|for)\s/i.test(inner.text)) return undefined;
  if (!isAgent(inner.text, language)) {
    // "… ensure that the information is provided by the payment service provider".
    const agent =
      ensured === undefined || !/^,? (?:is|are|shall be|be)\s/.test(rest.slice(lead + limit.index))
        ? undefined
        : agentBehind(sentence, region, modal);
    return agent === undefined || ABOVE_FIRMS.test(agent.text.toLowerCase()) ? undefined : { actor: agent };
  }
  const verb = rest.slice(lead + limit.index);
  if (
    /^,? (?:has|have) (?:the |all )?(?:necessary )?(?:powers?|right)/.test(verb) ||
    /^,? (?:is|are) empowered/.test(verb)
  )
    return undefined;
  const isInnerNot = /^,? (?:shall|must|may|do|does|are|is|can) not(?![a-z])/.test(verb);
  const modality =
    isInnerNot || (ensured === undefined && required === undefined)
      ? 'must_not'
      : /^,? (?:may|can)(?! only)/.test(verb)
        ? 'may'
        : undefined;
  return {
    actor: inner,
    action: at + lead + limit.index + (/^,? (?:to|shall|must|may|can|will|from)(?: not)? /.exec(verb)?.[0].length ?? 1),
    ...(modality ? { modality } : {}),
  };
}

/** ", in the event of X, the entity": what stands in front of the subject of a clause behind "that". */
function leadingInserts(rest: string): number {
  let at = 0;
  for (let next = leadingInsert(rest); next > 0 && at < rest.length; next = leadingInsert(rest.slice(at))) at += next;
  return at;
}

function leadingInsert(rest: string): number {
  const match =
    /^,? ?(?:where|when|if|in|for|upon|before|after|without|at|on|as|by|within|to|under|from|subject|with|prior)(?![a-z])[^,]{2,400},\s?/.exec(
      rest,
    );
  return match?.[0].length ?? 0;
}
