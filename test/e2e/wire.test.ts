import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { playgroundLog, readWire } from './wire-record.ts';
import { brokenRules } from './wire-rules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compliance-wire-'));
  mkdirSync(join(folder, 'devTools'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sent = (body: object, { direction = 'User Application -> Microsoft 365 Agents Playground', status = 201 } = {}) =>
  JSON.stringify(
    {
      logId: 'x',
      timestamp: 1,
      conversationId: 'personal-chat',
      direction,
      activityName: 'message',
      request: { method: 'POST', url: '/_connector/v3', headers: {}, body },
      response: { statusCode: status },
    },
    null,
    2,
  );

function record(...entries: readonly string[]): void {
  writeFileSync(join(folder, 'devTools', 'events_recording_1.log'), entries.join('\n---\n'));
}

const rules = (excepted: readonly string[] = []) =>
  brokenRules(readWire(folder), excepted).map((broken) => broken.split(':')[0]);

describe('the record of the wire', () => {
  it('tells which way each exchange went, and leaves out one that is still being written', () => {
    const direction = 'Microsoft 365 Agents Playground -> User Application';
    record(
      sent({ text: 'a question\n---\nof two lines' }, { direction }),
      sent({ text: 'an answer' }),
      '{"logId": "y", "ti',
    );
    expect(readWire(folder).map(({ way, activity, status }) => [way, activity.text, status])).toEqual([
      ['in', 'a question\n---\nof two lines', 201],
      ['out', 'an answer', 201],
    ]);
  });

  it('is empty before anything was recorded, and where there is no folder', () => {
    expect(readWire(folder)).toEqual([]);
    expect(readWire(join(folder, 'none'))).toEqual([]);
  });

  it('gives what the Playground says of itself', () => {
    writeFileSync(join(folder, 'devTools', 'm365agentsplayground.log'), 'debug sent home\n\nerror users: at least 5\n');
    record(sent({}));
    expect(playgroundLog(folder)).toBe('error users: at least 5');
    expect(playgroundLog(join(folder, 'none'))).toBe('');
  });
});

describe('the rules of the wire', () => {
  const stream = { entities: [{ type: 'streaminfo', streamType: 'streaming' }] };
  const personal = { conversation: { id: 'a', conversationType: 'personal' } };

  it('let good messages pass', () => {
    record(
      sent({ type: 'message', text: 'Hello', ...personal }),
      sent({ type: 'typing', text: 'Looking', ...stream, ...personal }),
      sent({
        type: 'message',
        attachments: [{ contentType: 'c', content: { type: 'AdaptiveCard', fallbackText: 'x' } }],
      }),
    );
    expect(rules()).toEqual([]);
  });

  it.each([
    ['refused', sent({ type: 'message' }, { status: 403 })],
    ['too large', sent({ type: 'message', text: 'x'.repeat(80_000) })],
    ['bare typing', sent({ type: 'typing', ...personal })],
    [
      'streamed outside a chat',
      sent({ type: 'typing', ...stream, conversation: { id: 'a', conversationType: 'channel' } }),
    ],
    ['card without a text', sent({ attachments: [{ contentType: 'c', content: { type: 'AdaptiveCard' } }] })],
  ])('tell of a message that is %s', (rule, entry) => {
    record(entry);
    expect(rules()).toEqual([rule]);
    expect(rules([rule])).toEqual([]);
  });

  it('ask nothing of what is sent to the product', () => {
    record(sent({ type: 'typing' }, { direction: 'Microsoft 365 Agents Playground -> User Application', status: 500 }));
    expect(rules()).toEqual([]);
  });
});
