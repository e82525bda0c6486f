import type { Language } from '../../regulations/act.ts';

type Said = Readonly<Record<Language, string>>;

/** What the workbook says beside the texts: names of tabs and columns. */
const WORDS = {
  summary: { en: 'Summary', es: 'Resumen' },
  gaps: { en: 'Gaps', es: 'Carencias' },
  obligations: { en: 'Obligations', es: 'Obligaciones' },
  matrix: { en: 'Matrix', es: 'Matriz' },
  conflicts: { en: 'Conflicts', es: 'Conflictos' },
  about: { en: 'About', es: 'Acerca de' },
  title: { en: 'Gap analysis', es: 'Análisis de carencias' },
  act: { en: 'Act', es: 'Norma' },
  chapter: { en: 'Chapter', es: 'Capítulo' },
  article: { en: 'Article', es: 'Artículo' },
  provision: { en: 'Provision', es: 'Disposición' },
  id: { en: 'Id', es: 'Id' },
  law: { en: 'The law says', es: 'La ley dice' },
  who: { en: 'Who', es: 'Quién' },
  binding: { en: 'How binding', es: 'Obligatoriedad' },
  deadline: { en: 'Deadline', es: 'Plazo' },
  state: { en: 'State', es: 'Estado' },
  why: { en: 'Why', es: 'Por qué' },
  policy: { en: 'Policy', es: 'Política' },
  statement: { en: 'Statement', es: 'Enunciado' },
  quote: { en: 'The policy says', es: 'La política dice' },
  further: { en: 'Further statements', es: 'Otros enunciados' },
  confidence: { en: 'Confidence', es: 'Confianza' },
  decision: { en: 'Decision', es: 'Decisión' },
  decidedBy: { en: 'Decided by', es: 'Decidido por' },
  decidedAt: { en: 'Decided on', es: 'Decidido el' },
  reason: { en: 'Reason', es: 'Motivo' },
  total: { en: 'Total', es: 'Total' },
  nowhere: { en: 'In no policy', es: 'En ninguna política' },
  matter: { en: 'Matter', es: 'Materia' },
  differs: { en: 'The words that differ', es: 'Las palabras que difieren' },
  compared: { en: 'What was compared', es: 'Qué se comparó' },
  run: { en: 'Run', es: 'Ejecución' },
  at: { en: 'Date (UTC)', es: 'Fecha (UTC)' },
  acts: { en: 'Acts', es: 'Normas' },
  places: { en: 'Only', es: 'Solo' },
  topic: { en: 'About', es: 'Sobre' },
  profile: { en: 'The firm', es: 'La entidad' },
  asOf: { en: 'The law as of', es: 'La ley a fecha de' },
  scorer: { en: 'Version of the comparison', es: 'Versión de la comparación' },
  versions: { en: 'Versions that were read', es: 'Versiones leídas' },
  version: { en: 'Version', es: 'Versión' },
  statements: { en: 'Statements', es: 'Enunciados' },
  notes: { en: 'Notes', es: 'Notas' },
  states: { en: 'What the states mean', es: 'Qué significan los estados' },
  cells: {
    en: 'A cell of the matrix tells the worst state among the obligations of the article that the policy speaks of, and how many are in it: "X 1/3" is one of three, "C 2" both.',
    es: 'Una casilla de la matriz indica el peor estado entre las obligaciones del artículo que la política trata, y cuántas están en él: «X 1/3» es una de tres, «C 2» las dos.',
  },
  none: { en: 'None was found.', es: 'No se encontró ninguno.' },
} as const satisfies Readonly<Record<string, Said>>;

export type WorkbookWord = keyof typeof WORDS;

export function workbookWord(word: WorkbookWord, language: Language): string {
  return WORDS[word][language];
}
