import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTerminal } from '../../src/terminal/program.ts';
import { type AzureOpenAiPeer, PEER_KEY, startAzureOpenAi } from '../fixtures/azure-openai/azure-openai-peer.ts';
import type { ReceivedRequest, ScriptedReply } from '../fixtures/azure-openai/script.ts';
import { AskContract } from './contract.ts';
import { temporaryTerminal } from './run.ts';

/** The whole way of a question: terminal, assistant, tools, adapter, and a strict Azure OpenAI on this machine. */

let peer: AzureOpenAiPeer;
let started: ReturnType<typeof temporaryTerminal>;
const DEPLOYMENTS = { 'desk-ptu': { provisioned: true }, 'desk-paygo': {} } as const;

beforeEach(async () => {
  peer = await startAzureOpenAi({ deployments: DEPLOYMENTS, reply: answering, wire: { longestPiece: 7, seed: 3 } });
});
afterEach(async () => {
  started?.remove();
  await peer.stop();
});

const settings = (more: Readonly<Record<string, string>> = {}) => ({
  MODEL: 'azure',
  MODEL_URL: peer.url,
  MODEL_NAME: 'desk-ptu',
  MODEL_API_KEY: PEER_KEY,
  ...more,
});
const spillover = () =>
  settings({ MODEL_SPILLOVER_URL: peer.url, MODEL_SPILLOVER_NAME: 'desk-paygo', MODEL_SPILLOVER_API_KEY: PEER_KEY });

interface Seen {
  readonly passage: string;
  readonly cite: string;
  readonly text: string;
}

function passagesIn({ body }: ReceivedRequest): readonly Seen[] {
  return body.messages.flatMap(({ role, content }) => {
    if (role !== 'tool' || typeof content !== 'string') return [];
    return (JSON.parse(content.split('\n').slice(1, -1).join('\n')) as { passages: Seen[] }).passages;
  });
}

/** Reads Article 17(2) DORA and says what it says, in the words that it has. */
function answering(request: ReceivedRequest): ScriptedReply {
  const [first] = passagesIn(request);
  if (first === undefined)
    return {
      calls: [
        { name: 'get_provision', arguments: { provision: 'Article 17(2) DORA' } },
        { name: 'search_regulations', arguments: { query: 'ICT-related incidents recorded', limit: 3 } },
      ],
      interleaved: true,
    };
  const quote = first.text;
  return {
    structured: { status: 'answered', sentences: [{ text: quote, citations: [{ passage: first.passage, quote }] }] },
  };
}

async function ask(environment: Readonly<Record<string, string>>, question = 'How are ICT incidents classified?') {
  started = temporaryTerminal(environment);
  const ran = await started.run('ask', question, '--json');
  expect(ran.code).toBe(0);
  return AskContract.parse(ran.json);
}

async function trail() {
  const { json } = await started.run('audit', 'trail', '--json');
  const { rows } = json as { rows: { type: string; body: string }[] };
  return rows.map(({ type, body }) => ({ type, body: JSON.parse(body) as Record<string, unknown> }));
}

