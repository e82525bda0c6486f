import { z } from 'zod';
import { readAlert } from '../../src/alerts/alert.ts';
import type { Language } from '../../src/regulations/act.ts';
import { LANGUAGES } from '../../src/regulations/act.ts';
import { cardMessage } from '../card-room/card-message.ts';
import { alertCard } from '../cards/alert-card.ts';
import type { MessageWriter } from './teams-courier.ts';

/** As `queueAlert` puts it in. */
const Body = z.object({ alert: z.unknown(), language: z.enum(LANGUAGES) });

/** Messages of the outbox as Teams shows them. */
export const writeMessage: MessageWriter = (message) => {
  if (message.kind !== 'alert') return undefined;
  const { alert, language } = Body.parse(message.body);
  return alertMessage(alert, language, message.maybeSeen);
};

function alertMessage(given: unknown, language: Language, maybeSeen: boolean) {
  const { kind, provisions, url, ...alert } = readAlert(given);
  const named = (provisions ?? []).map((id) => ({ id, label: id }));
  return cardMessage(
    alertCard({ ...alert, isTest: kind === 'test', url: url ?? '', provisions: named }, { language, maybeSeen }),
  );
}
