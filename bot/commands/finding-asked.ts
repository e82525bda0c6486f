/** "finding F-0123…", "hallazgo F-0123…", "show finding F-0123…", or the id alone. */
const NAMED =
  /^\/?(?:(?:show(?: me)?|mu[eé]str(?:a|e|ame|eme)|ver|open|abrir|abre)\s+)?(?:the\s+|el\s+)?(?:(?:finding|hallazgo)\s+)?f-([0-9a-f]{16})[\s.?!]*$/i;

/** The id of the finding that a message asks to see; `undefined` where it is something else. */
export function findingAsked(text: string): string | undefined {
  const digits = NAMED.exec(text.trim())?.[1];
  return digits === undefined ? undefined : `F-${digits.toLowerCase()}`;
}
