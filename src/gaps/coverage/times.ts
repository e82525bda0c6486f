import { compareDeadlines, durationHours, isMaximum } from '../norms/durations.ts';
import type { Deadline, DeadlineKind } from '../norms/norm.ts';
import { clauseFrom } from './clause.ts';
import { overlap } from './clusters.ts';
import type { Comparison, Finding } from './finding.ts';
import { statedTimes, type Timed, withEvent } from './stated-times.ts';

const ABSENT = 0.8;
/** Without a number the law leaves it open: a policy that says nothing of haste lacks less. */
const PROMPT_ABSENT = 0.45;
const UNLIKE = 0.6;
const LATE = 0.8;
const LEAST_SHARE = 0.3;
/** So much more must rest on a statement for its time to count against the law's own, which stands in another. */
const MUCH_MORE = 0.4;
const CARRIES = 0.5;
/** Hours beyond which a number is not what "without undue delay" means. */
const SLOWEST_PROMPT = 240;
/** Likewise of "within a reasonable period". */
const SLOWEST_TIMELY = 1_500;
const TIMELY = /timely|reasonable|due time|good time|oportun|razonable|debido/i;

/**
 * Times, one by one. Wherever in the section the law's own time stands, it is met, unless a statement on which much more
 * rests sets another; else those of the statement that says most of the obligation decide, and where it has none of the
 * kind, those of the statements that belong to it. What stands beside them speaks of something else.
 */
export function compareTimes(comparison: Comparison): readonly Finding[] {
  const { aim, cluster } = comparison;
  const late = afterwards(comparison);
  if (late !== undefined) return [late];
  const { obligation } = aim;
  const law = obligation.norm.deadlines
    .filter(({ kind, iso }) => kind === 'prompt' || iso !== null)
    .map((each) => withEvent(obligation.text, each))
    .sort((a, b) => hours(a) - hours(b));
  const around = new Set(statedTimes(aim.paragraph, obligation.language).flatMap(({ iso }) => iso ?? []));
  if (law.length === 0) return slow(comparison, around);
  const groups = [
    ...cluster.members.map(({ reading, share }) => ({ times: reading.times(), share })),
    { times: cluster.beside.flatMap((reading) => reading.times()), share: 0 },
  ];
  const used = new Set<Timed>();
  const met = new Set<DeadlineKind>();
  return law.flatMap((deadline) => {
    const before = used.size;
    const finding =
      met.has(deadline.kind) && isMaximum(deadline) ? undefined : compareOne(deadline, groups, used, around);
    if (used.size > before) met.add(deadline.kind);
    return finding === undefined ? [] : [finding];
  });
}

/** Where the law names no time, whoever takes this long does not do it for what the law wants it done. */
function slow({ cluster, aim, reader }: Comparison, around: ReadonlySet<string>): readonly Finding[] {
  if (reader.concepts(aim.obligation.text, aim.obligation.language).has('keep')) return [];
  for (const { reading, share } of cluster.members) {
    if (share < CARRIES) continue;
    const time = reading.times().find((each) => {
      const slowest = each.kind === 'within' ? SLOW : each.kind === 'recurring' ? RARE : Number.POSITIVE_INFINITY;
      const length = hours(each);
      if (!Number.isFinite(length) || around.has(each.iso ?? '')) return false;
      return length >= slowest && !LASTS.test(reading.words.slice(0, each.start));
    });
    if (time === undefined) continue;
    return [{ kind: 'deadline', ground: 'slow', against: false, strength: LATE * share, law: null, policy: time.said }];
  }
  return [];
}

/** "For five years" tells how long something lasts, not when it begins. */
const LASTS =
  /(?<![\p{L}])(?:for|during|over|durante|por|last|[uú]ltimos)\s{1,3}(?:(?:at least|up to|the|last|al menos|los|las)\s){0,2}$/iu;
/** Hours: three months, and two years. */
const SLOW = 2160;
const RARE = 17_000;

/** Times of one statement, and how much of the obligation rests on it; nought for what stands beside. */
interface Group {
  readonly times: readonly Timed[];
  readonly share: number;
}

