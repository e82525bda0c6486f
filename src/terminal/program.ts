import { Command, CommanderError, Option } from 'commander';
import { AppError } from '../core/errors.ts';
import { type AskOptions, ask } from './ask.ts';
import { findingCommands } from './finding-commands.ts';
import { gapCommands } from './gap-commands.ts';
import type { ExitCode, Terminal } from './output.ts';
import { createSession, type ReadingOptions, type Session, type SessionOptions } from './session.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Runs one command line.
 *
 * @param words the arguments after the program's name
 * @returns the exit code: 0 a result, 1 not found or failed, 2 bad usage or input
 */
export async function runTerminal(
  words: readonly string[],
  terminal: Terminal,
  environment: Environment,
  options: SessionOptions = {},
): Promise<ExitCode> {
  const json = words.includes('--json');
  const session = createSession(terminal, environment, options);
  try {
    await commands(session, environment, json).parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      session.fail(new AppError('invalid_input', usageMessage(error)), json);
      return 2;
    }
    session.fail(error, json);
  } finally {
    await session.close();
  }
  return session.exitCode;
}

function usageMessage(error: CommanderError): string {
  return `${error.message.replace(/^error: /, '').replace(/\.?$/, '.')} "compliance --help" shows how.`;
}

function commands(session: Session, environment: Environment, json: boolean): Command {
  const program = new Command('compliance')
    .description('Questions about financial law, answered with the exact provision.')
    .exitOverride()
    .configureOutput({
      writeOut: session.terminal.out,
      writeErr: (text) => (json ? undefined : session.terminal.err(text)),
      outputError: () => undefined,
    });
  reading(program.command('ask').argument('<question...>'))
    .description('answer a question, every sentence with its citation')
    .option(
      '--conversation <id>',
      'go on with a conversation of yours: "and paragraph 2?" is read with what was before',
    )
    .action((words: string[], options: AskOptions) => ask(session, words.join(' '), options));
  reading(program.command('chat'), false)
    .description('ask one question after the other; Ctrl-C stops an answer, Ctrl-D ends the chat')
    .option('--conversation <id>', 'go on with a conversation of yours')
    .action(async (options: AskOptions) => (await import('./chat.ts')).chat(session, options));
  reading(program.command('search').argument('<query...>'))
    .description('search the provisions of the library')
    .option('--limit <n>', 'how many results', '10')
    .action(async (words: string[], options) =>
      (await import('./search.ts')).search(session, words.join(' '), options),
    );
  reading(program.command('show').argument('<place...>'))
    .description('show a provision, as in: show "Article 19(4) DORA"')
    .action(async (words: string[], options: ReadingOptions) =>
      (await import('./show.ts')).show(session, words.join(' '), options),
    );
  reading(program.command('explain').argument('<term...>'))
    .description('say what the acts mean by a term, each in its own words')
    .action(async (words: string[], options: ReadingOptions) =>
      (await import('./explain.ts')).explain(session, words.join(' '), options),
    );
  libraryCommands(program, session);
  gapCommands(program, session);
  findingCommands(program, session);
  auditCommands(program, session);
  usageCommand(program, session);
  sendingCommands(program, session);
  program
    .command('serve')
    .description('serve the desk over HTTP (port: PORT, default 3978)')
    .option('--local', 'one local user, no sign-in, loopback only')
    .action(async (options) => (await import('./serve.ts')).serveDesk(session, options));
  program
    .command('mcp')
    .description('serve the desk to an assistant on this machine, over standard input and output')
    .action(async () => (await import('./mcp.ts')).serveStdio(session));
  program
    .command('doctor')
    .description('say what is configured, what works, what is missing')
    .addOption(jsonOption())
    .action(async (options) => (await import('./doctor.ts')).doctor(session, environment, options));
  return program;
}

function libraryCommands(program: Command, session: Session): void {
  const library = program.command('library').description('the law that is held');
  library
    .command('add')
    .argument('<what...>', 'a file, a folder or a zip; or an act to be fetched, by its number, name or address')
    .description('add an act, or a newer version of one')
    .option('--act <id>', 'which act a file is (CELEX number or BOE identifier)')
    .option('--date <day>', "the day of a file's version, YYYY-MM-DD")
    .option('--language <language>', 'the language in which an act is fetched: en (the default) or es')
    .addOption(jsonOption())
    .action(async (what: string[], options) => (await import('./add-law.ts')).addLaw(session, what.join(' '), options));
  library
    .command('changes')
    .argument('<act...>', 'by its number or name')
    .description('what changed between two versions that are held, word by word')
    .option('--from <day>', 'the law as it stood on this day; by default the version before the other')
    .option('--to <day>', '… and on this one; by default the latest')
    .option('--language <language>', 'compare texts in this language: en or es')
    .addOption(jsonOption())
    .action(async (act: string[], options) =>
      (await import('./changes.ts')).showChanges(session, act.join(' '), options),
    );
  library
    .command('reindex')
    .description('build the search index anew; what is held stays searchable meanwhile')
    .addOption(jsonOption())
    .action(async (options) => (await import('./library.ts')).reindexLaw(session, options));
  library
    .command('list')
    .description('list what is held')
    .addOption(jsonOption())
    .action(async (options) => (await import('./library.ts')).listLaw(session, options));
  library
    .command('remove')
    .argument('<act>')
    .description('remove an act, or one version of it')
    .option('--date <day>', 'only the version of this day')
    .addOption(jsonOption())
    .action(async (act: string, options) => (await import('./library.ts')).removeLaw(session, act, options));
  library
    .command('check')
    .description('check that the library and its index are whole')
    .addOption(jsonOption())
    .action(async (options) => (await import('./library.ts')).checkLaw(session, options));
}

