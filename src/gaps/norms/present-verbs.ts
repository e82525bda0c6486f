import type { Modal } from './modal.ts';
import type { Sentence } from './sentence.ts';

/** What policies say that people do; each in its plain form, which is also the imperative. */
const ENGLISH = (
  'accept acknowledge act adopt agree align analyse analyze apply appoint approve archive arrange ascertain ask assess assign ' +
  'assist attend attest audit authenticate authorise authorize avoid back backup block build calculate carry certify ' +
  'challenge change check classify clear close collect commission communicate compare complete comply conduct confirm ' +
  'consider consult contact contain contract control convene cooperate coordinate create decide declare decommission ' +
  'define delete deliver demonstrate deny design designate destroy detect determine develop disable discard disclose ' +
  'discuss display distribute document draft draw encrypt enforce engage ensure enter erase escalate establish evaluate ' +
  'examine exclude execute exercise expect explain file follow forward freeze fulfil fund give grant guarantee guard ' +
  'handle have hire hold identify implement include inform initiate inspect install instruct inventory investigate invite ' +
  'issue keep know label launch lead limit list lock log maintain make manage map mark measure meet minimise minimize ' +
  'mitigate monitor name need notify nominate obey obtain offer operate order organise organize oversee own participate ' +
  'pass patch pay perform place plan post prepare present preserve prevent prioritise prioritize process produce prohibit ' +
  'promote propose protect prove provide publish put receive recertify recommend reconcile record recover redact refer ' +
  'refuse register reject release remediate remain remind remove renew replace reply report represent request require ' +
  'reset resolve respect respond restore restrict retain return review revise revoke revisit rotate run safeguard scan ' +
  'schedule screen say search secure see seek segregate select send separate serve set share sign specify start state stop ' +
  'store submit supervise supply support suspend take tell terminate test track train transfer transmit treat trigger ' +
  'undergo uninstall update upload use validate verify warn watch weigh wear withhold write'
).split(' ');
const IRREGULAR_S: Readonly<Record<string, string>> = { have: 'has', back: 'backs', do: 'does' };
/** Participles that are not the plain form with "ed". */
const IRREGULAR_PARTICIPLES = (
  'kept held made given sent told drawn taken written put set run built met borne brought done shown sought chosen ' +
  'paid overseen undertaken withheld frozen led sold bought found known torn understood lodged'
).split(' ');
/** "Is defined", "are based": what things are, not what is done. */
const STATIVE =
  'defined|deemed|considered|called|based|met|enough|related|located|concerned|intended|aligned|affected|exposed|interested|involved|entitled|composed|comprised|divided|embedded|entrusted|foreseen|known|said|supposed|tailored|understood|used to|needed to be|subjected|attached|linked|situated|reached|closed|expected|required to|permitted|allowed|prohibited|forbidden|obliged|recommended|encouraged|advised|structured|organised|organized|disapplied|exempted|excluded|fined|derived|referred|listed|excepted|spared|excused';

const SPANISH = (
  'aborda acepta actualiza actúa adopta advierte analiza aplica aprueba archiva asegura asigna asiste audita autoriza ' +
  'avisa bloquea borra califica cancela celebra certifica cifra clasifica colabora compara comprueba comunica concede ' +
  'confirma conoce conserva considera consulta contacta contiene contrata contrasta controla convoca coordina crea cumple ' +
  'custodia da decide declara define delega desarrolla designa destruye detecta determina dirige diseña dispone distribuye ' +
  'documenta efectúa ejecuta elabora elimina eleva emite emplea encarga entrega envía escala establece estudia evalúa ' +
  'evita examina exige explica facilita fija firma forma formula garantiza gestiona guarda identifica implanta implementa ' +
  'impulsa incluye incorpora informa inicia inscribe instala interrumpe investiga justifica lanza limita lleva mantiene ' +
  'mide mitiga monitoriza nombra notifica obtiene ofrece opera ordena organiza participa paga planifica pone practica ' +
  'prepara presenta presta prevé procede prohíbe promueve propone protege proporciona prueba publica realiza recaba recibe ' +
  'rechaza recoge recomienda recupera registra reitera remite renueva reporta requiere resuelve responde restringe retiene ' +
  'retira reúne revisa revoca selecciona sigue solicita somete subsana suministra supervisa suspende toma traslada trata ' +
  'tramita transmite utiliza usa valida valora vela verifica vigila abre bloquean'
).split(' ');
const SPANISH_STATIVE =
  'definid|considerad|denominad|basad|limitad|relacionad|ubicad|situad|destinad|compuest|expuest|sujet|prohibid|obligad|facultad|autorizad';

function englishForms(): ReadonlyMap<string, 'singular' | 'plain'> {
  const forms = new Map<string, 'singular' | 'plain'>();
  for (const verb of ENGLISH) {
    forms.set(verb, 'plain');
    forms.set(singular(verb), 'singular');
  }
  return forms;
}

