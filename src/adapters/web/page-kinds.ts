const MOST_LOOKED_AT = 65_536;
const MARKS =
  /awswaf|aws-waf|challenge-(?:container|form|platform)|captcha|cf-chl|enable javascript|javascript is (?:disabled|required)|are you a (?:human|robot)|access denied/i;

/** A law may speak of captchas. */
const LAW = /eli-subdivision|oj-ti-art|title-article-norm|<ARTICLE[\s>]/;

/** `application/xhtml+xml` of `Application/XHTML+XML; charset=utf-8`. */
export function mediaType(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Whether a type is among those of an `Accept` header; parameters are not compared. */
export function fits(type: string, accept: string): boolean {
  return accept.split(',').some((range) => mediaType(range) === type);
}

/**
 * Whether a page stands in a document's stead: 202 is the answer of a wall that wants to see a browser first; others
 * answer 200 with a small page that only a browser's scripts can pass.
 */
export function challengeIn(status: number, type: string, bytes: Uint8Array): boolean {
  if (status === 202) return true;
  if (!/html|xml/.test(type) || bytes.length > MOST_LOOKED_AT) return false;
  const page = Buffer.from(bytes).toString('latin1');
  return MARKS.test(page) && !LAW.test(page);
}
