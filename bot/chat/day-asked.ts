/** What somebody asks, and of which day the law is to be read. */
export interface DayAsked {
  readonly question: string;
  /** YYYY-MM-DD. */
  readonly asOf?: string;
}

/** "… as of 2025-01-17", "… a fecha de 2025-01-17": nobody says that of anything but the day of the law. */
const OF_A_DAY =
  /^(.*\S)[\s,;(]+(?:as (?:of|at|it stood on)|a fecha de|con fecha|tal como (?:era|estaba) el)\s+(\d{4}-\d{2}-\d{2})[)\s.?!]*$/is;
/** "Article 19(4) DORA on 2025-01-17": behind a place alone; in a question such words may be of anything. */
const PLACE_ON_A_DAY = /^(.*\S)[\s,;(]+(?:on|el|a)\s+(\d{4}-\d{2}-\d{2})[)\s.]*$/is;
const PLACE =
  /^(?:(?:show(?: me)?|mu[eé]str(?:a|e|ame|eme)|mostrar|ens[eé][nñ]a(?:me)?)\s+)?(?:the\s+|el\s+|la\s+)?(?:art(?:icle|[ií]culo|\.)|recital|considerando|annex|anexo|disposici[oó]n)\s*\S{1,20}\s[^?¿]{0,200}$/i;

/** The day behind a question, where there is one: it is never read past, as if the law of today had been asked for. */
export function dayAsked(text: string): DayAsked {
  const found = OF_A_DAY.exec(text) ?? (PLACE.test(text) ? PLACE_ON_A_DAY.exec(text) : null);
  const [, question, asOf] = found ?? [];
  if (question === undefined || asOf === undefined || !isDay(asOf)) return { question: text };
  return { question, asOf };
}

function isDay(day: string): boolean {
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}
