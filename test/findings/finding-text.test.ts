import { describe, expect, it } from 'vitest';
import { findingText } from '../../src/findings/finding-text.ts';
import { inventedFinding } from './invented-finding.ts';

describe('a finding in lines', () => {
  const { content, ...finding } = inventedFinding();
  const [reference] = content.references;

  it('tells what the provision says, once', () => {
    const quote = 'Lamps are lit at dusk.';
    const references = reference === undefined ? [] : [{ ...reference, quote }];
    const said = (description: string) =>
      findingText({ ...finding, content: { ...content, references, description } }).split(quote).length - 1;
    expect(said('Nobody lit them.')).toBe(1);
    expect(said(`The law demands: ${quote}`)).toBe(1);
  });
});
