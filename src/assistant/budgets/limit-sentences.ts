import { dayAfter, type Limit, type LimitState, type PeriodName, percentOf } from './limits.ts';
import { decimalOf } from './money.ts';

/** A limit as it stands for somebody. */
export interface StandingLimit {
  readonly limit: Limit;
  readonly used: bigint;
  readonly period: PeriodName;
  /** The department or the tool, where the limit is on one. */
  readonly name: string;
  readonly currency: string;
}

/** How a limit stands, in a sentence for the person whom it is on; of other people it tells nothing. */
export function limitSentence(
  state: Exclude<LimitState, 'free'>,
  standing: StandingLimit,
  language: 'en' | 'es',
): string {
  const { limit, used, period } = standing;
  const percent = percentOf(used, limit.most);
  const free = dayAfter(period);
  return language === 'es'
    ? spanish(state, spanishLimit(standing), percent, free)
    : english(state, englishLimit(standing), percent, free);
}

function english(state: Exclude<LimitState, 'free'>, limit: string, percent: number, free: string): string {
  if (state === 'near') return `${percent} % of the ${limit} is used.`;
  if (state === 'passed') return `The ${limit} is passed (${percent} % used); answers go on with the model.`;
  return `The ${limit} is used up. It is free again on ${free} at 00:00 UTC; until then answers go on without the model.`;
}

function spanish(state: Exclude<LimitState, 'free'>, limit: string, percent: number, free: string): string {
  if (state === 'near') return `Se ha usado el ${percent} % del ${limit}.`;
  if (state === 'passed')
    return `Se ha superado el ${limit} (usado el ${percent} %); las respuestas siguen con el modelo.`;
  return `El ${limit} está agotado. Vuelve a estar disponible el ${free} a las 00:00 UTC; hasta entonces las respuestas siguen sin el modelo.`;
}

function englishLimit({ limit, name, currency }: StandingLimit): string {
  const whom = {
    tenant: 'your organisation',
    department: `the department ${name}`,
    user: 'you',
    tool: name,
    conversation: 'this conversation',
  }[limit.of];
  const many = new Intl.NumberFormat('en-GB').format(limit.most);
  const most = {
    cost: `${decimalOf(limit.most)} ${currency}`,
    tokens: `${many} tokens`,
    requests: `${many} ${limit.most === 1n ? 'call' : 'calls'} of the model`,
  }[limit.measure];
  return `${limit.period === 'day' ? 'daily' : 'monthly'} limit of ${most} for ${whom}`;
}

function spanishLimit({ limit, name, currency }: StandingLimit): string {
  const whom = {
    tenant: 'su organización',
    department: `el departamento ${name}`,
    user: 'usted',
    tool: name,
    conversation: 'esta conversación',
  }[limit.of];
  const many = new Intl.NumberFormat('es-ES').format(limit.most);
  const most = {
    cost: `${decimalOf(limit.most).replace('.', ',')} ${currency}`,
    tokens: `${many} tokens`,
    requests: `${many} ${limit.most === 1n ? 'llamada' : 'llamadas'} al modelo`,
  }[limit.measure];
  return `límite ${limit.period === 'day' ? 'diario' : 'mensual'} de ${most} para ${whom}`;
}