function auditCommands(program: Command, session: Session): void {
  const audit = program.command('audit').description('the record of every conversation');
  publicKey(audit.command('verify'))
    .description('check that nothing was changed, cut off or put in; needs the file, the key and the checkpoints alone')
    .option('--export <file>', 'check an examiner pack instead')
    .option('--file <file>', 'the file that holds the audit; by default the library of this data folder')
    .option('--replica', 'compare with the replica in Elasticsearch as well')
    .option('--checkpoints <folder>', 'copies of checkpoints; by default COMPLIANCE_CHECKPOINTS')
    .addOption(jsonOption())
    .action(async (options) => (await import('./audit.ts')).verify(session, options));
  audit
    .command('export')
    .description('write the examiner pack of a conversation: all of it in one zip that others can check')
    .requiredOption('--conversation <id>', 'which')
    .option('--out <file>', 'the zip; by default conversation-ID.zip')
    .addOption(jsonOption())
    .action(async (options) => (await import('./audit.ts')).exportConversation(session, options));
  audit
    .command('erase')
    .description("erase a person's texts and name; the chain stays whole")
    .requiredOption('--user <id>', 'the id that sign-in gives')
    .option('--tenant <id>', 'only in this tenant')
    .addOption(jsonOption())
    .action(async (options) => (await import('./audit.ts')).erase(session, options));
  audit
    .command('trail')
    .description('list what was asked, read, answered, refused and changed')
    .option('--conversation <id>', 'only this conversation')
    .option('--user <id>', 'only what this person did')
    .option('--from <day>', 'of this day or later')
    .option('--to <day>', 'of this day or earlier')
    .option('--after <position>', 'only rows behind this one')
    .addOption(jsonOption())
    .action(async (options) => (await import('./audit.ts')).trail(session, options));
  const receipt = program.command('receipt').description('what an answer rests on');
  receipt
    .command('show')
    .argument('<id>', 'as "ask" tells it')
    .description('write a receipt, with all that is needed to check it')
    .addOption(jsonOption())
    .action(async (id: string, options) => (await import('./receipts.ts')).showReceipt(session, id, options));
  publicKey(receipt.command('verify').argument('<file>'))
    .description('check a receipt by itself, offline')
    .addOption(jsonOption())
    .action(async (file: string, options) => (await import('./receipts.ts')).verifyReceiptFile(session, file, options));
  program
    .command('recall')
    .description('list answers that rest on words which are no longer the law, and who received them')
    .option('--since <day>', 'only where the library changed on this day or later')
    .addOption(jsonOption())
    .action(async (options) => (await import('./receipts.ts')).recall(session, options));
}

function usageCommand(program: Command, session: Session): void {
  program
    .command('usage')
    .description('what models were used for in a month, and what it cost')
    .option('--month <month>', 'YYYY-MM, UTC; by default this one')
    .option('--by <what>', 'tenant, department, user, tool, conversation or model', 'department')
    .option('--tenant <id>', 'only of this tenant')
    .option('--csv [file]', 'write CSV, to a file where one is named')
    .addOption(jsonOption())
    .action(async (options) => (await import('./usage.ts')).usage(session, options));
}

function sendingCommands(program: Command, session: Session): void {
  const alerts = program.command('alerts').description('what conversations are told without having asked');
  alerts
    .command('list')
    .description('list who follows what')
    .addOption(jsonOption())
    .action(async (options) => (await import('./alerts.ts')).listAlerts(session, options));
  alerts
    .command('send')
    .description('send an alert that tells of nothing, to see that alerts arrive')
    .option('--test', 'say that it is a test: nothing else is sent by hand')
    .option('--to <conversation>', 'only to this conversation, whatever it follows')
    .addOption(jsonOption())
    .action(async (options) => (await import('./alerts.ts')).sendAlerts(session, options));
  const delivery = program.command('delivery').description('messages on their way to conversations');
  delivery
    .command('list')
    .description('list them, the latest first, with why one did not come through')
    .option('--state <state>', 'only waiting, sending, delivered, failed or in_doubt')
    .option('--limit <n>', 'how many', '50')
    .addOption(jsonOption())
    .action(async (options) => (await import('./delivery.ts')).listDelivery(session, options));
  delivery
    .command('retry')
    .argument('[keys...]', 'as "delivery list" tells them')
    .description('put back what was given up, or is in doubt')
    .option('--failed', 'all that was given up')
    .addOption(jsonOption())
    .action(async (keys: string[], options) => (await import('./delivery.ts')).retryDelivery(session, keys, options));
}

function publicKey(command: Command): Command {
  return command.option(
    '--public-key <file>',
    'an Ed25519 public key, PEM; may be given several times',
    (file: string, before: readonly string[] | undefined) => [...(before ?? []), file],
  );
}

function jsonOption(): Option {
  return new Option('--json', 'print JSON');
}

function reading(command: Command, json = true): Command {
  const read = command
    .option('--as-of <day>', 'the law as it stood on this day, YYYY-MM-DD')
    .option('--act <id>', 'only this act (CELEX number or BOE identifier)')
    .option('--language <language>', 'only texts in this language: en or es');
  return json ? read.addOption(jsonOption()) : read;
}
