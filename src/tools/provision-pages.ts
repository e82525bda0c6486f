import { beginningOf } from '../core/text.ts';
import type { ShownProvision } from '../regulations/shown-provision.ts';

/** A provision as far as a page shows it. */
export interface ShownPart {
  readonly provision: ShownProvision;
  readonly text: string;
  /** Where the text that is shown ends. */
  readonly end: number;
  /** Characters of the provision behind that. */
  readonly left: number;
  /** Terms and references that are not shown. */
  readonly unshown: number;
}

/** Links of each kind that a provision shows on a page of so many characters, one being as long as this. */
const LINK = 400;
/** Below this share of the page no other provision is begun. */
const LEAST_SHARE = 0.1;

/**
 * As many of the provisions as fit, measured as they are sent; the last one may be shown by its beginning.
 *
 * @param provisions each read only where there is room for it
 * @param from where the text of the first begins
 */
export function pageOf(
  provisions: readonly (() => ShownProvision)[],
  from: number,
  characters: number,
): readonly ShownPart[] {
  const shown: ShownPart[] = [];
  let room = characters;
  for (const read of provisions) {
    if (shown.length > 0 && room < characters * LEAST_SHARE) break;
    const part = partOf(read(), shown.length === 0 ? from : 0, Math.max(1, room), Math.ceil(characters / LINK));
    shown.push(part);
    room -= JSON.stringify(partOutput(part)).length;
  }
  return shown;
}

function partOf(provision: ShownProvision, from: number, room: number, mostLinks: number): ShownPart {
  const text = beginningOf(provision.text.slice(from), room);
  const end = from + text.length;
  const { terms, references, referencedBy, ...rest } = provision;
  return {
    provision: {
      ...rest,
      terms: terms.slice(0, mostLinks),
      references: references.slice(0, mostLinks),
      referencedBy: referencedBy.slice(0, mostLinks),
    },
    text,
    end,
    left: Math.max(0, provision.text.length - end),
    unshown: Math.max(0, terms.length - mostLinks) + Math.max(0, references.length - mostLinks),
  };
}

export function partOutput({ provision, text, left }: ShownPart) {
  const { breadcrumb, terms, references, referencedBy, notes, ...rest } = provision;
  return {
    ...rest,
    text,
    ...(left === 0 ? {} : { left }),
    breadcrumb: [...breadcrumb],
    terms: [...terms],
    references: [...references],
    referencedBy: [...referencedBy],
    notes: [...notes],
  };
}
