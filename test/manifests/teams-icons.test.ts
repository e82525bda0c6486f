import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLOR_SIZE, iconProblems, OUTLINE_SIZE } from '../../manifests/teams/icons/check-icons.ts';
import { readPng } from '../../manifests/teams/icons/read-png.ts';
import { png } from './teams-package-parts.ts';

const icon = (name: string) => readFileSync(join(import.meta.dirname, '../../manifests/teams/icons', name));
const COLOR = icon('color.png');
const OUTLINE = icon('outline.png');

function coloursOf({ pixels }: { readonly pixels: Uint8Array }): Map<string, number> {
  const colours = new Map<string, number>();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = Buffer.from(pixels.subarray(at, at + 4)).toString('hex');
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  return colours;
}

describe('the icons', () => {
  it('are what Teams takes', () => {
    expect(iconProblems(COLOR, OUTLINE)).toEqual([]);
  });

  it('the colour icon is drawn, fills its square, and has its ground as the accent colour', () => {
    const picture = readPng(COLOR, 'color.png', COLOR_SIZE);
    expect([picture.width, picture.height]).toEqual([192, 192]);
    const colours = coloursOf(picture);
    expect([...colours.keys()].every((colour) => colour.endsWith('ff'))).toBe(true);
    const ground = colours.get('1b3a5cff') ?? 0;
    const page = colours.get('ffffffff') ?? 0;
    const pixels = 192 * 192;
    expect(ground / pixels).toBeGreaterThan(0.5);
    expect(page / pixels).toBeGreaterThan(0.1);
    expect((colours.get('3fbf8aff') ?? 0) / pixels).toBeGreaterThan(0.02);
    for (const corner of [0, 191, 191 * 192, pixels - 1])
      expect(Buffer.from(picture.pixels.subarray(corner * 4, corner * 4 + 4)).toString('hex')).toBe('1b3a5cff');
  });

  it('the outline is white on nothing, and drawn', () => {
    const picture = readPng(OUTLINE, 'outline.png', OUTLINE_SIZE);
    expect([picture.width, picture.height]).toEqual([32, 32]);
    const colours = coloursOf(picture);
    for (const colour of colours.keys()) expect(colour.startsWith('ffffff') || colour === '00000000').toBe(true);
    expect((colours.get('00000000') ?? 0) / 1_024).toBeGreaterThan(0.5);
    expect((colours.get('ffffffff') ?? 0) / 1_024).toBeGreaterThan(0.08);
  });

  const line = (x: number, y: number) => (x === y ? [255, 255, 255, 255] : [0, 0, 0, 0]);
  const drawn = png(192, (x) => (x < 96 ? [0, 0, 0, 255] : [9, 9, 9, 255]));

  it("a bank's own are taken, with and without alpha", () => {
    expect(
      iconProblems(
        png(192, (x) => (x < 96 ? [1, 2, 3] : [4, 5, 6]), { colourType: 2 }),
        png(32, line),
      ),
    ).toEqual([]);
  });

  it.each<[string, Uint8Array, Uint8Array, RegExp]>([
    ['blank', png(192, () => [27, 58, 92, 255]), OUTLINE, /color\.png is of one colour alone/],
    ['too small', png(96, line), OUTLINE, /color\.png has 96 × 96 pixels.*192 × 192/],
    ['not square', png(32, line, { width: 192 }), OUTLINE, /has 192 × 32 pixels/],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), OUTLINE, /color\.png is no PNG/],
    ['an SVG', icon('color.svg'), OUTLINE, /color\.png is no PNG/],
    ['empty', new Uint8Array(), OUTLINE, /color\.png is no PNG/],
    ['cut short', COLOR.subarray(0, 2_000), OUTLINE, /color\.png is damaged/],
    ['of more pixels than it says', png(192, (x) => [x, ...line(x, 1)], {}), OUTLINE, /damaged/],
    ['with a palette', png(192, line, { colourType: 3 }), OUTLINE, /palette/],
    ['interlaced', png(192, line, { interlaced: true }), OUTLINE, /interlaced/],
    ['an outline in black', drawn, png(32, (x, y) => [0, 0, 0, x === y ? 255 : 0]), /another colour than white/],
    [
      'an outline nearly white',
      drawn,
      png(32, (x, y) => [255, 255, 254, x === y ? 255 : 0]),
      /another colour than white/,
    ],
    ['an outline on a ground', drawn, png(32, (x, y) => [255, 255, 255, x === y ? 255 : 90]), /no transparent ground/],
    ['a faint outline', drawn, png(32, (x, y) => [255, 255, 255, x === y ? 90 : 0]), /no line that is quite white/],
    ['an outline as large as the icon', drawn, drawn, /outline\.png has 192 × 192/],
  ])('%s is refused', (_, color, outline, problem) => {
    expect(iconProblems(color, outline).join('\n')).toMatch(problem);
  });

  it('a damaged one is told, never thrown at somebody', () => {
    const damage = fc.array(fc.tuple(fc.nat(OUTLINE.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(damage, fc.nat(OUTLINE.length), (changes, length) => {
        const bytes = Buffer.from(OUTLINE);
        for (const [at, value] of changes) bytes.writeUInt8(value, at);
        for (const problem of iconProblems(COLOR, bytes.subarray(0, length))) expect(problem).toMatch(/^outline\.png /);
      }),
      { numRuns: 60 },
    );
  });
});
