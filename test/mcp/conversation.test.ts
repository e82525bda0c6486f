import { describe, expect, it } from 'vitest';
import { createConversations } from '../../mcp/conversation.ts';

const ana = { tenant: 'bank', user: { id: 'ana', permissions: new Set<never>() } };
const otto = { tenant: 'bank', user: { id: 'otto', permissions: new Set<never>() } };
const sister = { tenant: 'sister', user: ana.user };
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

function conversations() {
  let drawn = 0;
  return createConversations({ newId: () => `handle-${drawn++}` });
}

describe('the conversation that something is recorded in', () => {
  const label = (key: string, value: unknown) => ({ meta: { [key]: value } });

  it('is the same for the same label of the same person, and another for anybody else', () => {
    const { of } = conversations();
    const one = of(ana, label('vscode.conversationId', 'c1'));
    expect(of(ana, label('vscode.conversationId', 'c1'))).toBe(one);
    const others = [
      of(ana, label('vscode.conversationId', 'c2')),
      of(otto, label('vscode.conversationId', 'c1')),
      of(sister, label('vscode.conversationId', 'c1')),
      of(ana, label('openai/session', 'c1')),
      of(ana, { connection: 'c1' }),
    ];
    expect(new Set([one, ...others]).size).toBe(6);
  });

  it('goes by VS Code first, then by OpenAI, then by the trace, then by the connection', () => {
    const { of } = conversations();
    const all = { 'vscode.conversationId': 'v', 'openai/session': 'o', traceparent: TRACE };
    const { 'vscode.conversationId': _v, ...noVscode } = all;
    const trace = { traceparent: TRACE, connection: 'k' };
    expect(of(ana, { meta: all, connection: 'k' })).toBe(of(ana, label('vscode.conversationId', 'v')));
    expect(of(ana, { meta: noVscode, connection: 'k' })).toBe(of(ana, label('openai/session', 'o')));
    expect(of(ana, trace)).toBe(of(ana, label('traceparent', TRACE)));
    expect(of(ana, { connection: 'k' })).not.toBe(of(ana, trace));
  });

  it('takes of a trace what its requests share, and of a malformed one nothing', () => {
    const { of } = conversations();
    const next = TRACE.replace('00f067aa0ba902b7', '00f067aa0ba90000');
    expect(of(ana, { traceparent: next })).toBe(of(ana, { traceparent: TRACE }));
    const alone = of(ana, { connection: 'k' });
    for (const wrong of ['', 'x', TRACE.toUpperCase(), `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`])
      expect(of(ana, { traceparent: wrong, connection: 'k' })).toBe(alone);
  });

  it.each([7, null, '', {}, [], true])('does not go by a label that is no text: %j', (value) => {
    const { of } = conversations();
    expect(of(ana, { ...label('vscode.conversationId', value), connection: 'k' })).toBe(of(ana, { connection: 'k' }));
  });

  it('is no label itself: what a client sends never stands in it', () => {
    const { of } = conversations();
    const id = of(ana, label('openai/session', "'; DROP TABLE rows; --".repeat(1_000)));
    expect(id).toMatch(/^mcp-[\da-f]{32}$/);
    expect(of(ana, { meta: JSON.parse('{"__proto__": {"openai/session": "x"}}'), connection: 'k' })).toBe(
      of(ana, { connection: 'k' }),
    );
  });

  it('without any label is one for each request: two chats of a host are never taken for one', () => {
    const { of } = conversations();
    expect(of(ana, {})).not.toBe(of(ana, {}));
  });
});
