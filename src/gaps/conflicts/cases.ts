import { foldText } from '../../core/text.ts';

/**
 * Words that make of a thing one kind of it, in English and Spanish by one name: a rule for one kind and a rule for another,
 * or for all, stand beside each other. `name: words`.
 */
const CASES = `
critical: critical important essential vital crucial critico critica criticos criticas esencial esenciales importante importantes
major: major serious severe significant grave graves mayor significativo significativos significativa significativas severo relevante relevantes
minor: minor small smaller leve leves menor menores pequeno pequenos
high: high higher highest elevated alto alta altos altas elevado elevada
medium: medium moderate medio media moderado
low: low lower lowest bajo baja bajos bajas
initial: initial first preliminary early inicial iniciales primero primera preliminar
intermediate: intermediate interim progress intermedio intermedia
final: final last closing definitivo definitiva finales
retail: retail minorista minoristas particulares
corporate: corporate wholesale empresas mayorista corporativo corporativos
professional: professional institutional profesional profesionales institucional
new: new nuevo nueva nuevos nuevas
existing: existing existente existentes
former: former closed inactive dormant past expired antiguo antiguos cerrado cerrados cerrada inactivo inactivos
privileged: privileged administrator administrators privilegiado privilegiados privilegiada administrador
ordinary: ordinary standard normal regular routine other others remaining rest ordinario ordinaria normal otro otros otra otras resto demas restantes
simplified: simplified simplificada simplificado simplificadas
enhanced: enhanced reinforced reforzada reforzado reforzadas
internal: internal interno interna internos internas
external: external externo externa externos externas
temporary: temporary interim provisional temporal temporales
paper: paper physical papel fisico fisicos
electronic: electronic digital electronico electronica electronicos digital digitales
domestic: domestic national nacional nacionales
foreign: foreign international extranjero extranjera extranjeros internacional internacionales
online: online web mobile movil
urgent: urgent emergency urgente urgentes emergencia
complex: complex numerous complejo compleja complejos complejas
unsuccessful: unsuccessful rejected refused declined rechazado rechazados denegado
successful: successful accepted hired contratado admitido
full: full integral completo completa completos completas total
partial: partial incremental differential parcial parciales incremental
written: written writing escrito escrita escritas
oral: oral telephone phone verbal oral telefonica telefonico
senior: senior executive executives directivo directivos
cash: cash efectivo
secret: secret secreto
public: public publico publica
personal: special especiales sensitive sensible sensibles
draft: draft borrador
production: production produccion
legacy: legacy obsolete heredado obsoleto
`;

const NAMES = new Map(
  CASES.trim()
    .split('\n')
    .flatMap((line) => {
      const [name = '', words = ''] = line.split(':');
      return words
        .trim()
        .split(/\s+/)
        .map((word) => [word, name] as const);
    }),
);

const GRADES =
  /\b(?:tier|level|phase|stage|class|category|grade|priority|severity|nivel|fase|etapa|clase|categoria|grado|prioridad|severidad)s? ?([0-9]{1,2}|[ivx]{1,4}|[a-d])\b/g;
const AMOUNTS =
  /(?:above|over|below|under|more than|less than|fewer than|exceed\w{0,4}|up to|from|superior(?:es)? a|inferior(?:es)? a|mas de|menos de|a partir de|por encima de|exced\w{1,4}|super\w{1,4}) (?:an? (?:amount|value) of |los |las )?(?:eur |usd |€ ?)?(\d[\d., ]{0,14})(?! ?(?:hours?|days?|weeks?|months?|years?|working|business|horas?|dias?|semanas?|mes(?:es)?|anos?))/g;
/** A company form or a place in the law ("capital", "national law") is no kind of a thing. */
const NO_CASES =
  /\b(?:first line|second line|third line|at first|at last|board of directors|senior management|high level|public holidays?|alta direccion|last resort|information classification|full name)\b/g;

/** For which kinds of its thing a text holds: their names, sorted. */
export function casesIn(text: string): readonly string[] {
  const folded = foldText(text).replace(NO_CASES, ' ');
  const found = new Set<string>();
  for (const [word] of folded.matchAll(/[a-z]{3,20}/g)) {
    const name = NAMES.get(word);
    if (name !== undefined) found.add(name);
  }
  for (const [, grade = ''] of folded.matchAll(GRADES)) found.add(`grade ${grade}`);
  for (const [, amount = ''] of folded.matchAll(AMOUNTS)) found.add(`amount ${amount.replace(/[^\d]/g, '')}`);
  return [...found].sort();
}
