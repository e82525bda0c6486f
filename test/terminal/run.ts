import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTerminal } from '../../src/terminal/program.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The JSON on the output stream. */
  readonly json: unknown;
}

/** A data folder of its own and a way to run commands over it, as a person would. */
export function temporaryTerminal(environment: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-terminal-'));
  return {
    folder,
    run: async (...words: string[]): Promise<Ran> => {
      let out = '';
      let err = '';
      const terminal = {
        out: (text: string) => {
          out += text;
        },
        err: (text: string) => {
          err += text;
        },
        interactive: false,
      };
      const code = await runTerminal(words, terminal, { COMPLIANCE_DATA: folder, ...environment });
      return {
        code,
        out,
        err,
        get json() {
          return JSON.parse(out) as unknown;
        },
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
