import { type DeadlinePattern, oftenPatterns } from './deadline-patterns.ts';
import { NUMBER_PATTERN } from './number-words.ts';

const ES_UNIT =
  '(?<unit>minutos?|horas?|h|dias?|semanas?|quincenas?|mes(?:es)?|trimestres?|semestres?|años?|ejercicios?)';
const ES_WORK = '(?: (?:(?<work>habil(?:es)?|laborables?|bancari[oa]s)|naturales|siguientes|primeros|consecutivos))?';
const ES_QUANTITY = `(?<n>${NUMBER_PATTERN.es}) ?(?:primer[oa]s )?${ES_UNIT}\\b${ES_WORK}`;
const ES_LEAST =
  '(?:(?:al menos|como minimo|un minimo de|minimo de|no menos de|de al menos|como maximo|un maximo de|maximo de|no mas de|hasta) (?:de )?)?';
const ES_PERIOD =
  '(?:(?:(?:el|un|los) )?(?:(?:plazo|periodo|termino)(?: de conservacion| de tiempo)?(?: (?:maximo|minimo|total|improrrogable|adicional|inicial))?(?: (?:de|no superior a|no inferior a|que no excedera? de|que no podra exceder de|inferior a|de al menos))? )(?:(?:al menos|como minimo|como maximo|los|las) )?)?';

const MONTHS_ES = 'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre';
export const SPANISH_MONTHS: readonly string[] = MONTHS_ES.replace('setiembre|', '').split('|');
const ES_DATE = `(?<date>\\d{1,2} de (?:${MONTHS_ES}) (?:de|del) \\d{4}|\\d{1,2}/\\d{1,2}/\\d{4}|\\d{4}-\\d{2}-\\d{2})`;

const ES_OFTEN: readonly (readonly [string, string])[] = [
  ['(?:diariamente|a diario|cada dia|todos los dias|(?:periodicidad|frecuencia|caracter|base) diari[oa])', 'P1D'],
  ['(?:semanalmente|cada semana|todas las semanas|(?:periodicidad|frecuencia|caracter) semanal)', 'P1W'],
  ['(?:quincenalmente|(?:periodicidad|frecuencia|caracter) quincenal)', 'P15D'],
  ['(?:mensualmente|cada mes|todos los meses|(?:periodicidad|frecuencia|caracter) mensual)', 'P1M'],
  ['(?:bimestralmente|(?:periodicidad|frecuencia|caracter) bimestral)', 'P2M'],
  ['(?:trimestralmente|cada trimestre|(?:periodicidad|frecuencia|caracter) trimestral)', 'P3M'],
  ['(?:semestralmente|cada semestre|(?:periodicidad|frecuencia|caracter) semestral)', 'P6M'],
  ['(?:anualmente|cada (?:año|ejercicio)|todos los años|(?:periodicidad|frecuencia|caracter) anual)', 'P1Y'],
  ['(?:bienalmente|(?:periodicidad|frecuencia|caracter) bienal)', 'P2Y'],
  ['(?:trienalmente|(?:periodicidad|frecuencia|caracter) trienal)', 'P3Y'],
];

