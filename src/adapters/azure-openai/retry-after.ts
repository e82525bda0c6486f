/** What is waited where a service does not say how long, in milliseconds. */
const UNSAID = 2_000;
/** A service that is full and says "at once" is not asked without a pause: it would be asked without an end. */
const SHORTEST = 250;
/** Nobody is believed who wants to be left alone for longer. */
const LONGEST = 600_000;

/**
 * How long a service that is full wants to be left alone, in milliseconds: `retry-after-ms` (Azure OpenAI), or
 * `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3).
 *
 * @param now milliseconds since 1970
 */
export function retryAfter(headers: Headers | undefined, now: number): number {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  const said = headers?.get('retry-after') ?? '';
  const seconds = said === '' ? Number.NaN : Number(said);
  const candidates = [exact, seconds * 1_000, Date.parse(said) - now];
  const found = candidates.find((each) => Number.isFinite(each) && each >= 0);
  return Math.min(Math.max(found ?? UNSAID, SHORTEST), LONGEST);
}
