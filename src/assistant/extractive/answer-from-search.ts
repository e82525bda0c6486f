import type { ActId, IsoDate, Language } from '../../regulations/act.ts';
import type { LawReader } from '../../regulations/law-reader.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { topPlace } from '../../regulations/place.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import { type SearchHit, searchRegulations, type UnderstoodQuery } from '../../regulations/search-regulations.ts';
import { versionPhrase } from '../../regulations/standing.ts';
import type { Answer, Question } from '../answer.ts';
import { bestStatements } from './choose.ts';
import { definitionsAsked } from './definitions-asked.ts';
import { evidenceOf, type Sought, soughtIn } from './evidence.ts';
import { type Considered, finishAnswer, wordsSought } from './finish-answer.ts';
import { fitsIntent, type Intent, intentOf, isAskingWord } from './question.ts';
import { isLeadIn, type Statement, statementsOf } from './statements.ts';

const HITS = 40;
const MOST_PROVISIONS = 4;
const MOST_PER_PROVISION = 2;
const MOST_SENTENCES = 8;

/** The answer to a question that names no place: definitions it asks for, or the sentences of the best passages. */
export async function answerFromSearch(
  reader: LawReader,
  view: LawView,
  query: UnderstoodQuery,
  question: Question & { readonly threshold: number },
  today: IsoDate,
): Promise<Considered> {
  const acts = question.acts === undefined ? {} : { acts: question.acts };
  const application = applicationWords(view, question.text, query);
  const request = {
    ...(question.asOf === undefined ? {} : { asOf: question.asOf }),
    ...(question.language === undefined ? {} : { language: question.language }),
    ...acts,
    text: question.text,
    limit: HITS,
  };
  const words = application === undefined ? query.words : `${query.words} ${application}`;
  const outcome = await searchRegulations(reader, request, { ...query, words });
  const intent = intentOf(question.text);
  const ranked = weighHits(outcome.hits, intent);
  const language = ranked[0] ? languageOfHit(view, ranked[0].hit) : (guessLanguage(question.text) ?? 'en');
  const sought = soughtIn(application ?? query.words, outcome.terms, language);
  const searched = { acts: outcome.acts, terms: wordsSought(query.words) };
  const notes = [
    ...query.assumed,
    ...query.missing.map(({ message }) => message),
    ...languageNotes(view, question, outcome.acts),
    ...outcome.notes,
  ];
  const places = outcome.hits;
  const defined = definitionsAsked(view, question.text, query, outcome.acts);
  if (defined.length > 0) {
    const asked = { for: 'definition', question: question.text } as const;
    return { answer: finishAnswer(view, defined, searched, notes, today, asked), places };
  }
  const evidence = ranked
    .slice(0, 3)
    .map(({ hit: { breadcrumb, text } }) =>
      evidenceOf({ text: `${breadcrumb.at(-1) ?? ''} ${text}`, headings: breadcrumb.slice(1).join(' ') }, sought),
    );
  const empty = sought.words.length === 0 || (application === undefined && searched.terms.length === 0);
  if (empty || Math.max(...evidence, 0) <= question.threshold) {
    const nearest = nearestNotes(view, searched, outcome.hits, query);
    return { answer: { status: 'not_found', answer: [], searched, notes: [...notes, ...nearest] }, places };
  }
  const chosen =
    application === undefined ? chooseFrom(view, ranked, sought, intent) : wholeProvision(view, ranked[0]?.hit);
  const asked = { for: 'subject', question: question.text } as const;
  return { answer: finishAnswer(view, chosen, searched, notes, today, asked), places };
}

/** The heading of the last article of an act. */
const APPLICATION: Readonly<Record<Language, string>> = { en: 'entry into force application', es: 'entrada en vigor' };
const WHEN_IT_APPLIES =
  /\b(?:appl(?:y|ies|icable|ication)|in(?:to)? force|effective|transposed|vigor|aplica(?:ble|ci[oó]n)?)\b/i;

/** "From when does DORA apply?" has no word for its subject but the act's name. */
function applicationWords(view: LawView, question: string, query: UnderstoodQuery): string | undefined {
  const subject = (query.words.match(/[\p{L}\p{N}]+/gu) ?? []).filter(
    (word) =>
      !isAskingWord(word) &&
      !/^(?:from|in|into|to|force|enter|entry|effective|transposed|date|start|become|binding|vigor|entra|entr[oó]|entrar[aá]|entrada|en|se|la|el|desde|de|fecha|aplica|aplicable|aplicaci[oó]n|the|applicable|application)$/i.test(
        word,
      ),
  );
  const [named] = query.namedActs;
  if (named === undefined || subject.length > 0 || !WHEN_IT_APPLIES.test(question)) return undefined;
  return APPLICATION[view.version(named)?.language ?? 'en'];
}

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Spanish' };

