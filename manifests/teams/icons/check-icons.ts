import { AppError } from '../../../src/core/errors.ts';
import { type Picture, readPng } from './read-png.ts';

export const COLOR_SIZE = 192;
export const OUTLINE_SIZE = 32;

/**
 * What Teams would refuse, or show as an empty square: the colour icon has 192 × 192 pixels and shows something, the
 * outline has 32 × 32 and is white on nothing.
 *
 * @returns what is wrong, nothing where both are right
 */
export function iconProblems(color: Uint8Array, outline: Uint8Array): readonly string[] {
  return [
    ...problemsOf(color, 'color.png', COLOR_SIZE, () => []),
    ...problemsOf(outline, 'outline.png', OUTLINE_SIZE, outlineProblems),
  ];
}

function problemsOf(
  bytes: Uint8Array,
  name: string,
  size: number,
  more: (picture: Picture, name: string) => readonly string[],
): readonly string[] {
  try {
    const picture = readPng(bytes, name, size);
    if (coloursOf(picture).size < 2) return [`${name} is of one colour alone: it would be shown as an empty square.`];
    return more(picture, name);
  } catch (error) {
    if (error instanceof AppError) return [error.message];
    throw error;
  }
}

function outlineProblems(picture: Picture, name: string): readonly string[] {
  const colours = [...coloursOf(picture)].map((colour) => [colour >>> 8, colour & 0xff] as const);
  const problems: string[] = [];
  if (colours.some(([rgb, alpha]) => alpha > 0 && rgb !== 0xffffff))
    problems.push(`${name} has another colour than white; Teams lays it over colours of its own.`);
  if (!colours.some(([, alpha]) => alpha === 0)) problems.push(`${name} has no transparent ground.`);
  if (!colours.some(([, alpha]) => alpha === 255)) problems.push(`${name} has no line that is quite white.`);
  return problems;
}

/** Each colour that occurs, as one number: red, green, blue, alpha. */
function coloursOf({ pixels }: Picture): ReadonlySet<number> {
  const view = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const colours = new Set<number>();
  for (let at = 0; at < view.length; at += 4) colours.add(view.readUInt32BE(at));
  return colours;
}
