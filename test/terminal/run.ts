import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTerminal } from '../../src/terminal/program.ts';
import type { SessionOptions } from '../../src/terminal/session.ts';

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
  const runWith = async (options: SessionOptions, ...words: string[]): Promise<Ran> => {
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
    const code = await runTerminal(words, terminal, { COMPLIANCE_DATA: folder, ...environment }, options);
    return {
      code,
      out,
      err,
      get json() {
        return JSON.parse(out) as unknown;
      },
    };
  };
  return {
    folder,
    run: (...words: string[]): Promise<Ran> => runWith({}, ...words),
    /** The same, with what a terminal is given from outside. */
    runWith,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
