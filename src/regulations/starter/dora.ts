import { DORA_ICT_RISK } from './dora-ict-risk.ts';
import { DORA_INCIDENTS_AND_PROVIDERS } from './dora-incidents-and-providers.ts';
import type { StarterAct } from './starter-act.ts';

export const DORA: StarterAct = {
  act: '32022R2554',
  date: '2022-12-14',
  articles: [...DORA_ICT_RISK, ...DORA_INCIDENTS_AND_PROVIDERS],
};
