import type { FindingConflict, FindingStage, RemediationState, Severity } from '../../src/findings/finding.ts';
import type { RemediationStepName } from '../../src/findings/remediation/workflow.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { Sentence } from './sentence.ts';

const SEVERITY_NAMES: Readonly<Record<Severity, Sentence>> = {
  critical: { en: 'critical', es: 'crítica' },
  high: { en: 'high', es: 'alta' },
  medium: { en: 'medium', es: 'media' },
  low: { en: 'low', es: 'baja' },
};

const STAGE_NAMES: Readonly<Record<FindingStage, Sentence>> = {
  draft: { en: 'draft – nobody has stood by it yet', es: 'borrador: nadie lo ha respaldado aún' },
  awaiting_approval: { en: 'waits for a second person', es: 'espera a una segunda persona' },
  approved: { en: 'approved, not filed yet', es: 'aprobado, aún sin registrar' },
  filing: { en: 'on its way to the platform', es: 'de camino a la plataforma' },
  filed: { en: 'filed', es: 'registrado' },
  undelivered: { en: 'did not come through', es: 'no ha llegado' },
  refused: { en: 'refused', es: 'denegado' },
  expired: { en: 'expired – draft it anew', es: 'caducado: redáctelo de nuevo' },
};

const STATE_NAMES: Readonly<Record<RemediationState, Sentence>> = {
  open: { en: 'open', es: 'abierto' },
  in_progress: { en: 'being put right', es: 'en corrección' },
  validating: { en: 'being checked', es: 'en comprobación' },
  closed: { en: 'closed', es: 'cerrado' },
  risk_accepted: { en: 'risk accepted', es: 'riesgo aceptado' },
};

const STEP_NAMES: Readonly<Record<RemediationStepName, Sentence>> = {
  review_gaps: { en: 'Review gaps', es: 'Revisar las carencias' },
  create_action_plan: { en: 'Create action plan', es: 'Elaborar el plan de acción' },
  implement_controls: { en: 'Implement controls', es: 'Implantar los controles' },
  validate_implementation: { en: 'Validate implementation', es: 'Validar la implantación' },
};

const STEP_STATES: Readonly<Record<'waiting' | 'open' | 'done', Sentence>> = {
  waiting: { en: 'waits', es: 'a la espera' },
  open: { en: 'open', es: 'abierto' },
  done: { en: 'done', es: 'hecho' },
};

/** What a finding and its record can differ in. */
const FIELD_NAMES: Readonly<Record<FindingConflict['field'], Sentence>> = {
  status: { en: 'status', es: 'estado' },
  title: { en: 'title', es: 'título' },
  severity: { en: 'severity', es: 'gravedad' },
  due: { en: 'due date', es: 'vencimiento' },
  owner: { en: 'owner', es: 'responsable' },
  record: { en: 'the record itself', es: 'el registro mismo' },
};

export function severityName(severity: Severity, language: Language): string {
  return SEVERITY_NAMES[severity][language];
}

/** How far it has come: on its way out, then with putting it right. */
export function stageName(
  { stage, status }: { readonly stage: FindingStage; readonly status?: RemediationState | undefined },
  language: Language,
): string {
  const name = STAGE_NAMES[stage][language];
  return status === undefined ? name : `${name}, ${STATE_NAMES[status][language]}`;
}

export function stepName(step: RemediationStepName, language: Language): string {
  return STEP_NAMES[step][language];
}

export function stepStateName(state: keyof typeof STEP_STATES, language: Language): string {
  return STEP_STATES[state][language];
}

/** What differs, by its name; one that is not known as it is called. */
export function fieldName(field: string, language: Language): string {
  return Object.hasOwn(FIELD_NAMES, field) ? FIELD_NAMES[field as FindingConflict['field']][language] : field;
}
