import type { Filings } from '../../../src/compose-findings.ts';
import type { Permission } from '../../../src/core/permissions.ts';
import { createSendRates } from '../../../src/delivery/send-rates.ts';
import type { Sender } from '../../../src/delivery/sender.ts';
import type { Conversation, Person, ShownMessage } from '../../fixtures/teams/teams-api.ts';
import { type GenericPeer, startGenericPeer } from '../../peers/grc/generic-peer.ts';
import { genericSettings } from '../../peers/grc/peer-settings.ts';
import { bodyOf, press, wordsOf } from '../card-room/rooms-desk.ts';
import { carried, type GapsDeskOptions, gapsDesk } from '../gaps/gaps-desk.ts';
import type { TeamsDesk } from '../teams-desk.ts';

/** The door over an invented act and policies, with a strict receiver of findings behind it. */
export interface FindingsDesk extends TeamsDesk {
  readonly peer: GenericPeer;
  /** Sends to conversations all that is in the outbox for them. */
  tell(): Promise<void>;
  /** Sends to the platform all that is in the outbox for it. */
  file(): Promise<void>;
}

export interface FindingsDeskOptions extends GapsDeskOptions {
  readonly eyes?: 1 | 2;
  /** The conversation, or its name, in which approvals are asked for. */
  readonly approvals?: string;
  readonly platform?: false;
}

const TENANT = '5b5b5b5b-0000-4000-8000-000000000005';
const EVERYTHING: readonly Permission[] = [
  'regulations:read',
  'gaps:analyse',
  'findings:draft',
  'findings:approve',
  'findings:file',
];

export async function findingsDesk(options: FindingsDeskOptions = {}): Promise<FindingsDesk> {
  const { eyes = 2, approvals, platform, ...more } = options;
  const peer = await startGenericPeer();
  const settings = { platform: 'generic', eyes, ...(approvals === undefined ? {} : { approvals }) };
  const grc = JSON.stringify({ [TENANT]: { ...settings, ...genericSettings(peer.url) } });
  const held = await gapsDesk({
    permissions: () => EVERYTHING,
    teams: { tenant: TENANT },
    ...(platform === false ? {} : { config: { grc } }),
    ...more,
  });
  let channels: Sender | undefined;
  let filings: Filings | undefined;
  const settled = async (sender: Sender) => {
    sender.wake();
    await sender.settled();
  };
  const running: Promise<void>[] = [];
  return {
    ...held,
    peer,
    tell: async () => {
      if (channels === undefined) {
        channels = held.desk.createSender(held.door.courier, {
          rates: createSendRates({ conversation: [], overall: [] }),
        });
        running.push(channels.run());
      }
      await settled(channels);
    },
    file: async () => {
      if (filings === undefined) {
        filings = await held.desk.openFilings({ firstWait: 1, longestWait: 5 });
        running.push(filings.sender.run());
      }
      await settled(filings.sender);
    },
    close: async () => {
      await channels?.stop(1_000);
      await filings?.sender.stop(1_000);
      await Promise.all(running);
      await filings?.close();
      await held.close();
      await peer.close();
    },
  };
}

export const FILLED = { owner: 'Harbour master', plan: 'Amend section 1 of the procedure.' };

/** The message with a person's form for the gap of the lamps that are looked at too rarely, and the form's own data. */
export async function formOf(chat: Conversation, locale = 'en-GB') {
  const { id } = await chat.ask(locale === 'en-GB' ? 'gaps Lamp Act' : 'carencias Lamp Act', { locale });
  const wanted = () =>
    carried(cardOf(chat, id), 'gap').find(({ obligation }) => /art_6\/par_1/.test(String(obligation)));
  // It is not the worst: it may stand on the second page.
  if (wanted() === undefined) await chat.execute(id, 'gaps', {}, { locale });
  await chat.execute(id, 'gap', wanted(), { locale });
  await chat.execute(id, 'finding_form', {}, { locale });
  const card = cardOf(chat, id);
  const [data] = carried(card, 'draft_finding');
  return { id, card, data: { ...data, ...inputsOf(card) } };
}

/** What stands in the inputs of a card, as a client sends it: nothing for those that are empty. */
export function inputsOf(card: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    if (Array.isArray(value) || typeof value !== 'object' || value === null) return;
    const { type, id, value: held } = value as { type?: string; id?: string; value?: string };
    if (type?.startsWith('Input.') && id !== undefined && typeof held === 'string') found[id] = held;
    for (const each of Object.values(value)) walk(each);
  };
  walk(card);
  return found;
}

/** Drafts a finding from the first gap, and gives the message that shows it. */
export async function drafted(chat: Conversation, locale = 'en-GB', filled: object = FILLED) {
  const form = await formOf(chat, locale);
  const { body } = await press(chat, { ...form.data, ...filled }, { replyTo: form.id, locale });
  const message = await chat.waitFor((now) => now.shown().findLast(({ card }) => carried(card, 'stand_by').length > 0));
  const [data] = carried(message.card, 'stand_by') as { finding: string; hash: string }[];
  return { form, reply: bodyOf({ body }), message, finding: data?.finding ?? '', hash: data?.hash ?? '' };
}

/** Drafts one and stands by it. */
export async function stoodBy(chat: Conversation, locale = 'en-GB') {
  const draft = await drafted(chat, locale);
  await chat.execute(draft.message.id, 'stand_by', {}, { locale });
  return draft;
}

export const cardOf = (chat: Conversation, id: string, eyes?: Person) =>
  chat.shown(eyes).find((message) => message.id === id)?.card;
export const seenBy = (chat: Conversation, id: string, eyes?: Person) => wordsOf(cardOf(chat, id, eyes));
/** The last message of the desk whose card says it. */
export const latest = (chat: Conversation, words: RegExp): Promise<ShownMessage> =>
  chat.waitFor((now) => now.shown().findLast(({ from, card }) => from === 'bot' && words.test(wordsOf(card))));
