import { bindWriteTool } from '../../../src/tools/bind-write-tool.ts';
import type { Answered, Conversation, Person } from '../../fixtures/teams/teams-api.ts';
import { type LedgerDeps, ledgerNoteTool, type Note } from '../../tools/ledger-note-tool.ts';
import { bodyOf, press, type RoomsDesk, recordAt, roomsDesk, showing, wordsOf } from '../card-room/rooms-desk.ts';

export const CARD = 'application/vnd.microsoft.card.adaptive';
export const MESSAGE = 'application/vnd.microsoft.activity.message';
export const ERROR = 'application/vnd.microsoft.error';
export const MINUTE = 60_000;
export const NOTE = { text: 'The vault was open.', folio: 7 };

/** A group in which notes are filed in a ledger. */
export interface LedgerRoom {
  readonly held: RoomsDesk;
  readonly group: Conversation;
  /** Who drafts. */
  readonly ana: Person;
  readonly luis: Person;
  readonly ledger: readonly Note[];
  /** What the ledger does beside writing. */
  deps: Omit<LedgerDeps, 'ledger'>;
  /** Drafts a note, and gives the message that shows it. */
  draft(where?: Conversation, input?: object, tool?: string): Promise<string>;
  /** The words of a message's card, to the eyes of somebody. */
  seen(message: string, eyes: Person, where?: Conversation): string;
  /** The id that the card of a message carries. */
  writeOf(message: string): string;
  /** How the calls of the tool ended. */
  outcomes(): readonly unknown[];
  /** Presses a button of the drafter's card, whatever they are shown. */
  pressed(message: string, verb: 'confirm' | 'decline', from?: Person): Promise<Answered>;
  /** Confirms, and gives the words of the card that comes back. */
  confirmed(message: string): Promise<string>;
}

export async function ledgerRoom(options: { readonly patience?: number } = {}): Promise<LedgerRoom> {
  const ledger: Note[] = [];
  // Reads what the test has set last.
  const living: LedgerDeps = {
    ledger,
    before: async (context) => room.deps.before?.(context),
    remark: () => room.deps.remark?.() ?? 'It stays.',
  };
  const held = await roomsDesk({
    desk: { writeTools: (seam) => [bindWriteTool(ledgerNoteTool(), living, seam)] },
    ...options,
  });
  const group = held.teams.group();
  const [ana, luis] = group.members as readonly [Person, Person];
  const cardOf = (message: string, eyes: Person, where = group) =>
    where.shown(eyes).find(({ id }) => id === message)?.card ?? {};
  const room: LedgerRoom = {
    held,
    group,
    ana,
    luis,
    ledger,
    deps: {},
    draft: (where = group, input = NOTE, tool = 'file_note') =>
      showing(held, where, (turn) => {
        const { id, name } = turn.person ?? { id: '' };
        const user = { id, ...(name === undefined ? {} : { name }), permissions: new Set(held.permissions) };
        const { tenant } = turn.where;
        const conversation = `topic-${turn.where.conversation.slice(0, 10)}`;
        const context = { tenant, user, conversation, channel: 'teams' as const, correlation: turn.correlation };
        const who = { pass: { tenant, caller: user, roles: [] }, context, topic: { conversation } };
        return held.writes.proposeWrite(turn, who, tool, { ...input });
      }),
    seen: (message, eyes, where) => wordsOf(cardOf(message, eyes, where)),
    writeOf: (message) =>
      String(recordAt(recordAt(recordAt(cardOf(message, ana), 'refresh'), 'action'), 'data')['write']),
    outcomes: () =>
      held
        .rows()
        .flatMap(({ type, body }) => (type === 'tool_call' && body['tool'] === 'file_note' ? [body['outcome']] : [])),
    pressed: (message, verb, from = ana) =>
      press(group, { verb, write: room.writeOf(message) }, { from, replyTo: message }),
    confirmed: async (message) => wordsOf(bodyOf(await room.pressed(message, 'confirm'))['value']),
  };
  return room;
}
