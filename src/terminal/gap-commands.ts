import { type Command, Option } from 'commander';
import type { Session } from './session.ts';

/** `compliance policies …` and `compliance gaps …`. */
export function gapCommands(program: Command, session: Session): void {
  policyCommands(program.command('policies').description("the bank's own policies and procedures"), session);
  const gaps = program.command('gaps').description('where the policies fall short of the law');
  runCommand(gaps, session);
  gaps
    .command('diff')
    .description('how an analysis differs from the one before it of the same: new, closed, reopened')
    .option('--act <act>', 'of this act: number or name')
    .option('--from <run>', 'the earlier analysis, by its id')
    .option('--to <run>', 'the later one; by default the latest')
    .addOption(json())
    .action(async (options) => (await import('./gap-diff.ts')).diffGaps(session, options));
  gaps
    .command('list')
    .description('list the analyses that are kept, the latest first')
    .option('--act <act>', 'of this act: number or name')
    .addOption(json())
    .action(async (options) => (await import('./gap-diff.ts')).listGaps(session, options));
  gaps
    .command('decide')
    .argument('<obligation>', 'its id, as "gaps run" tells it')
    .description('say what a person decides: it stands in later analyses until one of the texts changes')
    .addOption(
      new Option('--verdict <verdict>', 'whether it is a gap')
        .choices(['accepted', 'rejected', 'not-applicable'])
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', 'why')
    .option('--run <run>', 'the analysis; by default the latest that has it')
    .option('--yes', 'do not ask again')
    .addOption(json())
    .action(async (obligation: string, options) =>
      (await import('./decide-gap.ts')).decideGap(session, obligation, options),
    );
}

function policyCommands(policies: Command, session: Session): void {
  policies
    .command('add')
    .argument('<what...>', 'files or folders: PDF, DOCX, HTML, Markdown or text')
    .description('import policies, or newer versions of them; statements that are unchanged keep their ids')
    .option('--id <id>', "of one file: the policy's id, such as incident-response; by default made from its name")
    .option('--title <title>', 'of one file: what it is called')
    .option('--owner <owner>', 'who answers for it')
    .option('--policy-version <version>', 'as the bank counts, such as 3.1')
    .option('--effective <day>', 'the day from which it holds, YYYY-MM-DD')
    .option('--language <language>', 'en or es; by default told by its words')
    .option('--group <id...>', 'only members of these groups see it')
    .addOption(json())
    .action(async (what: string[], options) => (await import('./policies.ts')).addPolicies(session, what, options));
  policies
    .command('list')
    .description('list the policies that are held')
    .option('--versions <id>', 'all versions of this policy')
    .addOption(json())
    .action(async (options) => (await import('./policies.ts')).listPolicies(session, options));
  policies
    .command('show')
    .argument('<id>')
    .description('show the statements of a policy, with their ids')
    .option('--version <n>', 'of an earlier import')
    .addOption(json())
    .action(async (id: string, options) => (await import('./policies.ts')).showPolicy(session, id, options));
  policies
    .command('remove')
    .argument('<id>')
    .description('remove a policy, with all its versions and what analyses quote of it')
    .addOption(json())
    .action(async (id: string, options) => (await import('./policies.ts')).removePolicy(session, id, options));
}

function runCommand(gaps: Command, session: Session): void {
  gaps
    .command('run')
    .description('hold what acts demand against the policies, and keep the result')
    .option('--act <act...>', 'the acts: numbers or names, such as 32022R2554 or DORA')
    .option('--articles <articles>', 'of the one act, as in "17-23, 28, 6(5)"')
    .option('--chapter <chapter>', 'of the one act, by its number or heading')
    .option('--topic <words>', 'only what is about these words')
    .option(
      '--profile <profile>',
      'what the firm is, and its size, as in "credit institution" or "payment institution, small"',
    )
    .option('--policy <id...>', 'only these policies')
    .option('--as-of <day>', 'the law as it stood on this day, YYYY-MM-DD')
    .option('--language <language>', 'only texts of law in this language: en or es')
    .option('--run <run>', 'write an earlier analysis again, by its id')
    .option('--csv <file>', 'write a row for each obligation')
    .option('--matrix <file>', 'write the matrix of articles and policies, CSV')
    .option('--xlsx <file>', 'write a workbook')
    .option('--html <file>', 'write a report with a picture, to be read or printed')
    .addOption(new Option('--in <language>', 'the language of the report').choices(['en', 'es']).default('en'))
    .option('--all', 'show all obligations, not the ten worst gaps alone')
    .addOption(json())
    .action(async (options) => (await import('./gaps.ts')).runGaps(session, options));
}

function json(): Option {
  return new Option('--json', 'print JSON');
}