/** Times as Spanish law and policies write them, over folded text. */
export const SPANISH_DEADLINES: readonly DeadlinePattern[] = [
  {
    kind: 'recurring',
    pattern: new RegExp(
      `(?:(?:al menos|como minimo|por lo menos),? )?(?<times>una vez|dos veces|${NUMBER_PATTERN.es} veces) (?:al?|por|cada|en cada) (?:(?<n>${NUMBER_PATTERN.es}) )?${ES_UNIT}\\b`,
      'dg',
    ),
  },
  {
    kind: 'recurring',
    pattern: new RegExp(
      `(?:(?:al menos|como minimo|por lo menos),? )?cada (?<n>${NUMBER_PATTERN.es}) ${ES_UNIT}\\b`,
      'dg',
    ),
  },
  ...oftenPatterns(ES_OFTEN, '(?:(?:al menos|como minimo|por lo menos),? )?(?:con (?:una )?|de )?', ''),
  {
    kind: 'recurring',
    pattern:
      /\b(?:periodicamente|con regularidad|regularmente|a intervalos (?:regulares|planificados)|de (?:forma|manera) (?:periodica|continua|regular)|con caracter periodico)\b/dg,
    iso: () => null,
  },
  { kind: 'retention', pattern: new RegExp(`(?:durante|por) ${ES_LEAST}${ES_PERIOD}${ES_LEAST}${ES_QUANTITY}`, 'dg') },
  {
    kind: 'within',
    pattern: new RegExp(
      `(?:(?:en|dentro de|dentro|antes de(?: que transcurran| transcurrid[oa]s)?|a mas tardar(?: en| dentro de)?|como maximo(?: en)?|no mas tarde de|con un|con una|maximo(?: de)?|max\\.?|no superior a|en menos de|en no mas de|hasta)(?: (?:un|el|de un|del|de))? )(?:las |los )?${ES_PERIOD}(?:las |los )?(?:siguientes |primer[oa]s )?${ES_QUANTITY}(?: (?:a contar|siguientes|como maximo|desde))?`,
      'dg',
    ),
  },
  {
    kind: 'within',
    pattern: new RegExp(
      `(?:plazo|termino)(?: (?:maximo|improrrogable|no superior))? (?:de|a|sera de|para [a-z ]{1,60} sera de) ${ES_LEAST}${ES_QUANTITY}`,
      'dg',
    ),
  },
  {
    kind: 'within',
    pattern: new RegExp(
      `(?:con )?(?:al menos |una antelacion (?:minima )?de |antelacion (?:minima )?de |un preaviso de )${ES_QUANTITY}(?: de antelacion)?`,
      'dg',
    ),
  },
  {
    kind: 'within',
    pattern: /\b(?:(?:antes del|al|a) )?(?:final del dia|cierre del dia|fin de dia|mismo dia(?: habil)?)\b/dg,
    iso: () => 'P1D',
  },
  {
    kind: 'within',
    pattern: /\b(?:al|el|antes del final del) (?:siguiente dia habil|dia habil siguiente)\b/dg,
    iso: () => 'P1D',
    working: true,
  },
  {
    kind: 'within',
    pattern:
      /\b(?:en|dentro de) (?:el|los) plazos? (?:que (?:se|reglamentariamente)|fijad|convenid|acordad|establecid|previst|señalad|indicad|determinad)[^,;.]{0,60}/dg,
    iso: () => null,
  },
  {
    kind: 'by',
    pattern: new RegExp(`(?:antes del?|a mas tardar el|hasta el|no mas tarde del) (?:dia )?${ES_DATE}`, 'dg'),
  },
  {
    kind: 'recurring',
    pattern: new RegExp(`(?:antes del|a mas tardar el) (?:dia )?\\d{1,2} de (?:${MONTHS_ES}) de cada año`, 'dg'),
    iso: () => 'R/P1Y',
  },
  {
    kind: 'prompt',
    pattern:
      /\b(?:inmediatamente(?! (?:anterior|posterior|siguiente|accesible|disponible))|de (?:forma|manera|modo) inmediat[ao]|con (?:caracter|la mayor) inmediat(?:o|ez)|con inmediatez|de inmediato|(?:comunicacion|notificacion|aviso|traslado) inmediat[oa])\b/dg,
    iso: () => null,
  },
  {
    kind: 'prompt',
    pattern:
      /\b(?:sin (?:mas |ninguna )?(?:demora|dilacion(?:es)?|retrasos?)(?: (?:indebid|injustificad|innecesari)[oa]s?)?|a la mayor brevedad(?: posible)?|lo antes posible|cuanto antes|tan pronto como (?:sea posible|resulte posible)|con (?:la debida )?prontitud|con la mayor brevedad|en tiempo oportuno|oportunamente)\b/dg,
    iso: () => null,
  },
];
