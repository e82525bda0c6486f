import type { Language } from '../../../regulations/act.ts';

type Said = Readonly<Record<Language, string>>;

/** What the page says beside the texts; `{a}`, `{b}` are gaps. */
const WORDS = {
  title: { en: 'Gap analysis: {a}', es: 'Análisis de carencias: {a}' },
  subtitle: {
    en: 'The bank’s own policies compared with what the law demands, {a}',
    es: 'Las políticas propias del banco comparadas con lo que exige la ley, {a}',
  },
  generated: { en: 'Report made {a} by {b}', es: 'Informe elaborado el {a} por {b}' },
  leadOne: {
    en: 'One obligation binds the firm. {a}',
    es: 'Una obligación vincula a la entidad. {a}',
  },
  lead: { en: 'Of {a} obligations that bind the firm, {b}', es: 'De {a} obligaciones que vinculan a la entidad, {b}' },
  covered: { en: '{a} are covered ({b}).', es: '{a} están cubiertas ({b}).' },
  coveredOne: { en: '1 is covered ({b}).', es: '1 está cubierta ({b}).' },
  gapsAre: { en: '{a} are gaps: {b}.', es: '{a} son carencias: {b}.' },
  gapIs: { en: '1 is a gap: {b}.', es: '1 es una carencia: {b}.' },
  noGap: { en: 'No gap was found.', es: 'No se encontró ninguna carencia.' },
  nothing: {
    en: 'No obligation was found in what was looked at: there is nothing to compare.',
    es: 'No se encontró ninguna obligación en lo examinado: no hay nada que comparar.',
  },
  noneBinds: {
    en: 'No obligation that was found binds the firm.',
    es: 'Ninguna obligación encontrada vincula a la entidad.',
  },
  before: { en: 'Before you rely on the result', es: 'Antes de confiar en el resultado' },
  machine: {
    en: 'A program compared the texts. It can be wrong, which the confidence beside each state tells; a person decides what is a gap.',
    es: 'Un programa comparó los textos. Puede equivocarse, y la confianza junto a cada estado lo indica; una persona decide qué es una carencia.',
  },
  glance: { en: 'At a glance', es: 'De un vistazo' },
  barsTitle: { en: 'How each chapter of the law is covered', es: 'Cómo está cubierto cada capítulo de la ley' },
  barsWhole: { en: 'How the law is covered', es: 'Cómo está cubierta la ley' },
  barsWholeDesc: {
    en: 'The bar is the act, divided by state: the text that is held has no chapters. Numbers are obligations; the total stands behind the bar.',
    es: 'La barra es la norma, dividida por estado: el texto disponible no tiene capítulos. Los números son obligaciones; el total está tras la barra.',
  },
  barsDesc: {
    en: 'Each bar is a chapter, divided by state. Numbers are obligations; the total stands behind the bar.',
    es: 'Cada barra es un capítulo, dividido por estado. Los números son obligaciones; el total está tras la barra.',
  },
  heatTitle: {
    en: 'Which policy speaks of which article, and how well',
    es: 'Qué política trata cada artículo, y con qué resultado',
  },
  heatDesc: {
    en: 'A cell tells the worst state among the obligations of the article that the policy speaks of, and how many are in it: “X 1/3” is one of three, “C 2” both. Where there is no room, the letter stands alone.',
    es: 'Una casilla indica el peor estado entre las obligaciones del artículo que la política trata, y cuántas están en él: «X 1/3» es una de tres, «C 2» las dos. Donde no cabe, queda solo la letra.',
  },
  part: { en: '{a}, part {b}', es: '{a}, parte {b}' },
  asTable: { en: 'The same as a table', es: 'Lo mismo en forma de tabla' },
  silent: {
    en: 'Policies that say nothing about these obligations: {a}.',
    es: 'Políticas que nada dicen sobre estas obligaciones: {a}.',
  },
  nowhere: { en: 'In no policy', es: 'En ninguna política' },
  article: { en: 'Article', es: 'Artículo' },
  obligations: { en: 'Obligations', es: 'Obligaciones' },
  worst: { en: 'The {a} gaps to look at first', es: 'Las {a} carencias que conviene mirar primero' },
  worstOne: { en: 'The gap to look at', es: 'La carencia que conviene mirar' },
  worstOrder: {
    en: 'Those that are most likely to be a gap stand first. What differs is marked in both texts.',
    es: 'Primero, las que más probablemente son una carencia. Lo que difiere está marcado en ambos textos.',
  },
  more: {
    en: '{a} more gaps stand below, among all obligations.',
    es: 'Otras {a} carencias figuran más abajo, entre todas las obligaciones.',
  },
  law: { en: 'The law', es: 'La ley' },
  policy: { en: 'Own policy', es: 'Política propia' },
  policies: { en: 'Own policies', es: 'Políticas propias' },
  nearest: { en: 'What comes nearest', es: 'Lo más cercano' },
  noPolicy: { en: 'No policy says it.', es: 'Ninguna política lo dice.' },
  differs: { en: 'What differs', es: 'Qué difiere' },
  confidence: { en: 'Confidence', es: 'Confianza' },
  conflicts: { en: 'Where own policies disagree', es: 'Donde las políticas propias se contradicen' },
  conflictsLead: {
    en: 'Nobody can follow all of these statements.',
    es: 'Nadie puede cumplir todos estos enunciados a la vez.',
  },
  noConflicts: { en: 'No disagreement was found.', es: 'No se encontró ninguna contradicción.' },
  statement: { en: 'Statement', es: 'Enunciado' },
  says: { en: 'It says', es: 'Dice' },
  all: { en: 'All obligations', es: 'Todas las obligaciones' },
  chapterCount: { en: '{a} obligations, gaps: {b}', es: '{a} obligaciones, carencias: {b}' },
  chapterCountOne: { en: '1 obligation, gaps: {b}', es: '1 obligación, carencias: {b}' },
  provision: { en: 'Provision', es: 'Disposición' },
  who: { en: 'Who', es: 'Quién' },
  deadline: { en: 'Deadline', es: 'Plazo' },
  decision: { en: 'Decision', es: 'Decisión' },
  decisions: { en: 'What people decided', es: 'Lo que decidieron las personas' },
  noDecisions: { en: 'Nothing was decided yet.', es: 'Aún no se ha decidido nada.' },
  by: { en: 'By', es: 'Por' },
  on: { en: 'On', es: 'El' },
  reason: { en: 'Reason', es: 'Motivo' },
  had: { en: 'The comparison had said', es: 'La comparación había dicho' },
  compared: { en: 'What was compared', es: 'Qué se comparó' },
  versions: { en: 'Versions that were read', es: 'Versiones leídas' },
  act: { en: 'Act', es: 'Norma' },
  version: { en: 'Version', es: 'Versión' },
  content: { en: 'Content (SHA-256)', es: 'Contenido (SHA-256)' },
  statements: { en: 'Statements', es: 'Enunciados' },
  run: { en: 'Run {a}, version {b} of the comparison.', es: 'Ejecución {a}, versión {b} de la comparación.' },
  and: { en: ' and ', es: ' y ' },
  undivided: { en: 'Whole act', es: 'Toda la norma' },
} as const satisfies Readonly<Record<string, Said>>;

export type PageWord = keyof typeof WORDS;

/** Says the page's words in one language, with their gaps filled. */
export type Say = (word: PageWord, a?: string | number, b?: string | number) => string;

export function pageWords(language: Language): Say {
  // As functions: what fills a gap may hold signs that `replace` reads as its own.
  return (word, a = '', b = '') =>
    WORDS[word][language].replace(/\{([ab])\}/g, (_gap, which) => String(which === 'a' ? a : b));
}

/** "5 November 2041", "5 de noviembre de 2041"; UTC. A moment that is none is given as it is. */
export function daySaid(iso: string, language: Language): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  return moment.toLocaleDateString(language === 'es' ? 'es-ES' : 'en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}
