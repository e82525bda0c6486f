import { foldText } from '../../core/text.ts';
import type { Language } from '../../regulations/act.ts';
import type { TermReader } from '../coverage/terms.ts';
import { isAgent } from '../norms/agents.ts';

/** Offices that policies shorten and translate; folded. Longer names stand before those that they contain. */
const OFFICES: readonly (readonly [string, RegExp])[] = [
  [
    '@ciso',
    /\b(?:ciso|chief information security officer|responsable de seguridad de la informacion|director de seguridad de la informacion)\b/,
  ],
  ['@dpo', /\b(?:dpo|dpd|data protection officer|delegado de proteccion de datos|delegada de proteccion de datos)\b/],
  ['@mlro', /\b(?:mlro|money laundering reporting officer|representante ante el sepblac)\b/],
  ['@cro', /\b(?:cro|chief risk officer|director de riesgos|directora de riesgos)\b/],
  [
    '@cco',
    /\b(?:chief compliance officer|director de cumplimiento(?: normativo)?|directora de cumplimiento(?: normativo)?)\b/,
  ],
  ['@cio', /\b(?:cio|chief information officer|director de sistemas|director de tecnologia)\b/],
  ['@cto', /\b(?:cto|chief technology officer)\b/],
  ['@cfo', /\b(?:cfo|chief financial officer|director financiero|directora financiera)\b/],
  ['@coo', /\b(?:coo|chief operating officer|director de operaciones|directora de operaciones)\b/],
  ['@ceo', /\b(?:ceo|chief executive(?: officer)?|consejero delegado|director general)\b/],
  ['@internal audit', /\b(?:internal audit(?:or|ors)?|auditoria interna)\b/],
  ['@risk committee', /\b(?:risk committee|comite de riesgos)\b/],
  ['@audit committee', /\b(?:audit committee|comite de auditoria|comision de auditoria)\b/],
  ['@board', /\b(?:board of directors|management body|board|consejo de administracion|organo de administracion)\b/],
  [
    '@management',
    /\b(?:senior management|executive committee|management committee|alta direccion|comite de direccion)\b/,
  ],
  ['@data authority', /\b(?:aepd|data protection authority|agencia espanola de proteccion de datos)\b/],
  ['@fiu', /\b(?:sepblac|fiu|financial intelligence unit)\b/],
  [
    '@authority',
    /\b(?:competent authorit(?:y|ies)|supervisory authorit(?:y|ies)|supervisors?|regulators?|authorit(?:y|ies)|autoridad(?:es)?(?: (?:competentes?|de control|supervisoras?))?|supervisor|supervisora|banco de espana|national competent)\b/,
  ],
  ['@client', /\b(?:clients?|customers?|consumers?|data subjects?|clientes?|interesados?|afectados?|usuarios?)\b/],
  ['@public', /\b(?:public|media|press|publico|medios|prensa)\b/],
];

/** Everybody, or the bank as a whole: whoever says so names nobody. */
const NOBODY =
  /^(?:(?:the|our|all|each|every|any|el|la|los|las|todos|todas|cada|todo|toda|nuestro) )*(?:bank|firm|company|institution|entity|group|organisation|organization|banco|entidad|empresa|grupo|sociedad|compania|we|it|they|he|she|whoever|who|those|everyone|everybody|staff|employees?|personnel|people|users?|empleados?|personal|plantilla|usuarios?|quien(?:es)?|departments?|business units?|departamentos?|areas?|owner|data owner|system owner|process owner|line manager|line managers|banco [a-z]{3,20}|management|human beings?|persons?|providers?|suppliers?|vendors?|third parties|contractors?)(?: (?:of|in|de|del) (?:the |la |el )?(?:bank|banco|group|grupo|entidad))?$/;

const OUTSIDE = new Set(['@authority', '@data authority', '@fiu']);
const BODIES = new Set(['@board', '@management', '@risk committee', '@audit committee']);

/** The name of a party by which it is known again; `undefined` where the words name nobody in particular. */
export function partyOf(words: string, language: Language, reader: TermReader): string | undefined {
  const folded = foldText(words).replace(/\s+/g, ' ').trim().slice(0, 200);
  if (NOBODY.test(folded)) return undefined;
  for (const [name, pattern] of OFFICES) if (pattern.test(folded)) return name;
  if (!isAgent(words, language)) return undefined;
  const roots = reader.terms(words, language).map(({ root }) => root);
  return roots.length === 0 ? undefined : `${language}:${[...new Set(roots)].sort().join(' ')}`;
}

export type Tier = 'authority' | 'body' | 'office' | 'client';

/** Those of one tier may be told in each other's stead; those of different ones are told beside each other. */
export function tierOf(party: string): Tier {
  if (OUTSIDE.has(party)) return 'authority';
  if (party === '@client' || party === '@public') return 'client';
  return BODIES.has(party) || /\b(?:committe|committee|comit|board|consej)/.test(party) ? 'body' : 'office';
}

/**
 * True where two names may be of one party: one says more of it than the other, or they stand in different languages and are
 * no offices that are known in both.
 */
export function maybeSame(one: string, other: string, sameLanguage: boolean): boolean {
  if (one === other) return true;
  // An authority by its kind may be the one that the other names.
  if (OUTSIDE.has(one) && OUTSIDE.has(other)) return one === '@authority' || other === '@authority';
  const [first, second] = [wordsOf(one), wordsOf(other)];
  if (first === undefined || second === undefined) return !sameLanguage && first !== second;
  if (!sameLanguage) return true;
  const [few, many] = first.length <= second.length ? [first, second] : [second, first];
  return few.every((word) => many.includes(word));
}

function wordsOf(party: string): readonly string[] | undefined {
  return party.startsWith('@') ? undefined : party.slice(3).split(' ');
}
