import { cleanText, shortened } from '../../core/text.ts';
import type { PlatformCheck } from './grc-platform.ts';

/** Characters of what people at a platform call a record, or its state. */
const LONGEST_WORD = 200;
const LONGEST_SAID = 600;
/** A level of an application has some hundred fields. */
const MOST_CHECKS = 500;

/** What a platform calls a record or its state, as it is kept and shown: a line, without signs that nobody sees. */
export function platformWord(text: string | undefined): string {
  return shortened(cleanText(text ?? ''), LONGEST_WORD);
}

/** What was looked at, fit to be shown: names of fields and values in it are a platform's own words. */
export function shownChecks(checks: readonly PlatformCheck[]): readonly PlatformCheck[] {
  const shown = checks.slice(0, MOST_CHECKS).map(({ what, state, says }) => ({
    what: platformWord(what),
    state,
    says: shortened(cleanText(says), LONGEST_SAID),
  }));
  const left = checks.length - shown.length;
  return left === 0
    ? shown
    : [...shown, { what: 'the rest', state: 'unknown', says: `${left} more were looked at and are not shown.` }];
}