/** @param around the times of the paragraph: what is set for one of its duties is not too long for another */
function compareOne(
  law: Timed,
  groups: readonly Group[],
  used: Set<Timed>,
  around: ReadonlySet<string>,
): Finding | undefined {
  const exact = groups.find(({ times }) => times.some((time) => !used.has(time) && relation(law, time) === 'same'));
  const same = exact?.times.find((time) => !used.has(time) && relation(law, time) === 'same');
  for (const { times, share } of groups) {
    if (share < (same === undefined ? LEAST_SHARE : (exact?.share ?? 0) + MUCH_MORE)) continue;
    const alike = times.flatMap((time) => {
      const told = used.has(time) ? 'unlike' : relation(law, time);
      return told === 'unlike' || (told === 'laxer' && around.has(time.iso ?? '')) ? [] : [{ time, told }];
    });
    const chosen = alike.find(({ told }) => told === 'laxer') ?? alike[0];
    if (chosen === undefined) continue;
    used.add(chosen.time);
    if (chosen.told !== 'laxer') return undefined;
    return {
      kind: 'deadline',
      ground: 'laxer',
      against: true,
      strength: share,
      law: law.said,
      policy: chosen.time.said,
    };
  }
  if (same !== undefined) {
    used.add(same);
    return undefined;
  }
  if ([...used].some(({ kind }) => kind === law.kind)) return undefined;
  const other = groups[0]?.times.find(({ kind }) => kind === 'prompt' || kind === law.kind);
  const strength = law.kind === 'prompt' ? PROMPT_ABSENT : other === undefined ? ABSENT : UNLIKE;
  const ground = law.kind === 'prompt' ? 'prompt_absent' : other === undefined ? 'time_absent' : 'time_unlike';
  return { kind: 'deadline', ground, against: false, strength, law: law.said, policy: other?.said ?? null };
}

const BEFORE =
  /(?<![\p{L}])(?:before|prior to|in advance|beforehand|previously|antes de|con car[aá]cter previo|previamente|con antelaci[oó]n)(?![\p{L}])/iu;
const AFTERWARDS =
  /(?<![\p{L}])(?:after|afterwards|following|once|upon completion|posterior(?:es|mente)?|siguientes?|despu[eé]s|tras|una vez)(?![\p{L}])/iu;

/** The law wants it done before something, the policy has it done after: with a period or without. */
function afterwards({ aim, cluster, reader }: Comparison): Finding | undefined {
  const { obligation } = aim;
  const law = BEFORE.exec(obligation.text);
  if (law === null || AFTERWARDS.test(obligation.text)) return undefined;
  for (const { reading, share } of cluster.members) {
    const policy = AFTERWARDS.exec(reading.words);
    if (policy === null || share < CARRIES || reader.concepts(reading.words, reading.language).has('prior')) continue;
    // "It is used after the client has been told" has the client told first.
    const { words } = reading;
    const end = policy.index + clauseFrom(words, policy.index).length;
    const said = (text: string): number => overlap(aim, text, reading.language, reader);
    if (said(words.slice(policy.index, end)) > said(words.slice(0, policy.index) + words.slice(end))) continue;
    return {
      kind: 'deadline',
      ground: 'afterwards',
      against: true,
      strength: LATE * share,
      law: law[0],
      policy: policy[0],
    };
  }
  return undefined;
}

function relation(law: Timed, policy: Timed): ReturnType<typeof compareDeadlines> {
  // Words of haste are weighed too finely by anybody but a court.
  if (law.kind === 'prompt' && policy.kind === 'prompt') return 'same';
  const told = compareDeadlines(law, policy);
  if (told !== 'unlike') return told;
  // A number of hours or days answers "without undue delay", as long as it is a short one.
  if (law.kind === 'prompt' && policy.kind === 'within') {
    const length = hours(policy);
    if (!Number.isFinite(length)) return 'unlike';
    return length > (TIMELY.test(law.text) ? SLOWEST_TIMELY : SLOWEST_PROMPT) ? 'laxer' : 'stricter';
  }
  // A period without words that tell its kind: "the files are held ten years".
  if (
    policy.kind === 'within' &&
    law.kind === 'retention' &&
    /^(?!within|in |by |no |not |before|after|en |dentro|antes)\S+(?:\s\S+){0,2}$/i.test(policy.said)
  )
    return compareDeadlines(law, { ...policy, kind: 'retention' });
  return 'unlike';
}

function hours({ iso, working }: Deadline): number {
  return (iso === null ? undefined : durationHours(iso, working)) ?? Number.POSITIVE_INFINITY;
}
