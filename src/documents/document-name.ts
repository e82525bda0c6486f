import { beginningOf, withoutHiddenSigns } from '../core/text.ts';

const LONGEST = 120;

/**
 * A file's name as people and models are told it: without its folders, with what would move, hide or turn round the
 * words beside it made visible. Whoever made the file chose it.
 */
export function documentName(name: string): string {
  const last = name.split(/[/\\]/).findLast((part) => part.trim() !== '') ?? '';
  const visible = withoutHiddenSigns(beginningOf(last.trim(), LONGEST).toWellFormed(), '\ufffd');
  return visible.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd') || 'The document';
}
