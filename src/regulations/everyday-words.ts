import { foldText } from '../core/text.ts';

/**
 * What people at a bank say and what the law says for it. A word of the left side in a question is also searched for by
 * the words of the right side. Only words that mean the same in financial law stand here; a broader notion would find
 * law that does not answer.
 */
const ENGLISH: readonly (readonly [string, string])[] = [
  ['board boards', 'management body'],
  ['director directors', 'management body members'],
  ['vendor vendors supplier suppliers', 'third-party service provider'],
  ['outsource outsourced outsourcing', 'third-party service provider'],
  ['cloud', 'ICT services third-party'],
  ['customer customers', 'client consumer'],
  ['client clients', 'customer'],
  ['bank banks', 'credit institution'],
  ['insurer insurers', 'insurance undertaking'],
  ['staff', 'employees'],
  ['worker workers', 'employees'],
  ['fine fines', 'administrative fine penalties'],
  ['penalty penalties', 'administrative fines'],
  ['regulator regulators supervisor supervisors watchdog', 'competent authority'],
  ['licence license licensed', 'authorisation authorised'],
  ['deadline deadlines', 'time limit within'],
  ['tell telling inform', 'inform communicate'],
  ['report reported', 'notify notification'],
  ['notify', 'notification'],
  ['keep keeping kept retain', 'keep kept retain period'],
  ['phone telephone call calls', 'telephone conversations'],
  ['recording recorded recordings', 'recording'],
  ['commission commissions kickback kickbacks', 'fees commissions monetary benefits'],
  ['adviser advisers advisor advisors', 'investment advice'],
  ['stablecoin stablecoins', 'asset-referenced token e-money token'],
  ['crypto', 'crypto-assets'],
  ['firm firms company companies', 'undertaking'],
  ['money', 'funds'],
  ['card cards', 'payment instrument'],
  ['stolen lost', 'lost stolen misappropriated payment instrument'],
  ['refund refunds', 'refund amount'],
  ['cancel cancelled', 'withdraw terminate'],
  ['cooling-off cooling', 'right of withdrawal'],
  ['chatbot chatbots bot', 'AI systems interact directly natural persons'],
  ['banned', 'prohibited'],
  ['forbidden', 'prohibited'],
  ['hack hacked hacker hackers attack attacks', 'cyber-attack'],
  ['password passwords', 'authentication'],
  ['laptop laptops computer computers', 'ICT assets equipment'],
  ['leaver leavers', 'termination of employment'],
  ['recertify recertified recertification', 'review access rights'],
  ['sub-processor sub-processors subprocessor', 'another processor'],
  ['privacy', 'personal data'],
  ['outside outsider outsiders', 'external'],
  ['in-house', 'internal'],
  ['tester testers red-team', 'testers TLPT'],
  ['pentest pentests pentesting', 'penetration testing'],
  ['salary pay', 'remuneration'],
  ['bonus bonuses', 'variable remuneration'],
  ['whistleblower whistleblowers', 'reporting persons breaches'],
  ['audit auditing audited', 'audit inspection'],
  ['certificate certificates', 'certification'],
  ['loan loans', 'credit'],
  ['borrower borrowers', 'consumer credit'],
  ['skip', 'not required'],
  ['exempt exempted exemption let off', 'exempted not apply'],
  ['minimum least', 'at least'],
  ['compulsory mandatory', 'shall required'],
  ['boss chief', 'senior management'],
];

const SPANISH: readonly (readonly [string, string])[] = [
  ['sueldo salario', 'remuneración fija'],
  ['variable bonus', 'remuneración variable'],
  ['directivo directivos', 'alta dirección'],
  ['consejero consejeros', 'consejo de administración'],
  ['tarjeta tarjetas', 'instrumento de pago'],
  ['roban robo robada robado', 'extraviado sustraído'],
  ['perder pierde', 'pérdidas soportar'],
  ['multa multas', 'sanción multa'],
  ['avisar aviso', 'comunicar notificar'],
  ['contar contarle decir decirle', 'revelar comunicar'],
  ['cliente clientes', 'usuario ordenante'],
  ['cerrar cancelar', 'resolver resolución'],
  ['moroso morosos morosidad', 'sistemas de información crediticia incumplimiento'],
  ['sepblac', 'Servicio Ejecutivo de la Comisión'],
  [
    'delegar externalizar externalización subcontratar',
    'delegación de la prestación de servicios o del ejercicio de funciones',
  ],
  ['nombrar', 'designar'],
  ['supervisor regulador', 'Banco de España autoridad competente'],
  ['banco bancos', 'entidad de crédito'],
  ['guardar conservar', 'conservación'],
  ['papeles documentación', 'documentos'],
  ['dinero', 'fondos'],
  ['envío remesas', 'envío de dinero'],
  ['deuda deudas', 'deudor acreedor'],
  ['auditoría', 'examen'],
  ['contestar responder', 'resolver respuesta'],
  ['queja quejas', 'reclamación'],
  ['jefe', 'responsable'],
];

function index(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(pairs.flatMap(([words, law]) => words.split(' ').map((word) => [foldText(word), law] as const)));
}

const LAW_WORDS: Readonly<Record<'en' | 'es', ReadonlyMap<string, string>>> = {
  en: index(ENGLISH),
  es: index(SPANISH),
};

/** The law's words for one everyday word; `undefined` where it has none of its own. */
export function lawWordsFor(word: string): string | undefined {
  const folded = foldText(word);
  return LAW_WORDS.en.get(folded) ?? LAW_WORDS.es.get(folded);
}

/** A question with the law's words behind it, those left out that it already holds. */
export function inTheLawsWords(question: string): string {
  const present = new Set(question.match(/[\p{L}\p{N}]+/gu)?.map(foldText) ?? []);
  const added = new Set<string>();
  for (const word of question.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []) {
    for (const law of lawWordsFor(word)?.split(' ') ?? []) if (!present.has(foldText(law))) added.add(law);
  }
  return added.size === 0 ? question : `${question} ${[...added].join(' ')}`;
}
