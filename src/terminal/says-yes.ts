import { createInterface } from 'node:readline/promises';
import type { Session } from './session.ts';

/**
 * Asks the person in front of the terminal; where nobody is, nothing is confirmed.
 *
 * @param question such as "Decide so?"
 */
export async function saysYes({ terminal }: Pick<Session, 'terminal'>, question: string): Promise<boolean> {
  if (!terminal.interactive || terminal.input === undefined) return false;
  const lines = createInterface({ input: terminal.input, ...(terminal.screen ? { output: terminal.screen } : {}) });
  try {
    return /^(?:y|yes|s|si|sí)$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
