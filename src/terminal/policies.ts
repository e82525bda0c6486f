import { AppError } from '../core/errors.ts';
import { requirePermission } from '../core/permissions.ts';
import { noteText } from '../documents/document-notes.ts';
import type { GivenFacts } from '../gaps/policies/given-facts.ts';
import type { AddedPolicy } from '../gaps/policies/policies.ts';
import type { PolicyListing } from '../gaps/policies/policy.ts';
import { counted } from './counted.ts';
import { wrapText } from './output.ts';
import { parseDay, parseLanguage, type Session } from './session.ts';

export interface PolicyOptions {
  readonly id?: string;
  readonly title?: string;
  readonly owner?: string;
  readonly policyVersion?: string;
  readonly effective?: string;
  readonly language?: string;
  readonly group?: readonly string[];
  readonly json?: boolean;
}

interface Added {
  readonly policy: string;
  readonly title: string;
  readonly version: number;
  readonly change: AddedPolicy['change'];
  readonly statements: number;
  readonly notes: readonly string[];
}

/** `compliance policies add`: what cannot be read is told, and the others are imported all the same. */
export async function addPolicies(session: Session, what: readonly string[], options: PolicyOptions): Promise<void> {
  const given = givenFrom(options);
  const { openPolicyFiles } = await import('../compose-gaps.ts');
  const files = await openPolicyFiles(what);
  if (files.found.length !== 1 && (options.id !== undefined || options.title !== undefined))
    throw new AppError('invalid_input', `--id and --title are for one file; there are ${files.found.length}.`);
  const desk = await session.desk();
  const caller = session.caller();
  requirePermission(caller.user, 'documents:write', 'import policies');
  const policies: Added[] = [];
  const skipped = [...files.skipped];
  for (const { name, bytes } of files.found) {
    try {
      const document = await files.read(bytes, name);
      const { version, change } = desk.policies.add(document, given, caller);
      policies.push({
        policy: version.policy,
        title: version.facts.title,
        version: version.number,
        change,
        statements: version.statements.length,
        notes: version.notes.map((note) => noteText(note, 'en')),
      });
    } catch (error) {
      // One file that is refused must not keep the others out; a fault of the desk's own ends it.
      if (!(error instanceof AppError) || error.code === 'internal' || error.code === 'misconfigured') throw error;
      skipped.push({ name, why: error.message });
    }
  }
  session.print({ policies, skipped }, options.json === true, () =>
    [
      ...policies.flatMap(({ policy, title, version, change, statements, notes }) => [
        `${change.padEnd(9)} ${session.style.bold(policy)}  ${title}, version ${version}, ${counted(statements, 'statement')}`,
        ...notes.map((note) => wrapText(`· ${note}`, 100, '  ')),
      ]),
      ...skipped.map(({ name, why }) => session.style.warn(wrapText(`skipped   ${name}: ${why}`, 100))),
    ].join('\n'),
  );
  if (policies.length === 0 || skipped.length > 0) session.exit(1);
}

/** @throws AppError `invalid_input`, before anything is read */
function givenFrom({ id, title, owner, policyVersion, effective, language, group }: PolicyOptions): GivenFacts {
  return {
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
    ...(owner === undefined ? {} : { owner }),
    ...(policyVersion === undefined ? {} : { version: policyVersion }),
    ...(effective === undefined ? {} : { effective: parseDay(effective) }),
    ...(language === undefined ? {} : { language: parseLanguage(language) }),
    ...(group === undefined ? {} : { groups: group }),
  };
}

/** `compliance policies list`. */
export async function listPolicies(
  session: Session,
  { versions, json = false }: { readonly versions?: string; readonly json?: boolean },
): Promise<void> {
  const desk = await session.desk({ follow: false });
  const caller = session.caller();
  const held = versions === undefined ? desk.policies.list(caller) : desk.policies.versions(versions, caller);
  const policies = held.map(listed);
  session.print({ policies }, json, () =>
    policies.length === 0
      ? 'There are no policies yet. Import some: compliance policies add <file or folder>'
      : policies
          .map(
            ({ policy, version, title, owner, stated, effective, statements, groups }) =>
              `${session.style.bold(policy.padEnd(36))} v${version}  ${title}${stated === null ? '' : ` ${stated}`}${effective === null ? '' : `, from ${effective}`}${owner === null ? '' : `, ${owner}`}  ${session.style.dim(`${counted(statements, 'statement')}${groups.length === 0 ? '' : `, kept to ${counted(groups.length, 'group')}`}`)}`,
          )
          .join('\n'),
  );
}

function listed({ policy, number, facts, name, kind, sha256, groups, statements, added }: PolicyListing) {
  return {
    policy,
    version: number,
    title: facts.title,
    owner: facts.owner ?? null,
    /** As the bank counts. */
    stated: facts.version ?? null,
    effective: facts.effective ?? null,
    language: facts.language,
    file: name,
    kind,
    sha256,
    groups,
    statements,
    added,
  };
}

/** `compliance policies show`. */
export async function showPolicy(
  session: Session,
  id: string,
  { version, json = false }: { readonly version?: string; readonly json?: boolean },
): Promise<void> {
  if (version !== undefined && !/^[1-9]\d{0,6}$/.test(version))
    throw new AppError('invalid_input', `"${version.slice(0, 20)}" is no number of a version, such as 2.`);
  const desk = await session.desk({ follow: false });
  const found = desk.policies.find(id, session.caller(), version === undefined ? undefined : Number(version));
  if (found === undefined)
    throw new AppError(
      'not_found',
      version === undefined
        ? `There is no policy "${id.slice(0, 80)}". "compliance policies list" shows those that are held.`
        : `There is no version ${version} of a policy "${id.slice(0, 80)}". "compliance policies list --versions ${id.slice(0, 80)}" shows those that are held.`,
    );
  const { statements, notes, ...rest } = found;
  const shown = {
    ...listed({ ...rest, statements: statements.length }),
    statements: statements.map(({ id: statement, section, text, leadIn, page }) => ({
      statement,
      section,
      text,
      ...(leadIn === undefined ? {} : { leadIn }),
      ...(page === undefined ? {} : { page }),
    })),
    notes: notes.map((note) => noteText(note, 'en')),
  };
  session.print(shown, json, () => {
    let section = '';
    const lines = statements.flatMap((statement) => {
      const path = statement.section.join(' › ');
      const heading = path === section ? [] : ['', session.style.bold(path)];
      section = path;
      return [...heading, wrapText(`${session.style.dim(statement.id)}  ${statement.text}`, 100)];
    });
    return [session.style.bold(`${found.facts.title} (${found.policy}, version ${found.number})`), ...lines].join('\n');
  });
}

/** `compliance policies remove`. */
export async function removePolicy(
  session: Session,
  id: string,
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  const desk = await session.desk({ follow: false });
  const gone = desk.policies.remove(id, session.caller());
  session.print({ removed: gone.map(listed) }, json, () => `removed ${id}: ${counted(gone.length, 'version')}`);
}