function singular(verb: string): string {
  if (IRREGULAR_S[verb]) return IRREGULAR_S[verb];
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|go)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

/** `revisa` → `revisan`, `prevé` → `prevén`, `envía` → `envían`. */
const SPANISH_FORMS = new Set(SPANISH.flatMap((verb) => [fold(verb), `${fold(verb)}n`]));

function fold(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\u0300-\u0302\u0304-\u036f]/g, '')
    .normalize('NFC');
}

const ENGLISH_FORMS = englishForms();
const ENGLISH_WORD = /(?<![\w'-])(?:(do|does) not )?([a-z]{3,14})(?![\w'-])/g;
const ENGLISH_PASSIVE = new RegExp(
  `\\b(?:is|are|gets|get|(?:is|are) being) (?:(?:not|never|always|only|also|then|first|formally|fully|duly|thoroughly|automatically|independently|immediately|promptly|regularly|periodically|annually|quarterly|monthly|weekly|daily|centrally|properly|securely|[a-z]{3,14}ly) ){0,2}(?!(?:${STATIVE})\\b)((?:[a-z]{2,14}ed|${IRREGULAR_PARTICIPLES.join('|')}|due|compulsory|mandatory))\\b`,
  'g',
);
const SPANISH_WORD = /(?<![a-zñ])((?:no )?(?:se )?)([a-zñ]{2,14})(?![a-zñ])/g;
const SPANISH_PASSIVE = new RegExp(
  `(?<![a-zñ])(no )?(?:es|son|esta|estan) (?!(?:${SPANISH_STATIVE}))([a-zñ]{3,14}(?:ad|id)[oa]s?)(?![a-zñ])`,
  'g',
);

/**
 * Plain verbs of a sentence that may bind: "reports", "are reviewed", "conserva", "se revisan", and the imperative that
 * begins it. Whether one does is told by its subject, which the caller reads.
 */
export function presentVerbs(sentence: Sentence): readonly Modal[] {
  const part = sentence.folded.slice(sentence.start, sentence.end);
  return sentence.language === 'en' ? englishVerbs(part, sentence.start) : spanishVerbs(part, sentence.start);
}

const BETWEEN_CLAUSES =
  /[,;:]|\b(?:that|which|who|whose|what|how|whether|and|or|where|when|if|unless|until|once|as|before|after)\b/;

function englishVerbs(part: string, offset: number): readonly Modal[] {
  const found = [...part.matchAll(ENGLISH_PASSIVE)];
  const passives = found.map((match) =>
    plain(offset + match.index, match[0], match[0], /\b(?:not|never)\b/.test(match[0])),
  );
  // "Visitor files are kept": what leads straight to the verb is its subject.
  const isSubject = (end: number): boolean => {
    const next = found.find(({ index }) => index >= end);
    return next !== undefined && !BETWEEN_CLAUSES.test(part.slice(end, next.index));
  };
  const actives = [...part.matchAll(ENGLISH_WORD)].flatMap((match) => {
    const [whole, auxiliary, verb = ''] = match;
    // "Clients' funds", "Member State": nouns.
    const form = /(?:member|s'|'s) $/.test(part.slice(0, match.index)) ? undefined : ENGLISH_FORMS.get(verb);
    if (form === undefined || isSubject(match.index + whole.length)) return [];
    return [plain(offset + match.index, whole, verb, auxiliary !== undefined)];
  });
  return [...passives, ...actives];
}

function spanishVerbs(part: string, offset: number): readonly Modal[] {
  const passives = [...part.matchAll(SPANISH_PASSIVE)].map((match) =>
    plain(offset + match.index, match[0], match[0], match[1] !== undefined),
  );
  const actives = [...part.matchAll(SPANISH_WORD)].flatMap((match) => {
    const [whole, before = '', verb = ''] = match;
    const infinitive = offset + match.index === offset && /^[a-zñ]{2,12}(?:ar|er|ir)$/.test(verb) && before === '';
    if (!SPANISH_FORMS.has(verb) && !infinitive) return [];
    return [plain(offset + match.index, whole, verb, before.startsWith('no '))];
  });
  return [...passives, ...actives];
}

function plain(start: number, whole: string, verb: string, negative: boolean): Modal {
  return {
    modality: negative ? 'must_not' : 'must',
    form: 'present',
    weak: false,
    start,
    end: start + whole.length,
    action: start + whole.length - verb.length,
  };
}

/** Whether a verb of the English list is in the third person singular: "reports" against "report". */
export function isSingular(verb: string): boolean {
  return ENGLISH_FORMS.get(verb.replace(/^(?:do|does) not /, '')) === 'singular' || verb.startsWith('does not ');
}

/** A passive is told by its auxiliary: "are reported", "se revisan", "es aprobado". */
export function isPassive(words: string): boolean {
  return /^(?:no )?(?:is|are|gets|get|undergo|undergoes|es|son|esta|estan|se)\b/.test(words);
}
