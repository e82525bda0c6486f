import { alerts } from './flows/alerts.ts';
import { channel } from './flows/channel.ts';
import { feedback } from './flows/feedback.ts';
import { findings } from './flows/findings.ts';
import { foundProvisions } from './flows/found-provisions.ts';
import { gaps } from './flows/gaps.ts';
import { group } from './flows/group.ts';
import { help } from './flows/help.ts';
import { messageAction } from './flows/message-action.ts';
import { messageExtension } from './flows/message-extension.ts';
import { provisions } from './flows/provisions.ts';
import { question } from './flows/question.ts';
import { sentByHand } from './flows/sent-by-hand.ts';
import { spanish } from './flows/spanish.ts';
import { streaming } from './flows/streaming.ts';
import { suggestedProvision } from './flows/suggested-provision.ts';
import { suggestions } from './flows/suggestions.ts';
import { welcome } from './flows/welcome.ts';
import type { Flow } from './stage.ts';

/** All that is driven, in the order in which it is. */
export const FLOWS: readonly Flow[] = [
  welcome,
  question,
  feedback,
  // Before anybody has chosen a language: on one machine there is one person, whoever writes.
  sentByHand,
  spanish,
  help,
  provisions,
  foundProvisions,
  messageExtension,
  alerts,
  gaps,
  findings,
  group,
  messageAction,
  channel,
  streaming,
  suggestions,
  suggestedProvision,
];

/**
 * What is not held against the product yet, each with what it waits for; told at the end of each run. Flows by their
 * names, rules of the wire as `wire-rules.ts` names them.
 */
export const PENDING: Readonly<Record<string, string>> = {};
