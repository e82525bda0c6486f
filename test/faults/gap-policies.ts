/** The policies of a fault run, and how many sentences each has. */
export const POLICIES = ['beacons', 'lanterns', 'oil', 'wicks'] as const;
export const SENTENCES = 40;

/** A policy whose every sentence names its edition: one that is mixed of two shows it. */
export function policyText(name: string, edition: string, sentences: number): string {
  const lines = Array.from(
    { length: sentences },
    (_, at) => `The Bank keeps register ${at + 1} of ${name} for a period of five years, edition ${edition}.`,
  );
  return `# The ${name}\n\n${lines.join('\n\n')}\n`;
}
