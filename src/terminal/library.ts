import { readLawFiles } from '../compose.ts';
import { AppError } from '../core/errors.ts';
import { type ImportResult, importLaw } from '../regulations/importers/import-law.ts';
import type { AddOutcome, Library } from '../regulations/library.ts';
import { faultOf, provisionHash } from '../regulations/provision-tree.ts';
import { versionPhrase } from '../regulations/standing.ts';
import { validityOf } from '../regulations/validity.ts';
import { parseAct, parseDay, type Session } from './session.ts';

export interface AddLawOptions {
  readonly act?: string;
  readonly date?: string;
  readonly json?: boolean;
}

/** `compliance library add`: one act → its outcome; several → `{acts, failed}`. What fails leaves the rest added. */
export async function addLaw(session: Session, path: string, options: AddLawOptions): Promise<void> {
  const given = {
    ...(options.act === undefined ? {} : { act: parseAct(options.act) }),
    ...(options.date === undefined ? {} : { date: parseDay(options.date) }),
  };
  const results = await importLaw(await readLawFiles(path), path);
  if (results.length > 1 && (given.act !== undefined || given.date !== undefined)) {
    throw new AppError(
      'invalid_input',
      `${path} holds ${results.length} acts; --act and --date are for one. Add them one at a time.`,
    );
  }
  const desk = await session.desk();
  const added: AddOutcome[] = [];
  const failed: { file: string; error: AppError }[] = [];
  for (const [done, result] of results.entries()) {
    if (session.terminal.interactive && results.length > 1)
      session.terminal.err(`\r\u001b[Kadding ${done + 1}/${results.length}`);
    await addOne(desk.library, result, given, added, failed);
  }
  if (session.terminal.interactive && results.length > 1) session.terminal.err('\r\u001b[K');
  await desk.library.reconcile();
  const [failure] = failed;
  if (failure && added.length === 0)
    throw failed.length === 1
      ? failure.error
      : new AppError('invalid_input', failed.map(({ error }) => error.message).join(' '));
  const [only] = added;
  const shown = added.map(({ act, version, provisions, warnings }) => ({ act, version, provisions, warnings }));
  const one = added.length === 1 && failed.length === 0 && only !== undefined;
  session.print(
    one ? shown[0] : { acts: shown, failed: failed.map(({ file, error }) => ({ file, message: error.message })) },
    options.json === true,
    () =>
      [
        ...added.map((outcome) => describeAdded(outcome, session)),
        ...failed.map(({ error }) => session.style.warn(error.message)),
      ].join('\n'),
  );
  if (failed.length > 0) session.exit(2);
}

async function addOne(
  library: Library,
  result: ImportResult,
  given: { act?: string; date?: string },
  added: AddOutcome[],
  failed: { file: string; error: AppError }[],
): Promise<void> {
  try {
    if ('failure' in result) throw result.failure;
    added.push(await library.add(result.imported, given));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    failed.push({ file: result.file, error });
  }
}

function describeAdded(outcome: AddOutcome, { style }: Session): string {
  const { act, change, version, provisions, warnings } = outcome;
  const what = {
    added: 'added',
    replaced: 'added in place of the text held',
    unchanged: 'held already, unchanged',
    kept: 'not added: the text held is the richer one',
  }[change];
  return [
    `${style.bold(act)} ${what}, version ${version.date}: ${provisions} provisions`,
    ...warnings.map((warning) => style.warn(`  ! ${warning}`)),
  ].join('\n');
}

/** `compliance library list`. */
export async function listLaw(session: Session, options: { json?: boolean }): Promise<void> {
  const desk = await session.desk();
  const versions = desk.library.versions();
  const view = desk.reader.at({});
  const rows = versions.map((version) => ({
    act: version.act,
    name: view.shortName(version),
    language: version.language,
    version: { date: version.date, source: version.source },
    holds: validityOf(version, versions),
    state: versionPhrase(version, view.entry(version.act)),
    provisions: version.provisions,
    lost: version.lost,
  }));
  session.print({ versions: rows }, options.json === true, () =>
    rows.length === 0
      ? 'The library is empty. Add an act: compliance library add <file>'
      : rows
          .map(
            (row) =>
              `${row.act.padEnd(18)} ${row.language}  ${row.name.padEnd(34)} ${String(row.provisions).padStart(5)}  ${row.state}${row.lost.length > 0 ? session.style.warn(`  (${row.lost.length} lost)`) : ''}`,
          )
          .join('\n'),
  );
}

/** `compliance library remove`. */
export async function removeLaw(
  session: Session,
  act: string,
  options: { date?: string; json?: boolean },
): Promise<void> {
  const desk = await session.desk();
  const gone = await desk.library.remove(
    parseAct(act),
    options.date === undefined ? undefined : parseDay(options.date),
  );
  await desk.library.reconcile();
  const removed = gone.map(({ act: id, language, date, source }) => ({ act: id, language, version: { date, source } }));
  session.print({ removed }, options.json === true, () =>
    removed.map((each) => `removed ${each.act} ${each.language} ${each.version.date}`).join('\n'),
  );
}

/** `compliance library check`: the file, every version's tree and hashes, and the index against the library. */
export async function checkLaw(session: Session, options: { json?: boolean }): Promise<void> {
  const desk = await session.desk();
  const problems = await checkLibrary(desk.library);
  const versions = desk.library.versions();
  session.print(
    {
      ok: problems.length === 0,
      versions: versions.length,
      provisions: versions.reduce((sum, { provisions }) => sum + provisions, 0),
      problems,
    },
    options.json === true,
    () =>
      problems.length === 0
        ? `The library is whole: ${versions.length} versions, index in agreement.`
        : problems.join('\n'),
  );
  if (problems.length > 0) session.exit(1);
}

/** What is wrong with a library; empty where all is well. */
export async function checkLibrary(library: Library): Promise<readonly string[]> {
  const held = await library.index.held();
  const versions = library.versions();
  const keys = new Set(versions.map(({ key }) => key));
  return [
    ...library.store.integrity(),
    ...versions.flatMap((version) => checkVersion(library, version.key, version.provisions)),
    ...versions.filter(({ key }) => !held.has(key)).map(({ key }) => `${key} is not in the search index`),
    ...[...held]
      .filter((key) => !keys.has(key))
      .map((key) => `the search index holds ${key}, which the library does not`),
  ];
}

function checkVersion(library: Library, key: string, provisions: number): readonly string[] {
  const tree = library.tree(key);
  const fault = faultOf(tree.nodes);
  const changed = tree.nodes.find(
    ({ place, heading }) => provisionHash(`${heading}\n${tree.wholeText(place)}`) !== library.store.hash(key, place),
  );
  return [
    ...(fault === undefined ? [] : [`${key}: ${fault}`]),
    ...(tree.nodes.length === provisions
      ? []
      : [`${key}: ${tree.nodes.length} provisions stored, ${provisions} expected`]),
    ...(changed === undefined ? [] : [`${key}: the words of ${changed.place} are not those that were added`]),
  ];
}
