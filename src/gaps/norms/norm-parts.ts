import { VERB } from './actors.ts';
import { isAgent } from './agents.ts';
import type { Clause } from './clauses.ts';
import { deadlinesWithin } from './deadlines.ts';
import type { Modal } from './modal.ts';
import type { Deadline, Words } from './norm.ts';
import { phraseAt } from './phrases.ts';
import { type Sentence, type Stretch, wordsAt } from './sentence.ts';

const NAMED = {
  en: /(?:^|\s)(?:an?|the|any|each|those|such|of)\s(?=[a-z])/g,
  es: /(?:^|\s)(?:un|una|el|la|los|las|dich[oa]s?|al|del)\s(?=[a-zñ])/g,
};

/** A word in front of an article is the verb of an object: "hires an agent". */
const OBJECT = /\s(?!of|or|and|in|for|to|by)[a-z]{3,}\s(?=(?:an?|the|its|their|any|that|to)\s)/;

/** "Where an issuer …, it shall": whom a pronoun means, named earlier in its own sentence. */
export function namedIn({ text, folded, language }: Sentence, start: number, pronoun: Words): Words | undefined {
  const plural = /^(?:they|those|these|ellos|ellas|estos|estas|aquell[oa]s)$/i.test(pronoun.text);
  for (const match of folded.slice(start, pronoun.start).matchAll(NAMED[language])) {
    const from = start + match.index + match[0].length;
    const rest = folded.slice(from, pronoun.start);
    const verbs = language === 'en' ? [VERB.exec(rest)?.index, OBJECT.exec(rest)?.index] : [];
    const end = from + Math.min(rest.length, ...verbs.flatMap((index) => index ?? []));
    const phrase = phraseAt(text, folded, from, end, language);
    if (phrase === undefined || phrase.end > pronoun.start || !isAgent(phrase.text, language)) continue;
    const head = phrase.text.split(/\s(?:of|for|in|de|del)\s/)[0] ?? '';
    if (language === 'es' || /s$/i.test(head) === plural) return phrase;
  }
  return undefined;
}

const PURPOSE = /^(?:for the purposes? of|with a view to|in order to|con el fin de|a fin de|a efectos de)\s/;
/** Somebody else's duty, told along: "… to the authority, which shall pass it on at once". */
const PASSED_ON =
  /,\s(?:which|who|que|quien|quienes)\s(?:(?:shall|must|will|debera|deberan)\s(?!be\b)|(?:in turn |then )?(?:passes|forwards|transmits|sends|tells|informs)\s)/;

/**
 * Times of the duty itself: not those of its clauses, unless they stand behind a comma of their own there, nor of what it
 * is for, nor of what whoever it is told to must do with it.
 *
 * @param opens where its subject begins
 */
export function deadlinesOf(
  { text, folded, language }: Sentence,
  { region, opens, modal }: { readonly region: Stretch; readonly opens: number; readonly modal: Stretch },
  clauses: readonly Clause[],
): readonly Deadline[] {
  const purpose = PURPOSE.test(folded.slice(region.start, opens));
  const passed = PASSED_ON.exec(folded.slice(modal.end, region.end));
  const others = passed === null ? region.end : modal.end + passed.index;
  return deadlinesWithin(text, folded, language, region).filter(({ start, kind }) => {
    if ((purpose && start < opens) || start > others) return false;
    const around = clauses.find((clause) => start > clause.start && start < clause.end);
    if (around === undefined) return true;
    const before = folded.slice(around.start, start).trimEnd();
    return (
      kind !== 'by' &&
      (before.endsWith(',') || /(?:,| and)(?: and)?(?: in any event| at least| in any case)?,?$/.test(before))
    );
  });
}

/** From the verb to what stands apart at the end: a deadline, a trigger, a condition or an exception. */
export function actionOf(text: string, from: number, to: number, apart: readonly Stretch[], modal: Modal): Words {
  const inserted = /^\s*,[^,]{2,200},\s(?=[a-zñáéíóú])/i.exec(text.slice(from, to));
  let [start, end] = [from + (inserted?.[0].length ?? 0), to];
  for (let moved = true; moved; ) {
    const lead = /^[\s,;:]*(?:and\s)?/.exec(text.slice(start, end))?.[0].length ?? 0;
    const covering = apart.find(
      (each) => each.start <= start + lead && each.end > start + lead && each.start >= modal.end,
    );
    moved = covering !== undefined && covering.end < end;
    if (covering !== undefined && moved) start = covering.end;
  }
  for (let moved = true; moved; ) {
    const close = start + text.slice(start, end).replace(/[\s,;:.]+$/, '').length;
    const last = apart.find((each) => each.start > start + 3 && each.start < close && each.end >= close);
    moved = last !== undefined;
    if (last !== undefined) end = last.start;
  }
  const loose = /(?:[\s,]+(?:and|but|or|y|e|o|in any (?:event|case)|en todo caso))+[\s,]*$/i.exec(
    text.slice(start, end),
  );
  if (loose !== null && loose.index > 3) end = start + loose.index;
  return (
    wordsAt(text, start, end) ??
    wordsAt(text, from, to) ?? { text: text.slice(modal.start, modal.end), start: modal.start, end: modal.end }
  );
}

const EVENT =
  /^\s?(?:of|from|after|following|as from|starting|since|desde|a contar|a partir|tras|siguientes|contad[oa]s|de la|del)\s[^,;:.]{3,200}/;

/** "Within four hours of classification": what the period runs from sets the duty off. */
export function eventOf(text: string, folded: string, deadline: Deadline, end: number): Words | undefined {
  if (deadline.kind !== 'within') return undefined;
  const match = EVENT.exec(folded.slice(deadline.end, Math.min(end, deadline.end + 220)));
  return match === null ? undefined : wordsAt(text, deadline.end, deadline.end + match[0].length);
}
