import { type Desk, openDesk } from '../compose.ts';
import { type Config, readConfig } from '../config.ts';
import type { CallContext } from '../core/call-context.ts';
import { AppError } from '../core/errors.ts';
import { randomId } from '../core/ids.ts';
import { PERMISSIONS } from '../core/permissions.ts';
import type { Courier } from '../delivery/courier.ts';
import type { IsoDate, Language } from '../regulations/act.ts';
import { actNumber } from '../regulations/named-acts.ts';
import { type ExitCode, failureOf, type Style, styleFor, type Terminal, wrapText } from './output.ts';

/** What a command is given: where to write, and the desk when it asks for it. */
export interface Session {
  readonly terminal: Terminal;
  readonly style: Style;
  /** The settings, checked. */
  config(): Config;
  /** Opens the desk once; without `starter` an empty library is left empty, without `follow` the index as it is. */
  desk(options?: { starter?: boolean; follow?: boolean; pageCharacters?: number }): Promise<Desk>;
  /**
   * What brings messages to the channel that is set up; undefined where this program knows none.
   *
   * @throws AppError `misconfigured` where it is not set up, with what to set
   */
  courier(): Promise<Courier | undefined>;
  /** In whose name the command runs: the user of this machine, who may do everything. */
  caller(): CallContext;
  /** Goes on with a conversation instead of beginning one. */
  continueWith(conversation: string): void;
  /** Writes a result: JSON where asked for, else the text for people. */
  print(result: unknown, json: boolean, text: () => string): void;
  exit(code: ExitCode): void;
}

/** What the terminal does not know by itself. */
export interface SessionOptions {
  /** Opens the door to the channel, for what is sent unasked. @throws AppError `misconfigured`, as `Session.courier` */
  readonly openCourier?: (desk: Desk, config: Config) => Promise<Courier>;
}

export interface RunningSession extends Session {
  readonly exitCode: ExitCode;
  fail(error: unknown, json: boolean): void;
  close(): Promise<void>;
}

/** More characters than any act has. */
const WHOLE = 1_000_000_000;

/** The user of this machine: whoever can run the program on its files may do all that it can. */
function localCaller(
  { localUser: user, account, localDepartment: department }: Config,
  conversation: string,
  correlation: string,
): CallContext {
  // A name that was merely given is told together with the account that gave it.
  const name = user === account ? user : `${user} (account ${account})`;
  return {
    tenant: 'local',
    user: {
      id: user,
      name,
      permissions: new Set(PERMISSIONS),
      groups: 'all',
      ...(department === undefined ? {} : { department }),
    },
    conversation,
    channel: 'terminal',
    correlation,
  };
}

export function createSession(
  terminal: Terminal,
  environment: Readonly<Record<string, string | undefined>>,
  { openCourier }: SessionOptions = {},
): RunningSession {
  let opened: Promise<Desk> | undefined;
  let code: ExitCode = 0;
  let conversation = randomId();
  const correlation = randomId();
  const style = styleFor(terminal);
  const openedDesk: Session['desk'] = (options = {}) => {
    opened ??= openDesk(readConfig(environment), {
      // A terminal scrolls: what people ask for they get whole.
      pageCharacters: WHOLE,
      ...options,
      progress: (done, total) => {
        if (terminal.interactive && total > 1)
          terminal.err(`\r${style.dim(`indexing ${done}/${total}`)}${done === total ? '\r\u001b[K' : ''}`);
      },
    });
    return opened;
  };
  return {
    terminal,
    style,
    config: () => readConfig(environment),
    courier: async () => openCourier?.(await openedDesk(), readConfig(environment)),
    caller: () => localCaller(readConfig(environment), conversation, correlation),
    continueWith: (id) => {
      conversation = id;
    },
    desk: openedDesk,
    print: (result, json, text) => terminal.out(`${json ? JSON.stringify(result) : text()}\n`),
    exit: (next) => {
      code = next;
    },
    get exitCode() {
      return code;
    },
    fail: (error, json) => {
      const { body, exitCode } = failureOf(error);
      code = exitCode;
      if (environment['COMPLIANCE_DEBUG'] === '1' && error instanceof Error)
        terminal.err(`${error.stack ?? error.message}\n`);
      if (json) terminal.out(`${JSON.stringify(body)}\n`);
      else
        terminal.err(
          `${wrapText(style.warn(body.error.message), 100)}\n${(body.error.suggestions ?? []).map((each) => `  · ${each}\n`).join('')}`,
        );
    },
    close: async () => {
      const desk = await opened?.catch(() => undefined);
      await desk?.close();
      // The work is done and recorded; what did not come through is told all the same.
      for (const problem of [desk?.checkpoints.problem ?? '', desk?.replica?.behind ?? ''])
        if (problem !== '') terminal.err(`${problem}\n`);
    },
  };
}

/** @throws AppError `invalid_input` for anything but a real day written YYYY-MM-DD */
export function parseDay(text: string): IsoDate {
  const parsed = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(parsed.getTime()) ||
    parsed.toISOString().slice(0, 10) !== text
  ) {
    throw new AppError(
      'invalid_input',
      `"${text.slice(0, 40)}" is not a day. Write it as YYYY-MM-DD, for example 2025-01-17.`,
    );
  }
  return text;
}

/** @throws AppError `invalid_input` for anything but en and es */
export function parseLanguage(text: string): Language {
  if (text === 'en' || text === 'es') return text;
  throw new AppError('invalid_input', `"${text.slice(0, 40)}" is not a language that is read. Use en or es.`);
}

/** A CELEX number (a consolidated one stands for its act) or a BOE identifier. */
export function parseAct(text: string): string {
  const act = actNumber(text);
  if (act !== undefined) return act;
  throw new AppError(
    'invalid_input',
    `"${text.trim().slice(0, 40)}" is not an act's number. Give a CELEX number (32022R2554) or a BOE identifier (BOE-A-2010-6737).`,
  );
}

export interface ReadingOptions {
  readonly asOf?: string;
  readonly act?: string;
  readonly language?: string;
  readonly json?: boolean;
}

/** The options that `ask`, `search` and `show` share, checked. */
export function readingFrom(options: ReadingOptions) {
  return {
    ...(options.asOf === undefined ? {} : { asOf: parseDay(options.asOf) }),
    ...(options.act === undefined ? {} : { acts: [parseAct(options.act)] }),
    ...(options.language === undefined ? {} : { language: parseLanguage(options.language) }),
  };
}
