import type {} from '@azure/openai/types';
import { APIError } from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/index';
import { z } from 'zod';
import type { FilterFinding } from '../../assistant/chat-model.ts';

/**
 * What the filter says of one text, category by category: a severity (hate, sexual, violence, self_harm), or whether
 * something was detected (jailbreak, protected_material_text, …). Azure OpenAI, "Content filtering", "Annotations".
 */
const Result = z.object({
  filtered: z.boolean().nullish(),
  detected: z.boolean().nullish(),
  severity: z.string().nullish(),
  code: z.string().nullish(),
});
const Results = z.record(z.string(), z.unknown());

/** The body of a 400 for a question that was stopped. */
const Refused = z.object({
  code: z.string().nullish(),
  innererror: z
    .object({
      code: z.string().nullish(),
      content_filter_result: z.unknown().optional(),
      content_filter_results: z.unknown().optional(),
    })
    .nullish(),
});

/** A word as the service's documentation has them; anything else could carry a text into the record, and to people. */
const WORD = /^[\w.-]{1,60}$/;

function wordIn(told: string): string {
  return WORD.test(told) ? told : 'other';
}

/** What is worth telling of results: all that was held back, and what is not safe. What cannot be read tells nothing. */
function findingsIn(results: unknown, side: FilterFinding['side']): readonly FilterFinding[] {
  const parsed = Results.safeParse(results);
  if (!parsed.success) return [];
  return Object.entries(parsed.data).flatMap(([category, member]) => {
    const result = Result.safeParse(member);
    return result.success ? findingIn(category, result.data, side) : [];
  });
}

function findingIn(
  category: string,
  { filtered, detected, severity, code }: z.output<typeof Result>,
  side: FilterFinding['side'],
): readonly FilterFinding[] {
  // The filter itself was out of order: what went through was not looked at, which an examiner may ask for.
  if (category === 'error' && code) return [{ side, category: wordIn(code), filtered: false }];
  const unsafe = detected === true || (severity ?? 'safe') !== 'safe';
  if (filtered !== true && !unsafe) return [];
  const told = severity ? { severity: wordIn(severity) } : {};
  return [{ side, category: wordIn(category), ...told, filtered: filtered === true }];
}

/** Findings of a piece of a reply: of the question in the first one, of the reply itself in the others. */
export function findingsOf(chunk: ChatCompletionChunk): readonly FilterFinding[] {
  return [
    ...(chunk.prompt_filter_results ?? []).flatMap(({ content_filter_results: results }) =>
      findingsIn(results, 'prompt'),
    ),
    ...(chunk.choices ?? []).flatMap(({ content_filter_results: results }) => findingsIn(results, 'completion')),
  ];
}

/** The findings where the error says that the filter stopped the question; `undefined` for any other error. */
export function promptRefused(error: unknown): readonly FilterFinding[] | undefined {
  if (!(error instanceof APIError) || error.status !== 400) return undefined;
  const parsed = Refused.safeParse(error.error);
  const inner = parsed.data?.innererror;
  const codes = [error.code, parsed.data?.code, inner?.code];
  if (!codes.includes('content_filter') && !codes.includes('ResponsibleAIPolicyViolation')) return undefined;
  const findings = findingsIn(inner?.content_filter_result ?? inner?.content_filter_results, 'prompt');
  if (findings.some(({ filtered }) => filtered)) return findings;
  return [...findings, { side: 'prompt', category: 'content_filter', filtered: true }];
}
