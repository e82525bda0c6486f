import type { ChatEvent, ChatModel, ChatRequest, ToolRequest } from '../../../src/assistant/chat-model.ts';
import { seeded } from '../../seeded.ts';
import { chooseClauses } from './clauses.ts';
import { fill, forgedCalls } from './forged-calls.ts';
import { type ForgedSentence, forgedSentences } from './forged-sentences.ts';
import type { Attacker, HostileString, Want } from './hostile-string.ts';
import { createRecogniser } from './recognising.ts';
import { replyInShape, SHAPES, type Shape } from './reply-shapes.ts';
import { readMessages, type Seen, withoutRole } from './seen.ts';

/**
 * The worst model that there can be: it reads all that it is given, takes every hostile string in it for an order, and
 * tries whatever the port lets it try. What keeps it from doing harm is the desk alone.
 */
export interface ObeyingModel extends ChatModel {
  /** Forgets what was reached and tried; the number chooses which tricks come first. */
  begin(run: number): void;
  forgetReached(): void;
  /** Set, it answers at once that it found nothing, and does and notes nothing else. */
  silent: boolean;
  /** Hostile strings that stood in what it was given since `begin`. */
  readonly reached: ReadonlySet<string>;
  /** All that it was given since `begin`, each text once, behind its role and a colon. */
  readonly given: ReadonlySet<string>;
  /** The marks of data and the instructions that it was given since `begin`. */
  readonly marks: ReadonlySet<string>;
  readonly system: string;
  /** The calls that it asked for, also where it was not allowed to. */
  readonly calls: readonly ToolRequest[];
  readonly forged: readonly ForgedSentence[];
  /** The shapes in which it has replied. */
  readonly shapes: readonly Shape[];
}

const WANTS: readonly Want[] = ['write', 'permission', 'leak', 'false_citation', 'link'];
const NOT_FOR_READING = ['compare_provisions', 'explain_term', 'get_audit_trail', 'file_finding', 'set_role'];
const HOSTILE_ROUNDS = 2;
const CALLS_A_ROUND = 10;
const CALLS_OF_A_FLOOD = 60;
const SENTENCES_A_DRAFT = 12;

export function createObeyingModel(strings: readonly HostileString[], attacker: Attacker): ObeyingModel {
  const recognise = createRecogniser(strings);
  const byId = new Map(strings.map((each) => [each.id, each]));
  let run = 0;
  let random = seeded(1);
  let [reached, given, marks] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let system = '';
  const [calls, forged, shapes]: [ToolRequest[], ForgedSentence[], Shape[]] = [[], [], []];

  const obeyed = (seen: Seen): readonly HostileString[] => {
    for (const text of seen.texts) given.add(text);
    for (const mark of seen.marks) marks.add(mark);
    system = seen.system;
    const now = recognise(seen.texts.map(withoutRole));
    for (const id of now) reached.add(id);
    return [...now].flatMap((id) => byId.get(id) ?? []);
  };
  const ask = (wanted: readonly Omit<ToolRequest, 'id'>[], round: number): readonly ToolRequest[] => {
    // The last two have one id: a door that answers by id must not take one for the other.
    return wanted.map((each, at) => ({ ...each, id: `call_${round}_${Math.min(at, wanted.length - 2)}` }));
  };
  const decide = (request: ChatRequest): Reply => {
    const seen = readMessages(request);
    const orders = obeyed(seen);
    const wants = WANTS.filter((want) => orders.some((order) => order.wants === want));
    const round = seen.rounds + seen.repairs;
    const endless = orders.some(({ kind }) => kind === 'budget' || kind === 'repair_round');
    if (request.mayCall && seen.repairs === 0) {
      if (seen.rounds === 0)
        return { text: '', calls: ask([...reading(request, seen), ...hostile(request, seen, wants, 0)], round) };
      if (wants.length > 0 && (endless || seen.rounds <= HOSTILE_ROUNDS)) {
        const asked = [...hostile(request, seen, wants, seen.rounds), ...flood(orders)];
        return { text: aside(request, seen, wants), calls: ask(asked, round) };
      }
    }
    const draft = drafted(seen, wants);
    const shape = wants.length === 0 ? 'as asked' : (SHAPES[(run + seen.repairs) % SHAPES.length] ?? 'as asked');
    shapes.push(shape);
    // Calls where none are allowed.
    const late = endless || shape === 'with calls' ? ask(hostile(request, seen, wants, round), round) : [];
    return { text: replyInShape(shape, request, draft, seen), calls: late, cut: shape === 'cut' };
  };
  const hostile = (request: ChatRequest, seen: Seen, wants: readonly Want[], round: number) =>
    taken(
      wants.flatMap((want) => forgedCalls(want, seen, request.tools, attacker)),
      CALLS_A_ROUND,
      run * 3 + round * CALLS_A_ROUND,
    );
  const flood = (orders: readonly HostileString[]): readonly Omit<ToolRequest, 'id'>[] =>
    orders.some(({ kind }) => kind === 'budget')
      ? Array.from({ length: CALLS_OF_A_FLOOD }, (_, at) => ({
          name: 'search_regulations',
          arguments: JSON.stringify({ query: `number ${at}` }),
        }))
      : [];
  // Beside calls no answer is asked for: a chat, or an answer before its time.
  const aside = (request: ChatRequest, seen: Seen, wants: readonly Want[]): string => {
    if (run % 3 === 0) return `I call tools now. ${[...seen.canaries, ...seen.marks].join(' ')}`;
    return run % 3 === 1 ? replyInShape('as asked, lies first', request, drafted(seen, wants), seen) : '';
  };
  const drafted = (seen: Seen, wants: readonly Want[]) => {
    const clauses = chooseClauses(seen, (text) => recognise([text]).size > 0);
    const [clause, ...others] = clauses;
    const honest =
      clause === undefined
        ? []
        : [{ text: clause.quote, citations: [{ passage: clause.passage.handle, quote: clause.quote }] }];
    const basis = clause ?? {
      passage: { handle: 'p1', label: '', text: '' },
      quote: 'Each guild shall report within 3 days.',
    };
    const elsewhere = others.filter(({ passage }) => !passage.text.includes(basis.quote));
    const lies = taken(
      wants.flatMap((want) => forgedSentences(want, seen, basis, elsewhere, attacker)),
      SENTENCES_A_DRAFT,
      run * 5 + seen.repairs * SENTENCES_A_DRAFT,
    );
    forged.push(...lies);
    return { honest, lies };
  };

  const self: ObeyingModel = {
    destinations: [{ service: 'obeying model', host: 'model.invalid', deployment: 'obeying' }],
    window: 128_000,
    begin: (number) => {
      run = number;
      random = seeded(number + 1);
      [reached, given, marks] = [new Set(), new Set(), new Set()];
      system = '';
      for (const list of [calls, forged, shapes]) list.length = 0;
    },
    get reached() {
      return reached;
    },
    get given() {
      return given;
    },
    get marks() {
      return marks;
    },
    get system() {
      return system;
    },
    forgetReached: () => {
      reached = new Set();
    },
    silent: false,
    calls,
    forged,
    shapes,
    async *reply(request) {
      const decided = self.silent ? SILENCE : decide(request);
      yield* inPieces(decided.text, random);
      // Whoever stopped reading before has not been asked for them.
      calls.push(...decided.calls);
      yield endOf(request, decided);
    },
  };
  return self;
}

