import { afterAll, describe, expect, it } from 'vitest';
import { readTrail } from '../../src/audit/trail.ts';
import { AppError } from '../../src/core/errors.ts';
import { callContext } from '../asking.ts';
import { actOf, toolDesk } from '../tools/invented-law.ts';
import { paragraph, text } from './blocks.ts';
import { answering, ask, closeDesks, deskWith, LAMP, OIL, QUESTION } from './lantern-desk.ts';
import { draft, passagesSeen, scriptedModel, search } from './scripted-model.ts';

afterAll(closeDesks);

describe('a model that fails', () => {
  it.each([
    ['upstream_unavailable', 'its service does not answer'],
    ['rate_limited', 'its service is over its limit'],
    ['misconfigured', 'it is not set up right'],
  ] as const)("leaves the law's own words: %s", async (code, why) => {
    const model = scriptedModel(() => ({ fails: new AppError(code, 'Secret inner words.') }));
    const { status, answer, notes, model: used, rows } = await ask(model);
    expect(status).toBe('answered');
    expect(answer[0]?.citations[0]?.quote).toBe(LAMP);
    expect(used).toBeUndefined();
    expect(notes[0]).toBe(`The model could not answer: ${why}. These are the words of the law.`);
    expect(JSON.stringify(notes)).not.toContain('Secret');
    // Whoever runs the desk finds out why; the words are kept where they can be erased.
    const [outcome, ...more] = rows.filter(({ type }) => type === 'outcome');
    expect(more).toEqual([]);
    expect(outcome).toMatchObject({ body: { outcome: 'failed', code }, texts: { message: 'Secret inner words.' } });
    expect(JSON.stringify(outcome?.body)).not.toContain('Secret');
  });

  it('is charged for what it read where it began to reply', async () => {
    const fails = new AppError('upstream_unavailable', 'broke');
    const [began, never] = await Promise.all(
      [[''], []].map(async (pieces) => {
        const { rows } = await ask(
          scriptedModel(() => ({ text: pieces, fails, served: { deployment: 'scripted-2' } })),
        );
        return rows.find(({ type }) => type === 'outcome')?.body;
      }),
    );
    expect(began).toMatchObject({
      outcome: 'failed',
      served: { deployment: 'scripted-2' },
      use: { input: expect.any(Number), output: 0, estimated: true },
    });
    expect(never).not.toHaveProperty('use');
  });

  it('keeps what was shown where it breaks off, and says so', async () => {
    const model = answering(
      (handle) =>
        draft([
          ['Keepers must trim every lamp within three days of the first frost.', [handle(LAMP), LAMP]],
          ['More', [handle(OIL), OIL]],
        ]).slice(0, -30),
      { fails: new AppError('upstream_unavailable', 'broke') },
    );
    const { answer, notes, watched, model: used } = await ask(model);
    expect(answer).toHaveLength(1);
    expect(used).toMatchObject({ deployment: 'scripted-1' });
    expect(notes[0]).toBe(
      'The answer broke off: its service does not answer. What is shown stands; the rest is missing.',
    );
    expect(watched.filter(({ kind }) => kind === 'sentence')).toHaveLength(1);
  });

  it('tells of a question that the content filter stopped, and answers with the law', async () => {
    const findings = [{ side: 'prompt', category: 'self_harm', severity: 'high', filtered: true }] as const;
    const model = scriptedModel(() => ({ why: 'filtered', findings }));
    const { status, notes, rows } = await ask(model);
    expect(status).toBe('answered');
    expect(notes[0]).toContain('content filter stopped this question (self harm)');
    expect(rows.find(({ type }) => type === 'outcome')?.body['filter']).toEqual(findings);
  });

  it('keeps the sentences before the filter stopped the reply', async () => {
    const findings = [{ side: 'completion', category: 'violence', severity: 'medium', filtered: true }] as const;
    const model = answering(
      (handle) =>
        draft([
          ['Keepers must trim every lamp within three days of the first frost.', [handle(LAMP), LAMP]],
          ['More', [handle(OIL), OIL]],
        ]).slice(0, -30),
      { why: 'filtered', findings },
    );
    const { answer, notes } = await ask(model);
    expect(answer).toHaveLength(1);
    expect(notes[0]).toBe("The model service's content filter stopped the answer (violence).");
  });

  it('reads no JSON as no answer', async () => {
    const model = answering(() => 'Keepers trim lamps. Trust me.');
    const { answer, notes, model: used } = await ask(model);
    expect(used).toBeUndefined();
    expect(answer[0]?.citations[0]?.quote).toBe(LAMP);
    expect(notes[0]).toContain('its reply could not be read');
  });

  it('ends an endless draft', async () => {
    const model = answering((handle) =>
      draft(
        Array.from({ length: 400 }, (_, at) => [
          `Keepers must trim every lamp within three days of the first frost${'!'.repeat(at)}`,
          [handle(LAMP), LAMP],
        ]),
      ),
    );
    const { answer, notes } = await ask(model);
    expect(answer.length).toBeGreaterThan(0);
    expect(answer.length).toBeLessThanOrEqual(24);
    expect(notes[0]).toContain('too long');
  });

  it('tells who served where the reply was ended before it said so', async () => {
    const served = { deployment: 'scripted-2', model: 'scripted-2026-02-02', spilledOver: true };
    const model = answering(
      (handle) =>
        draft(
          Array.from({ length: 30 }, (_, at) => [
            `Keepers must trim every lamp within three days of the first frost${'!'.repeat(at)}`,
            [handle(LAMP), LAMP],
          ]),
        ),
      { served },
    );
    const { answer, model: used, rows } = await ask(model);
    expect(answer).toHaveLength(24);
    expect(used).toMatchObject({ deployment: 'scripted-2', name: 'scripted-2026-02-02' });
    const outcome = rows.filter(({ type }) => type === 'outcome').at(-1);
    expect(outcome?.body).toMatchObject({ outcome: 'stopped', served, use: { estimated: true } });
  });

  it('is no excuse for whoever watches: what they throw fails the call, and nothing is left open', async () => {
    const model = answering((handle) =>
      draft([['Keepers must trim every lamp within three days of the first frost.', [handle(LAMP), LAMP]]]),
    );
    const { desk, tools } = await deskWith(model);
    const call = tools.ask_compliance.call({ question: QUESTION }, callContext(), ({ kind }) => {
      if (kind === 'sentence') throw new Error('the screen is gone');
    });
    await expect(call).rejects.toMatchObject({ code: 'internal' });
    const rows = readTrail(desk.audit.store, {}, 100);
    expect(rows.slice(-3).map(({ type, body }) => [type, body['outcome']])).toEqual([
      ['shown', undefined],
      ['outcome', 'stopped'],
      ['tool_call', 'failed'],
    ]);
    expect(desk.audit.store.pending()).toEqual([]);
  });

  it('stops at once where the one who asked goes away, and records how far it came', async () => {
    const controller = new AbortController();
    const model = answering((handle) => draft([['Lamps.', [handle(LAMP), LAMP]]]), {
      pause: async (signal) => {
        controller.abort();
        signal?.throwIfAborted();
      },
    });
    const { desk, tools } = await deskWith(model);
    await expect(
      tools.ask_compliance.call({ question: QUESTION }, callContext({ signal: controller.signal })),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('cancelled') });
    const rows = readTrail(desk.audit.store, {}, 100);
    expect(rows.at(-2)?.body).toMatchObject({ what: 'model', outcome: 'stopped', use: { estimated: true } });
    expect(rows.at(-1)).toMatchObject({ type: 'tool_call', body: { outcome: 'failed', code: 'conflict' } });
    expect(desk.audit.store.pending()).toEqual([]);
  });

  it('is given pages that it can read, however much the door shows at once', async () => {
    const long = `Keepers shall coil rope ${'with the greatest of care '.repeat(6_000)}every day.`;
    const act = actOf('32031R0079', 'Regulation on long ropes', [['1', 'Ropes', paragraph('1', text(long))]], {
      shortName: 'Rope Act',
    });
    const model = scriptedModel((_, reply) =>
      reply === 0
        ? { calls: [{ name: 'get_provision', arguments: '{"provision":"Article 1 Rope Act"}' }] }
        : { text: draft([], 'not_found') },
    );
    const opened = await toolDesk([act], { model, pageCharacters: 1_000_000_000 });
    await opened.tools.ask_compliance.call({ question: 'How is rope coiled?' }, callContext());
    const [result] =
      model.requests[1]?.messages.flatMap((message) => (message.role === 'tool' ? [message.text] : [])) ?? [];
    expect(result?.length).toBeGreaterThan(20_000);
    expect(result?.length).toBeLessThan(40_000);
    await opened.close();
  });

  it('leaves words of passages out where the model reads little, and none that the draft cites', async () => {
    const act = actOf(
      '32031R0078',
      'Regulation on ropes',
      Array.from({ length: 12 }, (_, at) => [
        String(at + 1),
        `Rope ${at + 1}`,
        paragraph(
          '1',
          text(`Keepers shall coil rope number ${at + 1} ${'with the greatest of care '.repeat(40)}every day.`),
        ),
      ]),
    );
    const model = scriptedModel(
      (request, reply) => {
        if (reply === 0) return { calls: [search('coil rope care', { limit: 12 })] };
        const cited = passagesSeen(request).find((each) => each.cite.startsWith('Article 7'));
        return {
          text: draft([
            ['Rope number 7 must be painted.', [cited?.passage ?? '', 'Keepers shall paint rope number 7']],
          ]),
        };
      },
      { window: 11_500 },
    );
    const opened = await deskWith(model, [act]);
    await opened.tools.ask_compliance.call({ question: 'How is rope number 7 coiled?' }, callContext());
    const [, draftRequest, repair] = model.requests.map((request) => passagesSeen(request));
    expect(draftRequest?.some((each) => each.text.includes('left out'))).toBe(true);
    expect(repair?.some((each) => each.text.includes('left out'))).toBe(true);
    expect(repair?.find((each) => each.cite.startsWith('Article 7'))?.text).toContain('rope number 7');
  });
});
