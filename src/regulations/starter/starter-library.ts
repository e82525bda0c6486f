import { GDPR, NIS2 } from './data-and-security.ts';
import { DORA } from './dora.ts';
import {
  ICT_RISK_MANAGEMENT,
  ICT_SERVICES_POLICY,
  INCIDENT_CLASSIFICATION,
  INCIDENT_REPORTING,
} from './dora-standards.ts';
import { MICA } from './mica.ts';
import type { StarterAct } from './starter-act.ts';

/** The digests that a fresh clone answers from. */
export const STARTER_LIBRARY: readonly StarterAct[] = [
  DORA,
  INCIDENT_CLASSIFICATION,
  INCIDENT_REPORTING,
  ICT_RISK_MANAGEMENT,
  ICT_SERVICES_POLICY,
  GDPR,
  NIS2,
  MICA,
];
