import { recordedAs } from '../audit/audit.ts';
import { requirePermission } from '../core/permissions.ts';
import type { Library } from '../regulations/library.ts';
import { faultOf, provisionHash } from '../regulations/provision-tree.ts';
import { parseAct, parseDay, type Session } from './session.ts';

/** `compliance library list`. */
export async function listLaw(session: Session, options: { json?: boolean }): Promise<void> {
  const desk = await session.desk();
  const { output } = await desk.toolbox.tools.list_regulations.call({}, session.caller());
  const rows = output.versions.map(({ title: _title, authority: _authority, kind: _kind, ...row }) => row);
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
  requirePermission(session.caller().user, 'admin:library', 'remove law');
  const gone = await desk.library.remove(
    parseAct(act),
    options.date === undefined ? undefined : parseDay(options.date),
    session.caller(),
  );
  const behind = await desk.follow();
  const removed = gone.map(({ act: id, language, date, source }) => ({ act: id, language, version: { date, source } }));
  session.print({ removed, ...(behind.length === 0 ? {} : { warnings: behind }) }, options.json === true, () =>
    [
      ...removed.map((each) => `removed ${each.act} ${each.language} ${each.version.date}`),
      ...behind.map((warning) => session.style.warn(warning)),
    ].join('\n'),
  );
}

/** `compliance library reindex`: every text is analysed anew, beside what is served. */
export async function reindexLaw(session: Session, options: { json?: boolean }): Promise<void> {
  // Whatever is wrong with the index as it is must not keep it from being replaced.
  const { library, audit } = await session.desk({ follow: false });
  requirePermission(session.caller().user, 'admin:library', 'build the index anew');
  const intent = audit.intend({ body: { what: 'index', change: 'rebuild' } }, recordedAs(session.caller()));
  await library.index.renew();
  await library.reconcile((done, total) => {
    if (session.terminal.interactive) session.terminal.err(`\r\u001b[Kindexing ${done}/${total}`);
  });
  audit.settle(intent, { type: 'configuration', body: { what: 'index', change: 'rebuilt' } });
  if (session.terminal.interactive) session.terminal.err('\r\u001b[K');
  const versions = library.versions().length;
  session.print({ versions }, options.json === true, () => `The search index was built anew: ${versions} versions.`);
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
  // A text that only lacks its vectors, because the embedder fails, is found by its words all the same.
  const complete = (await library.index.health()).status === 'healthy';
  const versions = library.versions();
  const keys = new Set(versions.map(({ key }) => key));
  return [
    ...library.store.integrity(),
    ...versions.flatMap((version) => checkVersion(library, version.key, version.provisions)),
    ...versions.filter(({ key }) => complete && !held.has(key)).map(({ key }) => `${key} is not in the search index`),
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
