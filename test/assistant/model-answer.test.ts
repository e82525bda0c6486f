import { afterAll, describe, expect, it } from 'vitest';
import { readTrail } from '../../src/audit/trail.ts';
import { callContext } from '../asking.ts';
import { actOf } from '../tools/invented-law.ts';
import { paragraph, text } from './blocks.ts';
import { answering, ask, closeDesks, deskWith, LAMP, LANTERNS, OIL, QUESTION } from './lantern-desk.ts';
import { draft, passagesSeen, scriptedModel, search } from './scripted-model.ts';

afterAll(closeDesks);

describe('an answer by a model', () => {
  it('looks the law up in the name of the one who asks, and gives sentences that cite what it read', async () => {
    const model = answering((handle) =>
      draft([['Every lamp must be trimmed by its keepers within 3 days of the first frost.', [handle(LAMP), LAMP]]]),
    );
    const { answer, status, watched, rows, model: used, notes } = await ask(model);
    expect(status).toBe('answered');
    expect(answer).toMatchObject([
      { citations: [{ id: '32031R0077#art_1/par_1', quote: LAMP, label: 'Article 1(1) Lantern Act' }] },
    ]);
    expect(used).toMatchObject({ name: 'scripted-2026-01-01', deployment: 'scripted-1', host: 'model.test' });
    expect(notes.join(' ')).not.toContain('left out');
    expect(watched.map(({ kind }) => kind)).toEqual(['step', 'step', 'sentence']);
    expect(rows.map(({ type }) => type)).toEqual([
      'chain_started',
      'configuration',
      'person',
      'intent',
      'outcome',
      'tool_call',
      'tool_call',
      'intent',
      'shown',
      'outcome',
      'answer',
      'tool_call',
    ]);
    expect(rows.find(({ type }) => type === 'outcome')?.body).toMatchObject({
      what: 'model',
      tool: 'ask_compliance',
      outcome: 'ok',
      why: 'calls',
      use: { input: 100, cached: 20, output: 10 },
      served: { deployment: 'scripted-1', model: 'scripted-2026-01-01' },
    });
  });

  it('sends what does not stand back once with the reason, and appends what stands then', async () => {
    const model = scriptedModel((request, reply) => {
      if (reply === 0) return { calls: [search('keepers trim lamp frost'), search('store oil sealed jars')] };
      const seen = passagesSeen(request);
      const handle = (words: string) => seen.find((each) => each.text.includes(words))?.passage ?? 'none';
      if (reply === 1)
        return {
          text: draft([
            ['Keepers must trim every lamp within three days of the first frost.', [handle(LAMP), LAMP]],
            [
              'Keepers must store oil in sealed jars, unless the harbour master agrees otherwise.',
              [handle(OIL), 'Keepers shall store oil in open jars'],
            ],
          ]),
        };
      return {
        text: draft([
          ['Keepers must store oil in sealed jars, unless the harbour master agrees otherwise.', [handle(OIL), OIL]],
        ]),
      };
    });
    const { answer, notes, watched } = await ask(model);
    expect(answer.map(({ citations }) => citations[0]?.id)).toEqual([
      '32031R0077#art_1/par_1',
      '32031R0077#art_2/par_1',
    ]);
    expect(watched.filter(({ kind }) => kind === 'sentence')).toHaveLength(2);
    expect(notes.join(' ')).not.toContain('left out');
    expect(model.requests).toHaveLength(3);
    const repair = model.requests[2];
    expect(repair?.mayCall).toBe(false);
    const asked = repair?.messages.at(-1)?.text;
    expect(asked).toContain('Keepers must store oil');
    expect(asked).not.toContain('Keepers must trim');
    // What the draft says is data, as everything else that somebody may have planted.
    expect(asked?.slice(asked.indexOf('<data '), asked.indexOf('</data '))).toContain('Keepers must store oil');
  });

  it('leaves out what still does not stand, and says so', async () => {
    const model = answering((handle) =>
      draft([
        ['Keepers must trim every lamp within three days of the first frost.', [handle(LAMP), LAMP]],
        ['Oil may be stored anywhere.', [handle(OIL), 'Oil may be stored anywhere']],
      ]),
    );
    const { answer, notes } = await ask(model);
    expect(answer).toHaveLength(1);
    expect(notes[0]).toBe('One sentence was left out: it could not be shown to rest on the law that was read.');
    expect(model.requests).toHaveLength(3);
  });

  it('says so as well where a sentence was mended by two and another one was not', async () => {
    const quote = (handle: (words: string) => string) => [handle(OIL), OIL] as const;
    const model = answering((handle) =>
      model.requests.length === 2
        ? draft([
            ['Oil may be stored anywhere.', [handle(OIL), 'anywhere']],
            ['Oil may be sold.', [handle(OIL), 'may be sold']],
          ])
        : draft([
            ['Keepers must store oil in sealed jars, unless the harbour master agrees otherwise.', quote(handle)],
            ['Oil is stored in sealed jars, unless the harbour master agrees otherwise.', quote(handle)],
            ['Oil may be sold.', [handle(OIL), 'may be sold']],
          ]),
    );
    const { answer, notes } = await ask(model);
    expect(answer).toHaveLength(2);
    expect(notes[0]).toBe('One sentence was left out: it could not be shown to rest on the law that was read.');
  });

  it("gives the law's own words where nothing stands", async () => {
    const model = answering(() => draft([['Keepers may sell the lamps.', ['p-1', 'Keepers may sell the lamps']]]));
    const { answer, status, model: used, notes } = await ask(model);
    expect(status).toBe('answered');
    expect(used).toBeUndefined();
    expect(answer[0]?.citations[0]?.quote).toBe(LAMP);
    expect(notes[0]).toContain('could be shown to rest on the law that was read');
  });

  it("gives the law's own words where the model looked nothing up", async () => {
    const model = scriptedModel(() => ({ text: draft([], 'not_found') }));
    const { answer, status, notes } = await ask(model);
    expect(status).toBe('answered');
    expect(answer[0]?.citations[0]?.quote).toBe(LAMP);
    expect(notes[0]).toContain('without reading the law');
  });

  it('is "not found" with what was searched, where the model looked and found nothing', async () => {
    const model = answering(() => draft([], 'not_found'));
    const { status, searched, notes, model: used } = await ask(model, 'Who paints the harbour wall?');
    expect(status).toBe('not_found');
    expect(searched.acts).toEqual(['32031R0077']);
    expect(searched.terms).toEqual(expect.arrayContaining(['trim', 'oil', 'jars']));
    expect(notes[0]).toContain('found no answer in it');
    expect(used).toBeDefined();
  });

  it('cannot cite what was read for an earlier question only', async () => {
    let handle = '';
    const model = scriptedModel((request, reply) => {
      if (reply === 0) return { calls: [search('keepers trim lamp frost')] };
      if (reply === 1) {
        handle = passagesSeen(request).find((each) => each.text.includes(LAMP))?.passage ?? '';
        return {
          text: draft([['Keepers must trim every lamp within three days of the first frost.', [handle, LAMP]]]),
        };
      }
      return { text: draft([['Keepers must trim every lamp within three days of the first frost.', [handle, LAMP]]]) };
    });
    const { tools } = await deskWith(model);
    const first = await tools.ask_compliance.call({ question: QUESTION }, callContext());
    expect(first.output.model).toBeDefined();
    const second = await tools.ask_compliance.call({ question: 'What must keepers do with lamps?' }, callContext());
    expect(second.output.model).toBeUndefined();
    expect(second.output.notes[0]).toContain('without reading the law');
  });

  it('remembers the conversation, as data, and no other one', async () => {
    const model = answering((handle) =>
      draft([['Keepers must trim every lamp within three days of the first frost.', [handle(LAMP), LAMP]]]),
    );
    const { tools } = await deskWith(model);
    await tools.ask_compliance.call({ question: QUESTION }, callContext());
    const told = async (context: Parameters<typeof callContext>[0]) => {
      await tools.ask_compliance.call({ question: 'Why is that?' }, callContext(context));
      return model.requests.at(-1)?.messages[1]?.text ?? '';
    };
    const [own, other, elsewhere] = [await told({}), await told({ user: 'u-2' }), await told({ conversation: 'c-2' })];
    expect(own).toContain(QUESTION);
    expect(own.indexOf('<data ')).toBeLessThan(own.indexOf(QUESTION));
    expect(other).not.toContain(QUESTION);
    expect(elsewhere).not.toContain(QUESTION);
  });

  it('keeps to the day, the acts and the language that the person set', async () => {
    const model = scriptedModel((_, reply) =>
      reply === 0
        ? { calls: [search('lamp', { asOf: '1999-01-01', acts: ['32099R0001'], language: 'es' })] }
        : { text: draft([], 'not_found') },
    );
    const { desk, tools } = await deskWith(model);
    await tools.ask_compliance.call(
      { question: QUESTION, asOf: '2032-01-01', acts: ['32031R0077'], language: 'en' },
      callContext(),
    );
    const [call] = readTrail(desk.audit.store, { types: ['tool_call'] }, 10);
    expect(JSON.parse(call?.texts['input'] ?? '')).toMatchObject({
      asOf: '2032-01-01',
      acts: ['32031R0077'],
      language: 'en',
    });
  });

  it('keeps to the acts that the person set, also with a tool that knows none', async () => {
    const other = actOf('32031R0078', 'Regulation on ropes', [
      ['1', 'Ropes', paragraph('1', text('Keepers shall coil every rope at dusk.'))],
    ]);
    const compare = {
      name: 'compare_provisions',
      arguments: '{"provision":"32031R0078#art_1","with":"32031R0077#art_1"}',
    };
    const model = scriptedModel((_, reply) => (reply === 0 ? { calls: [compare] } : { text: draft([], 'not_found') }));
    const { tools } = await deskWith(model, [LANTERNS, other]);
    const told = async (more: object) => {
      model.requests.length = 0;
      await tools.ask_compliance.call({ question: 'What do ropes need?', ...more }, callContext());
      return model.requests[1]?.messages.at(-1)?.text ?? '';
    };
    expect(await told({})).toContain('coil every rope');
    const kept = await told({ acts: ['32031R0077'] });
    expect(kept).not.toContain('coil every rope');
    expect(kept).toContain('Only these acts are read for this question: 32031R0077.');
  });

  it('tells a model what was wrong with its call, and records the call', async () => {
    const model = scriptedModel((_, reply) =>
      reply === 0
        ? {
            calls: [
              { name: 'search_regulations', arguments: '{"query":' },
              { name: 'search_regulations', arguments: '{"words":"lamp"}' },
              { name: 'get_provision', arguments: '{"provision":"Article 9 Lantern Act"}' },
              { name: 'ask_compliance', arguments: '{"question":"lamp"}' },
              { name: 'file_finding', arguments: '{"title":"x"}' },
            ],
          }
        : { text: draft([], 'not_found') },
    );
    const { rows } = await ask(model);
    const results =
      model.requests[1]?.messages.filter(({ role }) => role === 'tool').map((message) => message.text) ?? [];
    expect(results.map((result) => /"code":"(\w+)"/.exec(result)?.[1])).toEqual([
      'invalid_input',
      'invalid_input',
      'not_found',
      'not_permitted',
      'not_permitted',
    ]);
    expect(rows.filter(({ type }) => type === 'refusal')).toHaveLength(2);
    expect(rows.filter(({ type, body }) => type === 'tool_call' && body['outcome'] === 'failed')).toHaveLength(3);
  });

  it('offers a model what can be cited, and never itself, whatever the person may do', async () => {
    const model = answering(() => draft([], 'not_found'));
    await ask(model);
    expect(model.requests[0]?.tools.map(({ name }) => name)).toEqual([
      'search_regulations',
      'get_provision',
      'list_regulations',
      'explain_term',
      'compare_provisions',
    ]);
  });

  it('ends the calls after six rounds', async () => {
    const model = scriptedModel((request) =>
      request.mayCall ? { calls: [search('lamp')] } : { text: draft([], 'not_found') },
    );
    await ask(model);
    expect(model.requests.map(({ mayCall }) => mayCall)).toEqual([true, true, true, true, true, true, false]);
  });

  it('makes no more than eight calls at once, and answers each exactly once', async () => {
    const model = scriptedModel((_, reply) =>
      reply === 0
        ? { calls: Array.from({ length: 10 }, (_each, at) => search(`lamp ${at}`)) }
        : { text: draft([], 'not_found') },
    );
    const { rows } = await ask(model);
    expect(rows.filter(({ type, body }) => type === 'tool_call' && body['tool'] === 'search_regulations')).toHaveLength(
      8,
    );
    const answered = model.requests[1]?.messages.flatMap((message) => (message.role === 'tool' ? [message.call] : []));
    expect(answered).toHaveLength(10);
    expect(new Set(answered).size).toBe(10);
  });

  it('answers in the language of the question', async () => {
    const model = answering(() => draft([['Nada.', ['x', 'y']]]));
    const { notes } = await ask(model, '¿Cuándo deben los fareros recortar las lámparas?');
    expect(model.requests[0]?.messages[0]?.text).toContain('plain words, in Spanish');
    expect(notes[0]).toContain('se pudo demostrar');
  });
});
