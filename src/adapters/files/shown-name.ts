import { beginningOf } from '../../core/text.ts';

const [LONGEST, LONGEST_PATH] = [80, 1_000];
/** What would move, hide or turn round the words beside it: controls, zero-width and bidirectional signs, tags. */
const HIDING =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** A path as a person gave it, as they are told it back. */
export function shownPath(path: string): string {
  return beginningOf(path, LONGEST_PATH).replace(HIDING, '\ufffd');
}

/** The name of a file as people and models are told it: whoever made the file chose it. */
export function shownName(name: string): string {
  return beginningOf(name, LONGEST).replace(HIDING, '\ufffd');
}
