import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '../../src/compose.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Courier, DepartingMessage } from '../../src/delivery/courier.ts';
import { callContext } from '../asking.ts';
import { address } from '../contracts/address-store-contract.ts';
import { ALL } from '../contracts/subscription-store-contract.ts';
import { AuditTrailContract, FailureContract } from './contract.ts';
import {
  AlertsListContract,
  AlertsSendContract,
  DeliveryListContract,
  DeliveryRetryContract,
} from './delivery-contract.ts';
import { type Ran, temporaryTerminal } from './run.ts';

let terminal: ReturnType<typeof temporaryTerminal>;
let sent: DepartingMessage[];
const courier: Courier = {
  deliver: async (message) => {
    sent.push(message);
    return message.conversation === 'c-full'
      ? { kind: 'refused', why: 'The channel is full.' }
      : { kind: 'delivered', id: 'shown-1' };
  },
};
const withCourier = { openCourier: async () => courier };
const failure = ({ json }: Ran) => FailureContract.parse(json).error;

/** Conversations that follow everything. */
async function follow(...conversations: readonly string[]): Promise<void> {
  const desk = await openDesk({ dataFolder: terminal.folder }, { starter: false });
  for (const conversation of conversations) {
    desk.conversations.addresses.save(address(conversation, { name: `Channel ${conversation}` }));
    desk.subscriptions.follow(conversation, { ...ALL, authorities: ['eba'] }, callContext({ channel: 'teams' }));
  }
  await desk.close();
}

beforeEach(() => {
  terminal = temporaryTerminal({ COMPLIANCE_USER: 'ana' });
  sent = [];
});
afterEach(() => terminal.remove());

describe('compliance alerts', () => {
  it('lists who follows what', async () => {
    const nobody = await terminal.run('alerts', 'list');
    expect([nobody.code, nobody.out]).toEqual([0, expect.stringMatching(/^Nobody follows alerts yet\./)]);
    await follow('c-1');
    const { subscriptions } = AlertsListContract.parse((await terminal.run('alerts', 'list', '--json')).json);
    expect(subscriptions).toMatchObject([
      {
        tenant: 't-1',
        conversation: 'c-1',
        kind: 'channel',
        name: 'Channel c-1',
        authorities: ['eba'],
        reachable: true,
      },
    ]);
    expect((await terminal.run('alerts', 'list')).out).toBe(
      'Channel c-1 (t-1)\n  authorities: eba · acts: all · topics: all · language: en\n',
    );
  });

  it('sends a test to everybody who follows anything, and says what became of it', async () => {
    await follow('c-1', 'c-2', 'c-full');
    const { code, json, err } = await terminal.runWith(withCourier, 'alerts', 'send', '--test', '--json');
    expect([code, err]).toEqual([0, '']);
    const result = AlertsSendContract.parse(json);
    expect(result).toMatchObject({ queued: 3, delivered: 2, failed: 1, waiting: 0 });
    expect(sent.map(({ conversation }) => conversation).sort()).toEqual(['c-1', 'c-2', 'c-full']);
    expect(sent[0]?.body).toMatchObject({ alert: { kind: 'test', id: result.alert }, language: 'en' });
    const { rows } = AuditTrailContract.parse((await terminal.run('audit', 'trail', '--json')).json);
    expect(rows.map(({ type, body }) => [type, JSON.parse(body)])).toContainEqual([
      'delivery',
      { what: 'test', alert: result.alert, queued: 3 },
    ]);
  });

  it('sends one to a conversation that is named, whatever it follows, and again when it is asked for again', async () => {
    await follow('c-1', 'c-2');
    for (const nth of [1, 2]) {
      const { out } = await terminal.runWith(withCourier, 'alerts', 'send', '--test', '--to', 'c-2');
      expect(out).toMatch(/^test-[0-9a-f-]{36}: 1 queued; 1 delivered\.\n$/);
      expect(sent.map(({ conversation }) => conversation)).toEqual(Array(nth).fill('c-2'));
    }
  });

  it('keeps it for the running server where this command cannot send, and says what to set', async () => {
    await follow('c-1');
    const alone = await terminal.run('alerts', 'send', '--test', '--json');
    expect(AlertsSendContract.parse(alone.json)).toMatchObject({ queued: 1, waiting: 1 });
    expect(alone.err).toMatch(/is sent by the running server \(compliance serve\) once Teams is set up/);
    const unset = async () => {
      throw new AppError('misconfigured', 'Set THE_SETTING.');
    };
    const told = await terminal.runWith({ openCourier: unset }, 'alerts', 'send', '--test', '--json');
    expect([told.code, told.err]).toEqual([0, expect.stringMatching(/sends nothing itself: Set THE_SETTING\./)]);
    expect(sent).toEqual([]);
    // Another command that has a channel sends them, each once.
    await terminal.runWith(withCourier, 'alerts', 'send', '--test', '--to', 'c-1');
    expect(sent).toHaveLength(3);
  });

  it('fails for any other fault of the channel, and what was put in stays', async () => {
    await follow('c-1');
    const broken = async () => {
      throw new AppError('upstream_unavailable', 'The channel is away.');
    };
    const { code, json } = await terminal.runWith({ openCourier: broken }, 'alerts', 'send', '--test', '--json');
    expect([code, FailureContract.parse(json).error.message]).toEqual([1, 'The channel is away.']);
    expect(DeliveryListContract.parse((await terminal.run('delivery', 'list', '--json')).json).counts.waiting).toBe(1);
  });

  it.each([
    [['send'], 2, 'invalid_input', /alerts send --test/],
    [['send', '--test', '--to', 'c-9'], 1, 'not_found', /No conversation c-9 is known/],
    [['bogus'], 2, 'invalid_input', /--help/],
  ])('refuses %j', async (words, code, kind, message) => {
    const ran = await terminal.run('alerts', ...words, '--json');
    expect([ran.code, failure(ran)]).toEqual([
      code,
      expect.objectContaining({ code: kind, message: expect.stringMatching(message) }),
    ]);
  });
});

