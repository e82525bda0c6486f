import { compareDeadlines, durationHours } from '../norms/durations.ts';
import type { Deadline } from '../norms/norm.ts';
import type { Comparison, Finding } from './finding.ts';
import type { Reading } from './readings.ts';

const BEFORE =
  /(?<![\p{L}])(?:before|prior to|in advance|beforehand|previously|antes de|con car[aá]cter previo|previamente|con antelaci[oó]n)(?![\p{L}])/iu;
const LATE = 0.8;
const ABSENT = 0.8;
/** Without a number the law leaves it open: a policy that says nothing of haste lacks less. */
const PROMPT_ABSENT = 0.45;
const UNLIKE = 0.6;
/** Hours beyond which a number is not what "without undue delay" means. */
const SLOWEST_PROMPT = 240;

/**
 * Times, one by one. Those of the statement that says most of the obligation decide; where it has none of the kind, those
 * of the statements that belong to it, then those beside it.
 */
export function compareTimes(comparison: Comparison): readonly Finding[] {
  const {
    aim: { obligation },
    cluster,
    normOf,
  } = comparison;
  const late = afterwards(comparison);
  if (late !== undefined) return [late];
  const law = obligation.norm.deadlines.filter(({ kind, iso }) => kind === 'prompt' || iso !== null);
  if (law.length === 0) return [];
  const timesOf = (reading: Reading): readonly Timed[] =>
    deadlinesOf(reading, normOf).map((each) => withEvent(reading.words, each));
  const groups = [...cluster.members.map(({ reading }) => timesOf(reading)), cluster.beside.flatMap(timesOf)];
  const used = new Set<Timed>();
  const ordered = law.map((each) => withEvent(obligation.text, each)).sort((a, b) => hours(a) - hours(b));
  return ordered.flatMap((deadline): readonly Finding[] => {
    for (const group of groups) {
      const alike = group.filter((each) => !used.has(each) && relation(deadline, each) !== 'unlike');
      if (alike.length === 0) continue;
      const same = alike.find((each) => relation(deadline, each) === 'same');
      const chosen = same ?? alike.find((each) => relation(deadline, each) === 'laxer') ?? alike[0];
      if (chosen === undefined) continue;
      used.add(chosen);
      if (relation(deadline, chosen) !== 'laxer') return [];
      return [{ kind: 'deadline', against: true, strength: 1, law: deadline.said, policy: chosen.said }];
    }
    const taken = [...used].some((each) => each.kind === deadline.kind);
    if (taken) return [];
    const other = groups[0]?.find((each) => each.kind === 'prompt' || each.kind === deadline.kind);
    const strength = deadline.kind === 'prompt' ? PROMPT_ABSENT : other === undefined ? ABSENT : UNLIKE;
    return [{ kind: 'deadline', against: false, strength, law: deadline.said, policy: other?.said ?? null }];
  });
}

const AFTERWARDS =
  /(?<![\p{L}])(?:after|afterwards|following|once|upon completion|posterior(?:es|mente)?|siguientes?|despu[eé]s|tras|una vez)(?![\p{L}])/iu;

/** The law wants it done before something, the policy has it done after: with a period or without. */
function afterwards({ aim: { obligation }, cluster, reader }: Comparison): Finding | undefined {
  const law = BEFORE.exec(obligation.text);
  const { words, language } = cluster.best.reading;
  if (law === null || AFTERWARDS.test(obligation.text) || reader.concepts(words, language).has('prior'))
    return undefined;
  const policy = AFTERWARDS.exec(words);
  if (policy === null) return undefined;
  return { kind: 'deadline', against: true, strength: LATE, law: law[0], policy: policy[0] };
}

/** A deadline with the word behind it that tells whether it runs towards its event; `said` is what is shown. */
interface Timed extends Deadline {
  readonly said: string;
}

const TOWARDS =
  /^\s{1,3}(?:before|prior to|in advance|ahead of|antes|de antelaci[oó]n|con antelaci[oó]n|previos?)(?![\p{L}])/iu;

function withEvent(words: string, deadline: Deadline): Timed {
  const [towards = ''] = TOWARDS.exec(words.slice(deadline.end, deadline.end + 24)) ?? [];
  return { ...deadline, text: `${deadline.text}${towards}`, said: deadline.text };
}

function deadlinesOf(reading: Reading, normOf: Comparison['normOf']): readonly Deadline[] {
  const all = reading.norms().flatMap(({ deadlines }) => deadlines);
  return all.length > 0 ? all : (normOf(reading)?.deadlines ?? []);
}

function relation(law: Deadline, policy: Deadline): ReturnType<typeof compareDeadlines> {
  const told = compareDeadlines(law, policy);
  if (told !== 'unlike') return told;
  // A number of hours or days answers "without undue delay", as long as it is a short one.
  if (law.kind === 'prompt' && policy.kind === 'within') {
    const length = hours(policy);
    if (!Number.isFinite(length)) return 'unlike';
    return length > SLOWEST_PROMPT ? 'laxer' : 'stricter';
  }
  return 'unlike';
}

function hours({ iso, working }: Deadline): number {
  return (iso === null ? undefined : durationHours(iso, working)) ?? Number.POSITIVE_INFINITY;
}