describe('ask, with a model', () => {
  it('answers with cited sentences, and says which model formulated them', async () => {
    const answer = await ask(settings());
    expect(answer.status).toBe('answered');
    expect(answer.answer[0]?.citations[0]?.id).toBe('32022R2554#art_17/par_2');
    expect(answer.model).toMatchObject({
      name: 'gpt-4o-2024-08-06',
      deployment: 'desk-ptu',
      host: new URL(peer.url).host,
    });
    expect(peer.refused).toEqual([]);
    expect(peer.requests).toHaveLength(2);
    const [{ body } = { body: undefined }] = peer.requests;
    expect(body).toMatchObject({ stream: true, temperature: 0, parallel_tool_calls: true });
    expect(body?.seed).toEqual(expect.any(Number));
    expect(body?.tools?.map(({ function: { name } }) => name)).not.toContain('ask_compliance');
    const outcomes = (await trail()).filter(({ type }) => type === 'outcome');
    expect(outcomes.map(({ body: { why, outcome } }) => [why, outcome])).toEqual([
      ['calls', 'ok'],
      ['complete', 'ok'],
    ]);
  });

  it('has no model where none is set', async () => {
    const answer = await ask({}, 'What is ICT risk?');
    expect(answer.model).toBeNull();
    expect(peer.requests).toEqual([]);
  });

  it('spills over where the first deployment is full, and the record says which served', async () => {
    peer.fault = ({ deployment }) =>
      deployment === 'desk-ptu' ? { kind: 'provisioned_full', retryAfterMilliseconds: 60_000 } : undefined;
    const answer = await ask(spillover());
    expect(answer.model).toMatchObject({ deployment: 'desk-paygo' });
    expect(peer.requests.map(({ deployment }) => deployment)).toEqual(['desk-ptu', 'desk-paygo', 'desk-paygo']);
    const served = (await trail()).flatMap(({ body }) => (body['served'] === undefined ? [] : [body['served']]));
    expect(served).toMatchObject([
      { deployment: 'desk-paygo', spilledOver: true },
      { deployment: 'desk-paygo', spilledOver: true },
    ]);
  });

  it('tells of the content filter in a plain sentence, and has it on record', async () => {
    peer.fault = () => ({
      kind: 'prompt_filtered',
      findings: [{ category: 'violence', severity: 'high', filtered: true }],
    });
    const answer = await ask(settings(), 'What is ICT risk?');
    expect(answer.status).toBe('answered');
    expect(answer.model).toBeNull();
    expect(answer.notes[0]).toContain('content filter stopped this question (violence)');
    expect((await trail()).find(({ type }) => type === 'outcome')?.body['filter']).toMatchObject([
      { side: 'prompt', category: 'violence', filtered: true },
    ]);
  });

  it.each([
    ['a wrong key', { MODEL_API_KEY: 'another key' }, 'it is not set up right'],
    ['a deployment that does not exist', { MODEL_NAME: 'desk-none' }, 'it is not set up right'],
    ['nothing that listens', { MODEL_URL: 'http://127.0.0.1:9' }, 'its service does not answer'],
  ])("answers with the law's own words with %s", async (_, wrong, why) => {
    const answer = await ask(settings(wrong), 'What is ICT risk?');
    expect(answer.status).toBe('answered');
    expect(answer.model).toBeNull();
    expect(answer.notes[0]).toContain(why);
    expect(JSON.stringify(answer)).not.toContain('another key');
  });

  it('keeps what came before a stream was cut', async () => {
    peer.reply = (request) => {
      const reply = answering(request) as { structured?: { sentences: { text: string; citations: unknown[] }[] } };
      const [sentence] = reply.structured?.sentences ?? [];
      if (sentence === undefined) return reply;
      const more = Array.from({ length: 3 }, () => ({ ...sentence, text: `${sentence.text} ` }));
      return { structured: { status: 'answered', sentences: [sentence, ...more] } };
    };
    peer.fault = ({ call }) => (call === 2 ? { kind: 'cut', afterBytes: 150_000 } : undefined);
    const answer = await ask(settings());
    expect(answer.answer.length).toBeGreaterThan(0);
    expect(answer.notes[0]).toContain('broke off');
  });
});

describe('an answer for people', () => {
  it("has the law's words beside those of the model", async () => {
    started = temporaryTerminal(settings());
    const { out } = await started.run('ask', 'How are ICT incidents classified?');
    expect(out).toContain('“2. All ICT-related incidents');
    expect(out).toContain('formulated by gpt-4o-2024-08-06');
    const plain = temporaryTerminal();
    const own = await plain.run('ask', 'What is ICT risk?');
    plain.remove();
    expect(own.out).not.toContain('“');
  });
});

