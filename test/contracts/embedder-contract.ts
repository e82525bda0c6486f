import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/regulations/embedder.ts';

/** What every embedder must do. */
export function embedderContract(name: string, create: () => Promise<Embedder>): void {
  describe(`embedder: ${name}`, () => {
    const lengthOf = (vector: Float32Array): number => Math.hypot(...vector);

    it('gives a vector of unit length and of the dimensions it promises for each text', async () => {
      const embedder = await create();
      const vectors = await embedder.embed(['The harbour master.', 'A lamp.'], 'passage');
      expect(vectors).toHaveLength(2);
      for (const vector of vectors) {
        expect(vector).toHaveLength(embedder.dimensions);
        expect(lengthOf(vector)).toBeCloseTo(1, 4);
      }
    });

    it('keeps the order of the texts, long ones, short ones and more than fit into one request', async () => {
      const embedder = await create();
      const texts = Array.from({ length: 130 }, (_, at) => `${'lamp '.repeat((at * 7) % 40)}number ${at}`);
      const together = await embedder.embed(texts, 'passage');
      expect(together).toHaveLength(texts.length);
      for (const at of [0, 1, 17, 95, 96, 129]) {
        const [alone] = await embedder.embed([texts[at] ?? ''], 'passage');
        const nearness = (alone ?? new Float32Array()).reduce(
          (sum, value, i) => sum + value * (together[at]?.[i] ?? 0),
          0,
        );
        // Quantised models differ a little with what they are batched with.
        expect(nearness).toBeGreaterThan(0.97);
      }
    }, 120_000);

    it('gives the same text the same vector', async () => {
      const embedder = await create();
      const [one] = await embedder.embed(['The quay is swept.'], 'query');
      const [other] = await embedder.embed(['The quay is swept.'], 'query');
      expect(other).toEqual(one);
    });

    it('calls nobody for no text', async () => {
      expect(await (await create()).embed([], 'passage')).toEqual([]);
    });

    it.each([
      ['a text of nothing but blanks', '  \n '],
      ['an empty text', ''],
      ['a text far longer than a model reads', 'lamp '.repeat(40_000)],
      ['signs and symbols', '§ 4(1) – «año» 🦜 \u0000'],
    ])('takes %s', async (_, text) => {
      const embedder = await create();
      const [vector] = await embedder.embed([text], 'passage');
      expect(lengthOf(vector ?? new Float32Array())).toBeCloseTo(1, 4);
    });

    it('names itself, and the same way each time', async () => {
      const [one, other] = [await create(), await create()];
      expect(one.id.length).toBeGreaterThan(5);
      expect(other.id).toBe(one.id);
      expect(one.languages.length).toBeGreaterThan(0);
    });
  });
}
