import { beginningOf, withoutHiddenSigns } from '../../core/text.ts';

const [LONGEST, LONGEST_PATH] = [80, 1_000];

/** A path as a person gave it, as they are told it back. */
export function shownPath(path: string): string {
  return visible(beginningOf(path, LONGEST_PATH));
}

/** The name of a file as people and models are told it: whoever made the file chose it. */
export function shownName(name: string): string {
  return visible(beginningOf(name, LONGEST));
}

/** What would move, hide or turn round the words beside it is made visible. */
function visible(name: string): string {
  return withoutHiddenSigns(name, '\ufffd').replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
}
