import { type KnownNote, same } from './known-note.ts';

const ID = '(F-[0-9a-f]{16})';

/** How a finding stands where something cannot be done with it (`src/findings/steps.ts`). */
const STAGES: readonly (readonly [english: string, spanish: string])[] = [
  ['is a draft: its drafter has to confirm it first', 'es un borrador: antes ha de respaldarlo quien lo redactó'],
  ['waits for a second person to approve it', 'espera a que lo apruebe una segunda persona'],
  ['is approved, and has not been filed yet', 'está aprobado y aún no se ha registrado'],
  ['is on its way to the platform already', 'ya está de camino a la plataforma'],
  ['was filed already', 'ya se registró'],
  ['was refused by the second person', 'lo denegó la segunda persona'],
  ['has expired: draft it anew', 'ha caducado: redáctelo de nuevo'],
];

/** Parts of a finding by the names that the domain has for them (`finding-request.ts`). */
const PARTS: Readonly<Record<string, string>> = {
  'a title': 'un título',
  'a description': 'una descripción',
  'a severity': 'una gravedad',
  'the reason for its severity': 'el motivo de su gravedad',
  'the title': 'el título',
  'the description': 'la descripción',
  'the reason for the severity': 'el motivo de la gravedad',
  'the remediation plan': 'el plan de corrección',
  'the owner': 'el responsable',
};

function part(name = ''): string {
  return PARTS[name.charAt(0).toLowerCase() + name.slice(1)] ?? name;
}

/** Why something is not done with a finding (src/findings), as people in Teams read it. */
export const OF_FINDINGS: readonly KnownNote[] = [
  ...STAGES.map(([english, spanish]) => ({
    form: new RegExp(`^${ID} ${english.replaceAll('.', '\\.')}\\.$`),
    en: same,
    es: (_whole: string, id = '') => `${id} ${spanish}.`,
  })),
  {
    form: new RegExp(`^${ID} did not come through; it can be tried again \\(.+\\)\\.$`),
    en: (_whole, id) => `${id} did not come through; whoever runs the desk can have it tried again.`,
    es: (_whole, id) => `${id} no ha llegado; quien administra el servicio puede hacer que se intente de nuevo.`,
  },
  {
    form: new RegExp(`^${ID} has expired on (\\S+): draft it anew\\.$`),
    en: same,
    es: (_whole, id, day) => `${id} caducó el ${day}: redáctelo de nuevo.`,
  },
  {
    form: new RegExp(`^${ID} is not what was shown: look at it again, then decide\\.$`),
    en: same,
    es: (_whole, id) => `${id} no es lo que se mostró: vuelva a mirarlo y decida después.`,
  },
  {
    form: new RegExp(`^${ID} was drafted by (.+): only they can confirm it\\.$`),
    en: same,
    es: (_whole, id, who) => `${id} lo redactó ${who}: solo esa persona puede respaldarlo.`,
  },
  {
    form: new RegExp(`^${ID} is your own: somebody else who may approve findings has to decide on it\\.$`),
    en: same,
    es: (_whole, id) => `${id} es suyo: ha de decidir otra persona que pueda aprobar hallazgos.`,
  },
  {
    form: /^There is no finding (.+) that you may see\. .+$/,
    en: (_whole, id) => `There is no finding ${id} that you may see. “findings” shows those that there are.`,
    es: (_whole, id) => `No hay ningún hallazgo ${id} que usted pueda ver. «hallazgos» muestra los que hay.`,
  },
  {
    form: /^(.+) is no gap: nothing is to be found there\. .+$/,
    en: (_whole, label) => `${label} is no gap: nothing is to be found there. Decide on it first.`,
    es: (_whole, label) => `${label} no es una carencia: no hay nada que hallar ahí. Decida antes sobre ella.`,
  },
  {
    form: /^A finding needs ([^:,]+?)(?:: it is empty)?\.$/,
    en: same,
    es: (_whole, what) => `Un hallazgo necesita ${part(what)}.`,
  },
  {
    form: /^(The [a-z ]+) has (\d+) characters; at most (\d+) are taken\. Shorten it\.$/,
    en: same,
    es: (_whole, what, has, most) => `Sobre ${part(what)}: tiene ${has} caracteres; como máximo ${most}. Acórtelo.`,
  },
  {
    form: /^(\S+) has passed: nothing can be put right by then\. Name a later day\.$/,
    en: same,
    es: (_whole, day) => `${day} ya ha pasado: nada puede corregirse para entonces. Indique un día posterior.`,
  },
  {
    form: /^The analysis read a version of (.+) that is not held any more\. .+$/,
    en: same,
    es: (_whole, act) =>
      `El análisis leyó una versión de ${act} que ya no está disponible. Repítalo y redacte el hallazgo desde el nuevo.`,
  },
];
