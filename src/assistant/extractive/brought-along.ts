import type { Glossary } from '../../regulations/glossary.ts';
import type { LawView } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import { isWithin, topPlace } from '../../regulations/place.ts';
import type { Place } from '../../regulations/provision.ts';
import { linksIn } from '../../regulations/references/links-in.ts';
import { sentenceSpans } from '../../regulations/sentences.ts';
import { definitionElsewhere } from '../../regulations/terms-used.ts';
import type { AnswerSentence } from '../answer.ts';
import { citation, isLeadIn, type Statement, statementsOf } from './statements.ts';

/** Something brought along, with the statement that it quotes. */
interface Along {
  readonly statement: Statement;
  readonly sentence: AnswerSentence;
}

const MOST_DEFINITIONS = 2;
const MOST_CONDITIONS = 2;
/** Characters of a quote; what is longer would be mistaken for the answer. */
const BRIEF = 420;
/** An answer that is the whole of a long article carries its conditions itself. */
const MOST_STATEMENTS = 14;

/**
 * What the chosen sentences depend on and do not say themselves, briefly: the definition of a term that question and
 * answer turn on, and a provision whose conditions a sentence refers to. Each is quoted word for word with its own
 * citation; what is doubtful, long, or shown already is left out.
 *
 * @param chosen in reading order
 */
export function broughtAlong(view: LawView, chosen: readonly Statement[], question: string): readonly Along[] {
  if (chosen.length > MOST_STATEMENTS) return [];
  const definitions = definitionsOf(view, chosen, question).slice(0, MOST_DEFINITIONS);
  const shown = [...chosen, ...definitions.map(({ statement }) => statement)];
  return [...definitions, ...conditionsOf(view, chosen, shown).slice(0, MOST_CONDITIONS)];
}

function isShown(shown: readonly Statement[], version: VersionSummary, place: Place): boolean {
  return shown.some((each) => each.version.key === version.key && isWithin(each.node.place, place));
}

function definitionsOf(view: LawView, chosen: readonly Statement[], question: string): readonly Along[] {
  const found = new Map<string, { readonly along: Along; readonly words: number }>();
  for (const { version, sentence } of chosen) {
    // A digest defines nothing that it does not say.
    if (version.source === 'digest') continue;
    const glossary = view.glossary(version);
    const asked = ` ${glossary.stems(question).join(' ')} `;
    for (const { act, place, id, term } of glossary.usedIn(sentence)) {
      const holder = view.version(act);
      if (holder === undefined || found.has(id) || !turnsOn(term, asked, glossary)) continue;
      if (isShown(chosen, holder, place)) continue;
      const along = definitionAt(view, holder, place);
      if (along) found.set(id, { along, words: glossary.stems(term).length });
    }
  }
  // The narrower term first: "major incident" says more than "incident".
  return [...found.values()].sort((a, b) => b.words - a.words).map(({ along }) => along);
}

/**
 * Whether a question is about a term: it has the term's words one behind the other, of three or more perhaps without an
 * inner one ("major ICT incident" for "major ICT-related incident"); a term of one word is too common to need telling.
 */
function turnsOn(term: string, asked: string, glossary: Glossary): boolean {
  const stems = glossary.stems(term);
  if (stems.length < 2) return false;
  const inner = stems.slice(1, -1).map((_, at) => stems.filter((__, which) => which !== at + 1));
  return [stems, ...inner].some((run) => asked.includes(` ${run.join(' ')} `));
}

/** The definition, or where it only points to another act that is held, the one there. */
function definitionAt(view: LawView, holder: VersionSummary, place: Place): Along | undefined {
  const elsewhere = definitionElsewhere(view, holder, place);
  const other = elsewhere && view.version(elsewhere.act);
  const [version, at] = elsewhere && other ? [other, elsewhere.place] : [holder, place];
  return quoted(view, version, at, 'definition');
}

/** "Subject to", "in accordance with", "where the conditions laid down in": the sentence does not stand without it. */
const DEPENDS =
  /(?:subject to|in accordance with|pursuant to|(?:conditions?|criteria|requirements?|exemptions?|derogations?|circumstances|time limits?)[^.;:]{0,40}?(?:laid down|set out|referred to|specified|provided for|listed) in|unless[^.;:]{0,60}? under|de conformidad con|conforme a|con arreglo a|en los (?:términos|supuestos|casos) (?:de|previstos en|establecidos en|señalados en|contemplados en)|(?:condiciones|requisitos|criterios|excepciones|supuestos)[^.;:]{0,40}? (?:de|en))\s*(?:the\s+|el\s+|la\s+|los\s+|las\s+|l\s+)?(?:procedures?\s+(?:laid down|referred to)\s+in\s+)?$/i;

/** "Without prejudice to" and "not subject to" say that the other provision does not matter here. */
const REGARDLESS =
  /without prejudice to|notwithstanding|sin perjuicio de|no obstante|\bnot (?:be )?subject to\s*$|regardless of/i;

function dependsOn(before: string): boolean {
  return DEPENDS.test(before) && !REGARDLESS.test(before);
}

function conditionsOf(view: LawView, chosen: readonly Statement[], shown: readonly Statement[]): readonly Along[] {
  const found = new Map<string, Along>();
  for (const { version, node, sentence, index } of chosen) {
    if (version.source === 'digest') continue;
    const span = sentenceSpans(node.text)[index];
    for (const { act, candidates, start } of linksIn(version.act, view.tree(version), view.names, node.place)) {
      const target = act === undefined ? undefined : view.version(act);
      const at = span !== undefined && start < span.end ? start - span.start : -1;
      const place = candidates.find((candidate) => target && view.tree(target).has(candidate.place))?.place;
      if (target === undefined || place === undefined || at < 0) continue;
      if (!dependsOn(sentence.slice(Math.max(0, at - 120), at)) || isShown(shown, target, place)) continue;
      // The article around says more than can be told briefly, and is one click away.
      if (target.key === version.key && place === topPlace(node.place)) continue;
      const along = quoted(view, target, place, 'condition');
      if (along) found.set(`${target.key}#${place}`, along);
    }
  }
  return [...found.values()];
}

/** The first sentence of a provision, marked where more follows. */
function quoted(
  view: LawView,
  version: VersionSummary,
  place: Place,
  role: NonNullable<AnswerSentence['role']>,
): Along | undefined {
  const tree = view.tree(version);
  const statements = statementsOf(version, tree, place);
  const [statement] = statements;
  if (statement === undefined || version.source === 'digest') return undefined;
  const { sentence, node } = statement;
  const whole = statements.length === 1;
  // A whole article is no brief condition, and what only opens a list must say something by itself.
  if (role === 'condition' && place === topPlace(place) && statements.length > 2) return undefined;
  // What opens a list says nothing without its points, and with them it is long.
  if (sentence.length > BRIEF || isLeadIn(statement, tree)) return undefined;
  const marker = node.marker === '' || node.place === topPlace(node.place) ? '' : `${node.marker} `;
  return {
    statement,
    sentence: {
      text: `${marker}${sentence}${whole ? '' : ' […]'}`,
      citations: [citation(view, version, node.place, sentence)],
      role,
    },
  };
}
