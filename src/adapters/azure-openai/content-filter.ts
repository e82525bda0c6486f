import type {} from '@azure/openai/types';
import { APIError } from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/index';
import { z } from 'zod';
import type { FilterFinding } from '../../assistant/chat-model.ts';
import { wordOf } from './label.ts';

/**
 * What the filter says of one text, category by category: a severity (hate, sexual, violence, self_harm), or whether
 * something was detected (jailbreak, protected_material_text, …). Azure OpenAI, "Content filtering", "Annotations".
 */
const Result = z.object({
  filtered: z.boolean().nullish(),
  detected: z.boolean().nullish(),
  severity: z.string().nullish(),
  code: z.string().nullish(),
  /** Of a bank's own lists and topics, each by itself. */
  details: z.unknown().optional(),
});
const Results = z.record(z.string(), z.unknown());
/** The results themselves, which older versions of the API name in the singular. */
const Holder = z.object({
  content_filter_results: z.unknown().optional(),
  content_filter_result: z.unknown().optional(),
});

/** The body of a 400 for a question that was stopped. */
const Refused = z.object({
  code: z.string().nullish(),
  innererror: z.object({ code: z.string().nullish() }).loose().nullish(),
});

const SEVERITIES = ['safe', 'low', 'medium', 'high'];

/** What is worth telling of results: all that was held back, and what is not safe. What cannot be read tells nothing. */
function findingsIn(holder: unknown, side: FilterFinding['side']): readonly FilterFinding[] {
  const parsed = Holder.safeParse(holder);
  const results = Results.safeParse(parsed.data?.content_filter_results ?? parsed.data?.content_filter_result);
  if (!results.success) return [];
  return Object.entries(results.data).flatMap(([category, member]) => findingIn(category, member, side));
}

function findingIn(category: string, member: unknown, side: FilterFinding['side']): readonly FilterFinding[] {
  // Lists of the bank's own words came as a bare array at first.
  const parsed = Result.safeParse(Array.isArray(member) ? { details: member } : member);
  if (!parsed.success) return [];
  const { filtered, detected, code, details } = parsed.data;
  const severity = parsed.data.severity ? wordOf(parsed.data.severity) : undefined;
  // The filter itself was out of order: what went through was not looked at, which an examiner may ask for.
  if (category === 'error' && code) return [{ side, category: wordOf(code), filtered: false }];
  const each = z.array(Result).safeParse(details).data ?? [];
  const heldBack = filtered === true || each.some((one) => one.filtered === true);
  const seen = detected === true || each.some((one) => one.detected === true);
  if (!heldBack && !seen && (severity ?? 'safe') === 'safe') return [];
  return [{ side, category: wordOf(category), ...(severity === undefined ? {} : { severity }), filtered: heldBack }];
}

/** Findings of a piece of a reply: of the question in the first one, of the reply itself in the others. */
export function findingsOf(chunk: ChatCompletionChunk): readonly FilterFinding[] {
  const { prompt_filter_results: prompts, choices }: { prompt_filter_results?: unknown; choices?: unknown } = chunk;
  return [...findingsOfEach(prompts, 'prompt'), ...findingsOfEach(choices, 'completion')];
}

function findingsOfEach(holders: unknown, side: FilterFinding['side']): readonly FilterFinding[] {
  return Array.isArray(holders) ? holders.flatMap((holder: unknown) => findingsIn(holder, side)) : [];
}

/** Findings as they come. Each category is told once, at its worst: the filter looks at a reply piece by piece. */
export function createFindings(): {
  add(found: readonly FilterFinding[]): void;
  readonly all: readonly FilterFinding[];
} {
  const worst = new Map<string, FilterFinding>();
  return {
    add: (found) => {
      for (const finding of found) {
        const key = `${finding.side} ${finding.category}`;
        worst.set(key, worseOf(worst.get(key) ?? finding, finding));
      }
    },
    get all() {
      return [...worst.values()];
    },
  };
}

function worseOf(one: FilterFinding, other: FilterFinding): FilterFinding {
  const rank = ({ severity }: FilterFinding): number => SEVERITIES.indexOf(severity ?? '');
  const worse = rank(other) > rank(one) ? other : one;
  return { ...worse, filtered: one.filtered || other.filtered };
}

/**
 * The findings where the error says that the filter stopped the question, or within a stream the reply; `undefined` for
 * any other error.
 *
 * @param side of which it is said
 */
export function filterRefusal(error: unknown, side: FilterFinding['side']): readonly FilterFinding[] | undefined {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== undefined)) return undefined;
  const { code, innererror: inner } = Refused.safeParse(error.error).data ?? {};
  const codes = [error.code, code, inner?.code];
  if (!codes.includes('content_filter') && !codes.includes('ResponsibleAIPolicyViolation')) return undefined;
  const findings = findingsIn(inner, side);
  if (findings.some(({ filtered }) => filtered)) return findings;
  return [...findings, { side, category: 'content_filter', filtered: true }];
}