/** Words find only texts of their own language; where most acts are held in another one, whoever asks must know. */
function languageNotes(view: LawView, question: Question, acts: readonly ActId[]): readonly string[] {
  const asked = guessLanguage(question.text);
  if (asked === undefined || acts.length === 0) return [];
  const others = acts.filter((act) => (view.version(act)?.language ?? asked) !== asked);
  if (others.length * 2 <= acts.length) return [];
  const other = asked === 'es' ? 'en' : 'es';
  const what = acts.length === 1 ? 'the act searched is' : `${others.length} of the ${acts.length} acts searched are`;
  return [
    `The question is in ${LANGUAGE_NAMES[asked]}, and ${what} held in ${LANGUAGE_NAMES[other]} only: words do not find a text in another language. Ask in ${LANGUAGE_NAMES[other]} to search there.`,
  ];
}

/** The article on entry into force and application is short, and all of it answers. */
function wholeProvision(view: LawView, hit: SearchHit | undefined): readonly Statement[] {
  const version = hit && view.byKey(hit.versionKey);
  return version && hit ? statementsOf(version, view.tree(version), topPlace(hit.place)).slice(0, MOST_SENTENCES) : [];
}

/** "DORA" alone is no question yet. */
function onlyNamed(view: LawView, acts: readonly ActId[]): string {
  const held = acts.flatMap((act) => view.version(act) ?? []);
  const names = held.map((version) => `${view.shortName(version)}: ${versionPhrase(version, view.entry(version.act))}`);
  return `The library holds ${names.join('; ')}. Ask about something in it, or name an article of it.`;
}

function languageOfHit(view: LawView, hit: SearchHit): Language {
  return view.byKey(hit.versionKey)?.language ?? 'en';
}

interface WeighedHit {
  readonly hit: SearchHit;
  readonly value: number;
}

/** What binds comes before what explains: recitals, preambles and annexes weigh less than articles. */
const KIND_WEIGHTS: Readonly<Record<string, number>> = {
  rct: 0.72,
  pre: 0.5,
  anx: 0.85,
  dtr: 0.8,
  dfi: 0.75,
  dde: 0.6,
  dad: 0.95,
};

function weighHits(hits: readonly SearchHit[], intent: Intent): readonly WeighedHit[] {
  return hits
    .map((hit) => ({ hit, value: hit.score * (KIND_WEIGHTS[hit.place.slice(0, 3)] ?? 1) * formWeight(hit, intent) }))
    .sort((a, b) => b.value - a.value);
}

const LEAST_OF_BEST = 0.6;
const LEAST_OF_SECOND = 0.85;

/** Whoever asks for a time limit or an amount is answered by passages that have one. */
const RIGHT_FORM = 1.25;

function formWeight({ text }: SearchHit, intent: Intent): number {
  return (intent === 'deadline' || intent === 'amount') && fitsIntent(text, intent) === 1 ? RIGHT_FORM : 1;
}

/**
 * The passages to quote from: the best of each of the best provisions, none much worse than the first, and a second one
 * of the same provision where it fits nearly as well.
 */
function usedHits(ranked: readonly WeighedHit[]): readonly WeighedHit[] {
  const best = ranked[0]?.value ?? 0;
  const provisions = new Map<string, WeighedHit[]>();
  for (const weighed of ranked) {
    const top = `${weighed.hit.act}#${topPlace(weighed.hit.place)}`;
    const taken = provisions.get(top);
    if (weighed.value < best * (taken === undefined ? LEAST_OF_BEST : LEAST_OF_SECOND)) continue;
    if (taken === undefined && provisions.size < MOST_PROVISIONS) provisions.set(top, [weighed]);
    else if (taken?.length === 1) taken.push(weighed);
  }
  return [...provisions.values()].flat();
}

function chooseFrom(
  view: LawView,
  ranked: readonly WeighedHit[],
  sought: Sought,
  intent: Intent,
): readonly Statement[] {
  const used = usedHits(ranked);
  return used.flatMap(({ hit }) => {
    const version = view.byKey(hit.versionKey);
    if (version === undefined) return [];
    const tree = view.tree(version);
    const statements = statementsOf(version, tree, hit.place).filter((statement) => !isLeadIn(statement, tree));
    const fitting = bestStatements(statements, sought, intent, MOST_PER_PROVISION);
    return fitting.length > 0 ? fitting : statements.slice(0, 1);
  });
}

function nearestNotes(
  view: LawView,
  searched: Answer['searched'],
  hits: readonly SearchHit[],
  { namedActs }: UnderstoodQuery,
): readonly string[] {
  if (searched.terms.length === 0 && namedActs.length > 0) return [onlyNamed(view, namedActs)];
  const what =
    searched.terms.length === 0
      ? 'No words to search for were found in the question.'
      : `Searched ${searched.acts.length === 1 ? 'one act' : `${searched.acts.length} acts`} for: ${searched.terms.join(', ')}. No provision holds enough of it to answer.`;
  if (hits.length === 0) return [what];
  return [
    what,
    `Nearest places, which may not answer it: ${hits
      .slice(0, 3)
      .map(({ label }) => label)
      .join('; ')}.`,
  ];
}
