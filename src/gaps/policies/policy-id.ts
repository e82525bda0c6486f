import { foldText } from '../../core/text.ts';
import type { Document } from '../../documents/document.ts';
import type { PolicyId } from './policy.ts';

const LONGEST = 80;

/** Words as an id: lower case, without accents, everything that is no letter or digit a hyphen. Empty where there is neither. */
export function slugOf(words: string): string {
  const parts = foldText(words)
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  return parts.join('-').slice(0, LONGEST).replace(/-$/, '');
}

/** True for what names a policy: as `slugOf` writes it. */
export function isPolicyId(text: string): boolean {
  return text !== '' && slugOf(text) === text;
}

/**
 * The id of a policy that was given none: that of its file's name, so that the next version, which has the same name, is
 * known for what it is. Where the name has no Latin letter or digit the title's, and at last the file's own hash.
 */
export function idOf({ name, sha256 }: Pick<Document, 'name' | 'sha256'>, title: string): PolicyId {
  return slugOf(withoutEnding(name)) || slugOf(title) || `policy-${sha256.slice(0, 12)}`;
}

function withoutEnding(name: string): string {
  return name.replace(/\.[a-z0-9]{1,8}$/i, '');
}
