import { z } from 'zod';
import type { IncomingActivity } from '../activity.ts';

/** A file that somebody sent in a chat; Microsoft Teams, "Send and receive files through a bot". */
export interface SentFile {
  /** As its sender called it: not yet cleaned. */
  readonly name: string;
  /** Where it lies for some minutes, as the message says: nothing of it is believed. Absent where it says nothing. */
  readonly address?: string;
}

const FILE = 'application/vnd.microsoft.teams.file.download.info';
/** How Teams names a file that it does not hand over. */
const NAMED_ALONE = /^(?:reference|application\/vnd\.microsoft\.teams\.file\..*)$/i;
const ATTACHED = /<attachment\b/i;

const Download = z.looseObject({ downloadUrl: z.url({ protocol: /^https?$/ }).max(8_000) });

/** The files of a message. Pictures in the text, cards and the message's own copy in HTML are none. */
export function sentFiles({ attachments = [] }: IncomingActivity): readonly SentFile[] {
  return attachments
    .filter(({ contentType }) => contentType.toLowerCase() === FILE)
    .map(({ name = '', content }) => {
      const parsed = Download.safeParse(content);
      return { name, ...(parsed.success ? { address: parsed.data.downloadUrl } : {}) };
    });
}

/**
 * Whether files hang on a message of a channel or a group: there Teams names them at most, or leaves nothing of them but a
 * mark in the message's own copy in HTML.
 */
export function hasFiles({ attachments = [] }: IncomingActivity): boolean {
  const others = attachments.filter(({ contentType }) => contentType !== 'text/html');
  if (others.some(({ contentType }) => NAMED_ALONE.test(contentType))) return true;
  // Cards and quoted messages leave such a mark as well, and are told beside it.
  return (
    others.length === 0 && attachments.some(({ content }) => typeof content === 'string' && ATTACHED.test(content))
  );
}

const QUOTED = /<blockquote\b[^>]{0,500}\bitemid="(\d{1,30})"/i;

/** The message that somebody answers, by the channel's id: Teams quotes it in the copy in HTML. */
export function answeredMessage({ replyToId, attachments = [] }: IncomingActivity): string | undefined {
  const quoted = attachments
    .filter(({ contentType }) => contentType === 'text/html')
    .map(({ content }) => (typeof content === 'string' ? QUOTED.exec(content.slice(0, 20_000))?.[1] : undefined))
    .find((id) => id !== undefined);
  return quoted ?? replyToId;
}
