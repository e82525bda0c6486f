import { AppError } from '../../core/errors.ts';
import type { ImportedText } from '../provision.ts';
import { faultOf } from '../provision-tree.ts';

/** Half a surrogate pair, the replacement character or a NUL: traces of bytes that were no text in UTF-8. */
const UNREADABLE = /\p{Surrogate}|[\u0000\ufffd\uffff]/u;
/** The same, written as a character reference of XML. */
const UNREADABLE_REFERENCE = /&#(?:x0*(?:0|d[89a-f][0-9a-f]{2}|fff[df])|0+);/i;

/**
 * Refuses what was not decoded from UTF-8 text: with a character lost, no word of the law can be trusted.
 *
 * @throws AppError `invalid_input`
 */
export function refuseUnreadable(text: string, origin: string): void {
  if (!UNREADABLE.test(text) && !UNREADABLE_REFERENCE.test(text)) return;
  throw new AppError(
    'invalid_input',
    `${origin} holds bytes that are no readable text; it is damaged, binary or not in UTF-8. Fetch it again and add that file.`,
  );
}

/** The longest acts have some ten thousand provisions; a file with more than this is no law, and would fill the library. */
const MOST_PROVISIONS = 100_000;
/** Points inside points: the deepest laws have six levels. */
export const DEEPEST_PLACE = 50;

/**
 * The last look at what an importer read: nodes that are no tree would make citations that lead nowhere.
 *
 * @throws AppError `invalid_input` naming the place at fault
 */
export function checkedText(text: ImportedText, origin: string): ImportedText {
  const refuse = (why: string): never => {
    throw new AppError(
      'invalid_input',
      `${origin} ${why}; it was refused. Fetch the act again, or add it in another form.`,
    );
  };
  const count = text.nodes.length;
  if (count > MOST_PROVISIONS)
    refuse(
      `holds ${count.toLocaleString('en')} provisions; no act has more than ${MOST_PROVISIONS.toLocaleString('en')}`,
    );
  if (text.nodes.some(({ place }) => place.split('/', DEEPEST_PLACE + 2).length > DEEPEST_PLACE + 1))
    refuse(`nests points more than ${DEEPEST_PLACE} deep; no law does`);
  const fault = faultOf(text.nodes)?.slice(0, 300);
  if (fault === undefined) return text;
  throw new AppError(
    'invalid_input',
    `${origin}: ${fault}, so its places cannot be told apart. Take the act in another form, Formex first.`,
  );
}
