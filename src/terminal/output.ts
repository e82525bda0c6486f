import type { Readable, Writable } from 'node:stream';
import { AppError } from '../core/errors.ts';

/** Where a command writes; the process's own streams, or a test's. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True where a person watches: colours and progress are shown only then. */
  readonly interactive: boolean;
  /** What is typed; a chat reads it line by line. */
  readonly input?: Readable;
  /** Where typing is shown, with a person in front of it. */
  readonly screen?: Writable;
  /** Columns of the window that a person looks at, asked for anew as it may change. */
  readonly width?: () => number | undefined;
  /** Tells of Ctrl-C until it is given back what it returns. */
  readonly onInterrupt?: (interrupted: () => void) => () => void;
}

/** Exit codes, part of the contract: 0 a result, 1 not found or failed, 2 bad usage or input. */
export type ExitCode = 0 | 1 | 2;

export interface FailureBody {
  readonly error: {
    readonly code: string;
    readonly reason?: string;
    readonly message: string;
    readonly suggestions?: readonly string[];
  };
}

/** Puts any failure into the terminal's contract. An unexpected one shows no stack and no inner wording. */
export function failureOf(error: unknown): { body: FailureBody; exitCode: ExitCode } {
  const known =
    error instanceof AppError
      ? error
      : new AppError(
          'internal',
          'Something went wrong that should not have. Set COMPLIANCE_DEBUG=1 and run it again to see where.',
        );
  return {
    body: {
      error: {
        code: known.code,
        ...(known.reason === undefined ? {} : { reason: known.reason }),
        message: known.message,
        ...(known.suggestions.length === 0 ? {} : { suggestions: known.suggestions }),
      },
    },
    exitCode: known.code === 'invalid_input' || known.code === 'misconfigured' ? 2 : 1,
  };
}

/** Terminal styling, empty strings where no person watches. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly accent: (text: string) => string;
  readonly warn: (text: string) => string;
}

const wrap =
  (code: number, enabled: boolean) =>
  (text: string): string =>
    enabled ? `\u001b[${code}m${text}\u001b[0m` : text;

export function styleFor(terminal: Terminal): Style {
  const on = terminal.interactive;
  return { bold: wrap(1, on), dim: wrap(2, on), accent: wrap(36, on), warn: wrap(33, on) };
}

/** Longest line that reads well; shorter where the window is. */
export function lineWidth({ interactive, width }: Terminal): number {
  return Math.min(100, (interactive ? width?.() : undefined) ?? 100);
}

/** Breaks a text into lines of at most `width` characters at spaces, each with `indent` in front. */
export function wrapText(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + word.length + 1 > width - indent.length) {
        lines.push(indent + line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(indent + line);
  }
  return lines.join('\n');
}