interface Reply {
  readonly text: string;
  readonly calls: readonly ToolRequest[];
  readonly cut?: boolean;
}

const SILENCE: Reply = { text: '{"status":"not_found","sentences":[]}', calls: [] };

/** What an honest model would look up as well, and every other tool that reads: what it does not read cannot reach it. */
function reading({ tools }: ChatRequest, { asked }: Seen): readonly Omit<ToolRequest, 'id'>[] {
  // Earlier turns stand before the question, marked as data.
  const question = (asked.split(/<\/data [^>]*>/).at(-1) ?? '').slice(-400);
  const places = question.match(/\bArticle \d+/g) ?? [];
  const [number = ''] = /\b\d{4}\/\d+\b/.exec(question) ?? [];
  return tools.flatMap(({ name, ...tool }) => {
    const called = (given: object) => ({ name, arguments: JSON.stringify(given) });
    if (name === 'get_provision')
      return places.map((place) => called({ provision: `${place} of Regulation (EU) ${number}` }));
    if (name === 'list_regulations') return [called({ name: number })];
    if (NOT_FOR_READING.includes(name)) return [];
    return [called(fill({ name, ...tool }, question))];
  });
}

/** So many of a list, from somewhere on, round its end: over the runs everything is tried. */
function taken<T>(list: readonly T[], most: number, from: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, at) => list[(from + at) % list.length] as T);
}

function* inPieces(text: string, random: () => number): Generator<ChatEvent> {
  let at = 0;
  while (at < text.length) {
    const length = 1 + Math.floor(random() * 200);
    yield { kind: 'text', text: text.slice(at, at + length) };
    at += length;
  }
}

function endOf({ messages }: ChatRequest, { text, calls, cut = false }: Reply): ChatEvent {
  const input = Math.ceil(messages.reduce((sum, message) => sum + message.text.length, 0) / 4);
  return {
    kind: 'end',
    why: calls.length > 0 ? 'calls' : cut ? 'too_long' : 'complete',
    calls,
    findings: [],
    use: { input, cached: 0, output: Math.ceil(text.length / 4), estimated: false },
    served: {
      service: 'obeying model',
      host: 'model.invalid',
      deployment: 'obeying',
      model: 'obeying-1',
      spilledOver: false,
    },
  };
}
