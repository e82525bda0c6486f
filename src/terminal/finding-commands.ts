import { type Command, Option } from 'commander';
import type { Session } from './session.ts';

/** `compliance findings …`. */
export function findingCommands(program: Command, session: Session): void {
  const findings = program.command('findings').description('findings, filed with the GRC platform once people said so');
  draftCommand(findings, session);
  decisionCommands(findings, session);
  readingCommands(findings, session);
  platformCommands(findings, session);
  remediationCommands(findings, session);
  findings
    .command('export')
    .description('write what was approved as OSCAL (1.1.2) or CSV')
    .option('--oscal <where>', 'a folder for both documents, or a file for one')
    .option('--kind <kind>', 'which one: plan-of-action-and-milestones or assessment-results')
    .option('--csv <file>', 'write a row for each finding')
    .option('--organisation <name>', 'whose findings they are, in the documents')
    .option('--stage <stage>', 'only those in this stage')
    .addOption(json())
    .action(async (options) => (await import('./export-findings.ts')).writeFindings(session, options));
}

function draftCommand(findings: Command, session: Session): void {
  findings
    .command('draft')
    .description('draft a finding from a gap, or from what somebody saw; nothing is filed by it')
    .option('--gap <obligation>', 'the obligation that is not met, by its id as "gaps run" tells it')
    .option('--run <run>', 'the analysis; by default the latest that has it')
    .option('--provision <place...>', 'provisions that are not met, as in "Article 19(4) DORA"; needed without a gap')
    .option('--title <text>', 'what is wrong, in a line; a gap has one')
    .option('--description <text>', 'what is wrong; a gap has one')
    .option('--severity <severity>', 'critical, high, medium or low; proposed for a gap')
    .option('--severity-reason <text>', 'why; needed for another severity than the proposed one')
    .option('--note <text...>', 'what somebody saw, in their words')
    .option('--receipt <id>', 'receipt of an answer that it rests on')
    .requiredOption('--plan <text>', 'how it is put right')
    .requiredOption('--owner <who>', 'who answers for that')
    .option('--due <day>', 'by when, YYYY-MM-DD; by default by its severity')
    .option('--language <language>', 'of what is worked out: en (the default) or es')
    .addOption(json())
    .action(async (options) => (await import('./draft-finding.ts')).draftFinding(session, options));
}

function decisionCommands(findings: Command, session: Session): void {
  asking(findings.command('confirm').argument('<id>'))
    .description('stand by a draft of your own: exactly the words that are shown')
    .action(async (id: string, options) => (await import('./file-finding.ts')).confirmFinding(session, id, options));
  asking(findings.command('file').argument('<id>'))
    .description('file what is approved, and send it now; what awaits approval is approved by a second person so')
    .action(async (id: string, options) => (await import('./file-finding.ts')).fileFinding(session, id, options));
  asking(findings.command('refuse').argument('<id>'))
    .description("say no to a colleague's finding that awaits approval")
    .requiredOption('--reason <text>', 'why; its drafter reads it')
    .action(async (id: string, options) => (await import('./file-finding.ts')).refuseFinding(session, id, options));
}

function readingCommands(findings: Command, session: Session): void {
  findings
    .command('list')
    .description('list findings, the latest first')
    .option(
      '--stage <stage>',
      'only draft, awaiting_approval, approved, filing, filed, undelivered, refused or expired',
    )
    .option('--status <status>', 'only open, in_progress, validating, closed or risk_accepted')
    .option('--due-by <day>', 'only those due on this day or before, YYYY-MM-DD')
    .option('--limit <n>', 'how many', '20')
    .addOption(json())
    .action(async (options) => (await import('./findings.ts')).listFindings(session, options));
  findings
    .command('show')
    .argument('<id>')
    .description('show a finding whole: what it says, who decided, its record, its steps, where both sides differ')
    .addOption(json())
    .action(async (id: string, options) => (await import('./findings.ts')).showFinding(session, id, options));
}

function platformCommands(findings: Command, session: Session): void {
  findings
    .command('sync')
    .description('read from the platform how the filed findings stand there')
    .addOption(json())
    .action(async (options) => (await import('./sync-findings.ts')).syncFindings(session, options));
  findings
    .command('resolve')
    .argument('<id>')
    .argument('<field>', 'what differs, as "findings show" tells it')
    .description('take one side where a finding and its record differ')
    .option('--ours', 'what stands here counts')
    .option('--theirs', 'what the platform has counts, or is taken note of')
    .addOption(json())
    .action(async (id: string, field: string, options) =>
      (await import('./sync-findings.ts')).resolveFinding(session, id, field, options),
    );
  findings
    .command('retry')
    .argument('[id]')
    .description('try again what did not come through')
    .option('--undelivered', 'all of them')
    .addOption(json())
    .action(async (id: string | undefined, options) =>
      (await import('./retry-findings.ts')).retryFindings(session, id, options),
    );
  findings
    .command('check')
    .description('hold the settings against the platform; nothing is written there')
    .addOption(json())
    .action(async (options) => (await import('./sync-findings.ts')).checkFindings(session, options));
}

function remediationCommands(findings: Command, session: Session): void {
  findings
    .command('step')
    .argument('<id>')
    .argument('<step>', 'review_gaps, create_action_plan, implement_controls or validate_implementation')
    .description('a step of putting it right, where the platform tracks none')
    .option('--done', 'it is done')
    .option('--note <text>', '… and this was done')
    .option('--assign <who>', 'somebody else does it')
    .option('--reopen', 'it is to be done again, and what comes after it')
    .option('--reason <text>', '… because')
    .addOption(json())
    .action(async (id: string, step: string, options) =>
      (await import('./finding-steps.ts')).stepFinding(session, id, step, options),
    );
}

function asking(command: Command): Command {
  return command.option('--yes', 'do not ask again').addOption(json());
}

function json(): Option {
  return new Option('--json', 'print JSON');
}
