import { type KnownNote, same } from './known-note.ts';

const VERDICTS: Readonly<Record<string, string>> = {
  accepted: 'es una carencia',
  rejected: 'no es una carencia',
  'not applicable': 'no aplicable',
};

/** What must be known of a gap analysis (src/gaps/runs, src/tools/analyse-gaps.ts), and why there is none. */
export const OF_GAPS: readonly KnownNote[] = [
  {
    form: /^Worked out from the words of both texts\. "Missing" means that no statement of the policies that were looked at says it, in words that are recognised; read both texts before relying on it\.$/,
    en: same,
    es: () =>
      'Elaborado con las palabras de ambos textos. «Sin cubrir» significa que ninguna afirmación de las políticas consultadas lo dice, con palabras que se reconozcan; lea ambos textos antes de basarse en ello.',
  },
  {
    form: /^Written in another language than the law that was read, and compared by the terms of the field alone, so that much of what they say is not recognised: (.+)\.$/,
    en: same,
    es: (_whole, titles) =>
      `Escritas en otro idioma que la ley que se leyó, y comparadas solo por los términos de la materia, por lo que mucho de lo que dicen no se reconoce: ${titles}.`,
  },
  {
    form: /^Not in effect yet on (\S+): (.+)\.$/,
    en: same,
    es: (_whole, day, titles) => `Aún no en vigor el ${day}: ${titles}.`,
  },
  {
    form: /^Decisions that no longer stand, since the texts have changed: (.+)\.$/,
    en: same,
    es: (_whole, which = '') =>
      `Decisiones que ya no valen, porque los textos han cambiado: ${which.replace(
        /\((accepted|rejected|not applicable), /g,
        (_found, verdict: string) => `(${VERDICTS[verdict] ?? verdict}, `,
      )}.`,
  },
  {
    form: /^The (law|policies|law and the policies) ha(?:s|ve) changed since this analysis: analyse anew before relying on it\.$/,
    en: same,
    es: (_whole, what) =>
      `${what === 'law' ? 'La ley ha' : what === 'policies' ? 'Las políticas han' : 'La ley y las políticas han'} cambiado desde este análisis: vuelva a analizar antes de basarse en él.`,
  },
  {
    form: /^There are no policies to look at yet, or none that you may see\. Import them first: compliance policies add <[^>]*>$/,
    en: () =>
      'There are no policies to look at yet, or none that you may see. Whoever runs the desk imports them, and says who may see each.',
    es: () =>
      'Todavía no hay políticas que consultar, o ninguna que usted pueda ver. Las importa quien administra el servicio, que también dice quién puede ver cada una.',
  },
  {
    form: /^The library holds no text of (\S+) for that day and language\. "compliance library list" .+$/,
    en: (_whole, act) =>
      `No text of ${act} is held for that day and language: “laws” shows what is held. Whoever runs the desk can add it.`,
    es: (_whole, act) =>
      `No hay ningún texto de ${act} para ese día e idioma: «normas» muestra lo disponible. Puede añadirlo quien administra el servicio.`,
  },
  {
    form: /^The text has no articles (.+)\.$/,
    en: same,
    es: (_whole, which) => `El texto no tiene los artículos ${which}.`,
  },
  {
    form: /^(.+) has no chapter "(.+)" in the text that is held\.$/,
    en: same,
    es: (_whole, name, chapter) => `${name} no tiene el capítulo «${chapter}» en el texto disponible.`,
  },
  {
    form: /^Articles and chapters are those of one act: name one, or leave them out\.$/,
    en: same,
    es: () => 'Los artículos y capítulos son de una sola norma: nombre una, o no los indique.',
  },
  {
    form: /^No obligation was found (.*): of (\d+) in the acts that were looked through\. Definitions, scope and empowerments are none\.$/,
    en: same,
    es: (_whole, _where, all) =>
      `No se ha hallado ninguna obligación ahí: hay ${all} en las normas consultadas. Las definiciones, el ámbito y las habilitaciones no lo son.`,
  },
  {
    form: /^There is no analysis (\S+), or it read a policy that you may not see\.$/,
    en: same,
    es: (_whole, run) => `No hay ningún análisis ${run}, o leyó una política que usted no puede ver.`,
  },
  {
    form: /^No analysis that you may see has the obligation (.+)\. Run one first: compliance gaps run --act <act>$/,
    en: (_whole, obligation) =>
      `No analysis that you may see has the obligation ${obligation}. Ask for the gaps again.`,
    es: (_whole, obligation) =>
      `Ningún análisis que usted pueda ver tiene la obligación ${obligation}. Vuelva a pedir las carencias.`,
  },
  {
    form: /^Write why you decide so, in (\d+) to (\d+) characters: nothing was done\.$/,
    en: same,
    es: (_whole, least, most) =>
      `Escriba por qué lo decide así, de ${least} a ${most} caracteres: no se ha hecho nada.`,
  },
  {
    form: /^Say why: a decision without a reason helps nobody who reads it later\.$/,
    en: same,
    es: () => 'Diga por qué: una decisión sin motivo no ayuda a quien la lea después.',
  },
];
