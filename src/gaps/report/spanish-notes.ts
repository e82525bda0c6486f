import type { Language } from '../../regulations/act.ts';

interface Known {
  readonly form: RegExp;
  readonly es: string;
}

/**
 * What an analysis keeps in English (`run-notes.ts`, `standing.ts`, `applicability/`), for reports in Spanish. `$1` is what
 * the form caught; what is not known here is shown as it is kept.
 */
const NOTES: readonly Known[] = [
  {
    form: /^Worked out from the words of both texts\. "Missing" means that no statement of the policies that were looked at says it, in words that are recognised; read both texts before relying on it\.$/,
    es: 'Resulta de las palabras de ambos textos. «Sin cubrir» significa que ningún enunciado de las políticas examinadas lo dice con palabras que se reconozcan; lea ambos textos antes de basarse en ello.',
  },
  {
    form: /^Written in another language than the law that was read, and compared by the terms of the field alone, so that much of what they say is not recognised: (.+)\.$/,
    es: 'Escritas en otro idioma que la ley leída y comparadas solo por los términos del sector, de modo que mucho de lo que dicen no se reconoce: $1.',
  },
  { form: /^Not in effect yet on (\S+): (.+)\.$/, es: 'Aún no vigentes el $1: $2.' },
  {
    form: /^Decisions that no longer stand, since the texts have changed: (.+)\.$/,
    es: 'Decisiones que ya no rigen, porque los textos han cambiado: $1.',
  },
  {
    form: /^(.+): digest, not the official text\. Check the official text behind the link before relying on it; adding it replaces the digest: (.+)$/,
    es: '$1: resumen, no el texto oficial. Compruebe el texto oficial antes de basarse en él; al añadirlo sustituye al resumen: $2',
  },
  { form: /^(.+) was read as published on (\S+)\.$/, es: '$1 se leyó tal como se publicó el $2.' },
  { form: /^(.+) was read as consolidated to (\S+)\.$/, es: '$1 se leyó en su versión consolidada a $2.' },
  {
    form: /^(.+) is a directive(?: \(to be transposed by (\S+)\))?: what binds a bank is the national law that transposes it\.$/,
    es: '$1 es una directiva: lo que obliga a un banco es la norma nacional que la transpone.',
  },
];

const REASONS: readonly Known[] = [
  {
    form: /^Addressed to authorities, Member States or bodies of the Union, not to firms: "(.+)"\.$/,
    es: 'Dirigida a autoridades, Estados miembros u órganos de la Unión, no a entidades: «$1».',
  },
  {
    form: /^Addressed to clients or other persons, not to the firm: "(.+)"\.$/,
    es: 'Dirigida a clientes u otras personas, no a la entidad: «$1».',
  },
  {
    form: /^Stands under the heading "(.+)", which is about what authorities do\.$/,
    es: 'Figura bajo el título «$1», que trata de lo que hacen las autoridades.',
  },
  {
    form: /^Addressed to "(.+)"; the profile is (.+)\.$/,
    es: 'Dirigida a «$1»; el perfil es otro ($2).',
  },
  { form: /^Does not bind (?:an? )?(.+?): "(.+)"\.$/, es: 'No obliga a este perfil ($1): «$2».' },
];

/** What must be known of an analysis, in the report's language. */
export function noteSaid(note: string, language: Language): string {
  return language === 'es' ? translated(note, NOTES) : note;
}

/** Why an obligation does not bind the firm, in the report's language. */
export function reasonSaid(reason: string, language: Language): string {
  return language === 'es' ? translated(reason, REASONS) : reason;
}

function translated(words: string, known: readonly Known[]): string {
  for (const { form, es } of known) {
    const match = form.exec(words);
    // As a function: what was caught may hold signs that `replace` reads as its own.
    if (match !== null) return es.replace(/\$(\d)/g, (_gap, at) => match[Number(at)] ?? '');
  }
  return words;
}
