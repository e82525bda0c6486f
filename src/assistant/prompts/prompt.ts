import { sha256 } from '../../core/digests.ts';

/**
 * What a model is told, each in a file of its own. A change of its words is a new version: receipts name the version and
 * the hash that an answer was made with, and `test/assistant/prompts.test.ts` holds the two together.
 */
export interface Prompt {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  /** SHA-256 of the text, its gaps as they are written. */
  readonly hash: string;
}

export function definePrompt(prompt: Omit<Prompt, 'hash'>): Prompt {
  return { ...prompt, hash: sha256(prompt.text) };
}

/** The text with its gaps (`{{name}}`) filled; a gap that nothing fills, or a value that fills none, is a fault of ours. */
export function fillPrompt({ id, text }: Prompt, values: Readonly<Record<string, string>>): string {
  const used = new Set<string>();
  const filled = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`The prompt ${id} has a gap ${name} that nothing fills.`);
    used.add(name);
    return value;
  });
  const left = Object.keys(values).find((name) => !used.has(name));
  if (left !== undefined) throw new RangeError(`The prompt ${id} has no gap ${left}.`);
  return filled;
}
