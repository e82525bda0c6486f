import type { Language } from '../../regulations/act.ts';

/**
 * Headings of what authorities do: supervision, penalties, and what they owe one another. All are for folded words. A
 * heading that a firm's own duty may bear as well ("Supervision of subcontractors", "Cooperation with the supervisory
 * authority", "Sanctions screening") is none of them.
 */
const HEADINGS: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    /\b(?:lead overseers?|oversight framework|oversight forum|oversight fees|ongoing oversight|supervisory feedback)\b/,
    // "Powers of competent authorities", "Designation of national competent authorities".
    /^(?:tasks|powers|competences?|designation|roles?|responsibilit(?:y|ies)|obligations|independence|exercise of the powers?|establishment)\b.{0,40}?\b(?:of|for)\s(?:(?:the|host|home|national|lead|independent|supervisory|competent|designated|relevant|coordinating|market surveillance|supervisory responsibilities)\s){0,4}(?:authorit(?:y|ies)|bod(?:y|ies)|board|commission|overseer|esma|eba|eiopa|esas|csirts?|member states)\b/,
    // "Product intervention by competent authorities", "Guidelines from the Commission".
    /^(?:supervision|monitoring|guidelines|decisions?|opinions?|peer review|follow-up|complaints-handling|product intervention|dispute resolution|coordination|precautionary measures|supervisory measures)\b.{0,60}?\b(?:by|from|taken by)\s(?:(?:the|host|home|national|competent|supervisory|market surveillance)\s){0,3}(?:authorit(?:y|ies)|board|commission|esma|eba|eiopa|member states)\b/,
    /^(?:national competent|independent supervisory|market surveillance|competent|supervisory|resolution|notifying) authorit(?:y|ies)\b/,
    /^(?:eba|esma|eiopa|ecb|esas?|commission|committee)(?:'s)?\s/,
    /\b(?:administrative (?:fines?|penalt(?:y|ies)|sanctions?)|criminal penalties|periodic penalty payments|imposing (?:administrative )?fines)\b/,
    /^(?:penalties|fines|remedies, liability and penalties)(?:$|[ ,])/,
    /^sanctions(?:$| for infringements| imposed| and measures)/,
    /^(?:supervision|enforcement)(?:$|, | and enforcement)/,
    /^supervision of (?:(?:qualified )?trust service|the european|payment institutions|testing in real world)/,
    /^supervisory (?:and enforcement )?(?:measures|powers|fees|responsibilities of)\b/,
    /^(?:general aspects concerning supervision|competent authorities and supervision|exercise of (?:supervisory powers|the delegation)|precautionary measures|settlement of disagreements|committee procedure|delegated acts|delegated and implementing acts|governance at union level|on-site inspections|general investigations|right of appeal|procedural rules for taking)\b/,
    /^(?:supervisory |international |operational |administrative )?co-?operation(?:$| between| among| group| and consistency| arrangements between| in supervisory| at (?:national|union|international)| obligation| with (?:third countries|other authorities|esma|eba|structures|the ecb|the european)| for the protection)/,
    /^(?:operational )?coordination (?:between|with (?:esma|eba)|of national)/,
    /^exchange of information (?:between|with (?:esma|third countries|other authorities))/,
    /\b(?:colleges of supervisors|cooperation between (?:the )?(?:competent )?authorities)\b/,
  ],
  es: [
    /\b(?:regimen sancionador|procedimiento sancionador)\b/,
    /^(?:de las )?(?:infracciones|sanciones)(?:$|\.| (?:muy |graves|leves|administrativas|consistentes|consideradas|de las|por|y medidas correctivas))/,
    /^(?:graduacion de las sanciones|normas de procedimiento|prescripcion de|de la organizacion institucional)\b/,
    /^(?:supervision(?:$|\.| e inspeccion| de (?:las (?:entidades|sociedades)|sucursales|los requisitos))|funcion supervisora|ambito de la (?:funcion supervisora|supervision)|medidas de (?:supervision|intervencion))/,
    /^(?:colaboracion|cooperacion|coordinacion)\b.{0,40}\b(?:autoridades|supervisores|supervision|internacional|estados)\b/,
    /^autoridad(?:es)? (?:de (?:proteccion de datos|control|supervision)|competentes?|autonomicas)\b/,
    /^(?:la |el )?(?:agencia espanola de proteccion de datos|servicio ejecutivo|comision de prevencion|comision nacional|banco de espana)\b/,
    /^(?:funciones|competencias|potestades|facultades|poderes)\b.{0,60}\b(?:agencia|autoridad|autoridades|banco|comision|servicio ejecutivo|cnmv)\b/,
    /\b(?:marco de supervision|supervisor principal|actos delegados)\b/,
  ],
};

/** True where a heading, folded and without its number, is one of what authorities do. */
export function isAuthorityHeading(heading: string, language: Language): boolean {
  return HEADINGS[language].some((pattern) => pattern.test(heading));
}
