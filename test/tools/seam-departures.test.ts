import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { callContext } from '../asking.ts';
import { echoTool, PERSONAL, seamDesk } from './seam-desk.ts';

let desk: ReturnType<typeof seamDesk>;
beforeEach(() => {
  desk = seamDesk();
});
afterEach(() => desk.close());

const READER = callContext({ permissions: ['regulations:read'] });
const DEPARTURE = { service: 'embeddings', model: 'm-1', host: 'vectors.example' };
const departing = echoTool({ departures: () => [DEPARTURE] });

describe('a call that sends something out of the house', () => {
  it('is announced before it runs, and settled by a row that names the announcement', async () => {
    const run = vi.fn(async () => {
      expect(desk.rows()).toMatchObject([{ type: 'intent', body: { tool: 'echo_word', departures: [DEPARTURE] } }]);
      expect(desk.pending()).toHaveLength(1);
      return { output: { said: 'ho' } };
    });
    const { row } = await desk.bind(departing, run).call({ word: PERSONAL }, READER);
    expect(run).toHaveBeenCalledOnce();
    const [intent, outcome, ...more] = desk.rows();
    expect(more).toEqual([]);
    expect(outcome).toMatchObject({
      position: row,
      type: 'tool_call',
      body: { tool: 'echo_word', outcome: 'ok', intent: intent?.position },
      texts: { input: `{"word":"${PERSONAL}"}` },
    });
    // The words that leave are kept beside the chain: after a crash nothing else would tell them.
    expect(intent?.texts).toEqual({ input: `{"word":"${PERSONAL}"}` });
    expect(desk.pending()).toEqual([]);
    expect(desk.forever()).not.toContain('Ottilie');
  });

  it('is settled where it fails', async () => {
    const run = async () => Promise.reject(new AppError('upstream_unavailable', 'The service does not answer.'));
    const error = await desk
      .bind(departing, run)
      .call({ word: 'ho' }, READER)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'upstream_unavailable' });
    const [intent, outcome] = desk.rows();
    expect(outcome).toMatchObject({
      type: 'tool_call',
      body: { outcome: 'failed', code: 'upstream_unavailable', intent: intent?.position },
      texts: { message: 'The service does not answer.' },
    });
    expect(desk.pending()).toEqual([]);
  });

  it('is settled where its result is withheld', async () => {
    const run = async () => ({ output: { said: 7 as unknown as string } });
    await desk
      .bind(departing, run)
      .call({ word: 'ho' }, READER)
      .catch(() => undefined);
    expect(desk.rows()).toMatchObject([{ type: 'intent' }, { type: 'tool_call', body: { code: 'internal' } }]);
    expect(desk.pending()).toEqual([]);
  });

  it('is settled where the caller had gone already, and nothing left', async () => {
    const run = vi.fn();
    await desk
      .bind(departing, run)
      .call({ word: 'ho' }, { ...READER, signal: AbortSignal.abort() })
      .catch(() => undefined);
    expect(run).not.toHaveBeenCalled();
    expect(desk.rows()).toMatchObject([{ type: 'intent' }, { type: 'tool_call', body: { code: 'conflict' } }]);
    expect(desk.pending()).toEqual([]);
  });

  it('is not announced where it is refused, or where its input is wrong', async () => {
    await desk
      .bind(departing)
      .call({ word: 7 }, READER)
      .catch(() => undefined);
    await desk
      .bind(departing)
      .call({ word: 'ho' }, callContext({ permissions: [] }))
      .catch(() => undefined);
    expect(desk.rows().map(({ type }) => type)).toEqual(['tool_call', 'refusal']);
  });

  it('stays open where the end cannot be recorded: the next start closes it as unknown', async () => {
    const run = async () => {
      desk.seal();
      return { output: { said: 'ho' } };
    };
    const error = await desk
      .bind(departing, run)
      .call({ word: 'ho' }, READER)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(desk.rows().map(({ type }) => type)).toEqual(['intent']);
    expect(desk.pending()).toHaveLength(1);
  });

  it('asks the desk as it is set up: without departures there is no announcement', async () => {
    const departures = vi.fn(() => []);
    await desk.bind(echoTool({ departures })).call({ word: 'ho' }, READER);
    expect(departures).toHaveBeenCalledOnce();
    expect(desk.rows().map(({ type }) => type)).toEqual(['tool_call']);
  });
});