describe('compliance delivery', () => {
  it('lists what was sent and what was not, with why', async () => {
    await follow('c-1', 'c-full');
    await terminal.runWith(withCourier, 'alerts', 'send', '--test');
    const { counts, messages } = DeliveryListContract.parse((await terminal.run('delivery', 'list', '--json')).json);
    expect(counts).toEqual({ waiting: 0, sending: 0, delivered: 1, failed: 1, in_doubt: 0 });
    expect(messages.map(({ conversation, state, why }) => [conversation, state, why])).toEqual([
      ['c-full', 'failed', 'The channel is full.'],
      ['c-1', 'delivered', undefined],
    ]);
    const { out } = await terminal.run('delivery', 'list', '--state', 'failed');
    expect(out.split('\n').slice(0, 3)).toEqual([
      '0 waiting · 0 sending · 1 delivered · 1 failed · 0 in_doubt',
      expect.stringMatching(/^failed {2}alert:test-\S+ {2}to c-full \(1 attempt\)$/),
      '    The channel is full.',
    ]);
    const one = DeliveryListContract.parse((await terminal.run('delivery', 'list', '--limit', '1', '--json')).json);
    expect(one.messages).toHaveLength(1);
  });

  it('puts back what was given up: all of it, or what is named', async () => {
    await follow('c-1', 'c-full');
    await terminal.runWith(withCourier, 'alerts', 'send', '--test');
    const [failed] = DeliveryListContract.parse((await terminal.run('delivery', 'list', '--json')).json).messages;
    const { retried } = DeliveryRetryContract.parse(
      (await terminal.run('delivery', 'retry', '--failed', '--json')).json,
    );
    expect(retried).toMatchObject([{ key: failed?.key, state: 'waiting', attempts: 0 }]);
    const none = await terminal.run('delivery', 'retry', '--failed');
    expect([none.code, none.out]).toEqual([0, 'Nothing was given up.\n']);
    const waiting = await terminal.run('delivery', 'retry', failed?.key ?? '', '--json');
    expect([waiting.code, failure(waiting).code]).toEqual([1, 'conflict']);
    await terminal.runWith(withCourier, 'delivery', 'retry', '--failed');
    await terminal.runWith(withCourier, 'alerts', 'send', '--test', '--to', 'c-1');
    const again = await terminal.runWith(withCourier, 'delivery', 'retry', failed?.key ?? '');
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^Put back: 1\.\nfailed {2}alert:test-/)]);
    expect(sent.filter(({ conversation }) => conversation === 'c-full')).toHaveLength(3);
  });

  it.each([
    [['list', '--state', 'lost'], 2, /no state\. Use waiting, sending/],
    [['list', '--limit', '0'], 2, /no number of messages/],
    [['retry'], 2, /Name the messages/],
    [['retry', 'k-1', '--failed'], 2, /Name the messages/],
    [['retry', 'no such message'], 1, /no message no such message/],
  ])('refuses %j', async (words, code, message) => {
    const ran = await terminal.run('delivery', ...words, '--json');
    expect([ran.code, failure(ran).message]).toEqual([code, expect.stringMatching(message)]);
  });
});
