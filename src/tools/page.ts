/** How much of a result fits on one page. What is measured is what is sent: field names and all. */

/** Results as long as they fit; the first in any case, so that a page always leads on. They are made as they are needed. */
export function fitting<T>(results: Iterable<T>, characters: number): readonly T[] {
  const shown: T[] = [];
  let room = characters;
  for (const result of results) {
    const size = JSON.stringify(result).length;
    if (shown.length > 0 && size > room) break;
    shown.push(result);
    room -= size;
  }
  return shown;
}

/** The one text for what a result leaves out; nothing where it is whole. */
export function cutOf(...notes: readonly (string | undefined)[]): { readonly cut?: string } {
  const told = notes.filter((note) => note !== undefined);
  return told.length === 0 ? {} : { cut: told.join(' ') };
}
