import { z } from 'zod';
import { readAlert } from '../../src/alerts/alert.ts';
import { ALERT_MESSAGE } from '../../src/alerts/send-alert.ts';
import { AppError } from '../../src/core/errors.ts';
import { APPROVAL_MESSAGE } from '../../src/findings/approvals.ts';
import { NEWS_MESSAGE } from '../../src/findings/news.ts';
import { DUE_MESSAGE } from '../../src/findings/remediation/due.ts';
import type { Language } from '../../src/regulations/act.ts';
import { LANGUAGES } from '../../src/regulations/act.ts';
import { cardMessage } from '../card-room/card-message.ts';
import { alertCard } from '../cards/alert-card.ts';
import type { FindingMessageParts } from './finding-messages.ts';
import { approvalMessage, dueMessage, newsMessage } from './finding-messages.ts';
import type { MessageWriter } from './teams-courier.ts';

/** As `queueAlert` puts it in. */
const Body = z.object({ alert: z.unknown(), language: z.enum(LANGUAGES) });

/** Messages of the outbox as Teams shows them; what is told of a finding is read when it is sent. */
export function createMessageWriter(parts: FindingMessageParts): MessageWriter {
  const writers: Readonly<Record<string, MessageWriter>> = {
    [ALERT_MESSAGE]: (message) => {
      const { alert, language } = Body.parse(message.body);
      return alertMessage(alert, language, message.maybeSeen);
    },
    [APPROVAL_MESSAGE]: (message) => approvalMessage(message, parts),
    [NEWS_MESSAGE]: (message) => newsMessage(message, parts),
    [DUE_MESSAGE]: (message) => dueMessage(message),
  };
  return (message, address) => {
    if (!Object.hasOwn(writers, message.kind)) return undefined;
    try {
      return writers[message.kind]?.(message, address);
    } catch (error) {
      // Another process keeps the file locked.
      if (error instanceof AppError && error.code === 'conflict') return { kind: 'later', why: error.message };
      throw error;
    }
  };
}

function alertMessage(given: unknown, language: Language, maybeSeen: boolean) {
  const { kind, provisions, url, ...alert } = readAlert(given);
  const named = (provisions ?? []).map((id) => ({ id, label: id }));
  return cardMessage(
    alertCard({ ...alert, isTest: kind === 'test', url: url ?? '', provisions: named }, { language, maybeSeen }),
  );
}
