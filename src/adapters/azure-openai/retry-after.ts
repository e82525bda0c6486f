/** What is waited where a service does not say how long, in milliseconds. */
const UNSAID = 2_000;
/** Nobody is believed who wants to be left alone for longer. */
const LONGEST = 600_000;

/**
 * How long a service that is full wants to be left alone, in milliseconds: `retry-after-ms` (Azure OpenAI), or
 * `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3). A date that has passed is now.
 *
 * @param now milliseconds since 1970
 */
export function retryAfter(headers: Headers | undefined, now: number): number {
  const exact = numberIn(headers?.get('retry-after-ms'));
  const said = headers?.get('retry-after');
  const seconds = numberIn(said);
  const candidates = [exact, seconds * 1_000, dateIn(said) - now];
  const found = candidates.find((each) => Number.isFinite(each));
  return Math.min(Math.max(found ?? UNSAID, 0), LONGEST);
}

/** True where a service says how long it wants to be left alone. */
export function saysWhen(headers: Headers | undefined): boolean {
  return Boolean(headers?.get('retry-after-ms') || headers?.get('retry-after'));
}

function numberIn(text: string | null | undefined): number {
  return text && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
}

/** Only what begins with a weekday is a date of HTTP: `Date.parse` takes nearly everything for one. */
function dateIn(text: string | null | undefined): number {
  return text && /^\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text) ? Date.parse(text) : Number.NaN;
}