describe('what a model costs', () => {
  const PRICES = { COMPLIANCE_PRICES: '{"currency":"EUR","models":{"gpt-4o":{"input":2.5,"output":10}}}' };
  const limit = (more: object) => ({
    COMPLIANCE_BUDGETS: JSON.stringify([
      { of: 'tenant', measure: 'requests', period: 'month', limit: 4, hard: true, ...more },
    ]),
  });
  const usage = async () => {
    const { json } = await started.run('usage', '--by', 'department', '--json');
    return json as { rows: Record<string, unknown>[]; total: Record<string, unknown> };
  };

  it('is on the chargeback report, by department, with the tokens that the service counted', async () => {
    await ask(settings({ ...PRICES, COMPLIANCE_DEPARTMENT: 'Treasury' }));
    const { rows } = await usage();
    expect(rows).toMatchObject([{ name: 'Treasury', questions: 1, calls: 2, unpriced: 0, estimated: 0 }]);
    expect(JSON.stringify(rows)).toContain('EUR');
  });

  it('ends at a hard limit: the model is not asked, answers go on, and the person is told', async () => {
    started = temporaryTerminal(settings(limit({})));
    const asked = async () =>
      AskContract.parse((await started.run('ask', 'How are ICT incidents classified?', '--json')).json);
    const [first, second, third] = [await asked(), await asked(), await asked()];
    expect(first.model).not.toBeNull();
    expect(second.model).not.toBeNull();
    expect(third).toMatchObject({ status: 'answered', model: null });
    expect(third.notes[0]).toContain('limit');
    expect(peer.requests).toHaveLength(4);
    expect((await usage()).rows).toMatchObject([{ questions: 3, calls: 4 }]);
  });

  it('is told from 80 % of a limit on, and a soft one ends nothing', async () => {
    started = temporaryTerminal(settings(limit({ limit: 2, hard: false })));
    const asked = async () =>
      AskContract.parse((await started.run('ask', 'How are ICT incidents classified?', '--json')).json);
    expect((await asked()).notes.join(' ')).not.toContain('limit');
    const second = await asked();
    expect(second.model).not.toBeNull();
    expect(second.notes.join(' ')).toContain('limit');
  });
});

describe('doctor, with a model', () => {
  it('says which address is none, and all else that it found', async () => {
    started = temporaryTerminal(settings({ MODEL_SPILLOVER_URL: 'lamp', MODEL_SPILLOVER_NAME: 'desk-paygo' }));
    const { code, json } = await started.run('doctor', '--json');
    expect(code).toBe(1);
    const checks = (json as { checks: { name: string; status: string; message: string }[] }).checks;
    expect(checks.find(({ name }) => name === 'model')).toMatchObject({
      status: 'failure',
      message: 'MODEL_SPILLOVER_URL is no http or https address',
    });
    expect(checks.map(({ name }) => name)).toContain('audit');
  });
});

describe('chat, with a model', () => {
  it('is stopped by Ctrl-C in the middle of an answer, closes the request, and goes on', async () => {
    started = temporaryTerminal();
    const input = new PassThrough();
    let [out, interrupt] = ['', (): void => undefined];
    const ended = runTerminal(
      ['chat'],
      {
        out: (text) => {
          out += text;
        },
        err: () => undefined,
        interactive: false,
        input,
        onInterrupt: (interrupted) => {
          interrupt = interrupted;
          return () => undefined;
        },
      },
      { COMPLIANCE_DATA: started.folder, ...settings() },
    );
    peer.fault = ({ call }) => (call === 2 ? { kind: 'stall', afterEvents: 4 } : undefined);
    input.write('How are ICT incidents classified?\n');
    await expect.poll(() => peer.requests.length, { timeout: 10_000 }).toBe(2);
    interrupt();
    await peer.disconnected(1);
    input.write('How are ICT incidents classified?\n');
    await expect.poll(() => out.includes('formulated by gpt-4o-2024-08-06'), { timeout: 10_000 }).toBe(true);
    input.end();
    expect(await ended).toBe(0);
    expect(out.indexOf('Stopped.')).toBeLessThan(out.indexOf('formulated by'));
    expect(out).toContain('Stopped.');
  });
});
