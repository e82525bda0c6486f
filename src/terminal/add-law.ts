import { existsSync } from 'node:fs';
import { recordedAs } from '../audit/audit.ts';
import { openLawSource, readLawFiles } from '../compose.ts';
import { AppError } from '../core/errors.ts';
import { requirePermission } from '../core/permissions.ts';
import type { Language } from '../regulations/act.ts';
import { type ActRequest, readActRequest } from '../regulations/fetching/act-request.ts';
import { type ImportResult, importLaw, type LawText } from '../regulations/importers/import-law.ts';
import type { AddOutcome } from '../regulations/library.ts';
import { parseAct, parseDay, parseLanguage, type Session } from './session.ts';

export interface AddLawOptions {
  readonly act?: string;
  readonly date?: string;
  readonly language?: string;
  readonly json?: boolean;
}

/** What is to be added, and what is known of it beforehand. */
interface Given {
  readonly texts: readonly LawText[];
  readonly origin: string;
  readonly known: { readonly act?: string; readonly date?: string };
  /** Set where it was fetched. */
  readonly fetched?: { readonly url: string; readonly language: Language; readonly asPublished: boolean };
}

/**
 * `compliance library add`: a file, a folder or a zip, or else an act by its number, name or address, which is fetched.
 * One act → its outcome; several → `{acts, failed}`. What fails leaves the rest added.
 */
export async function addLaw(session: Session, what: string, options: AddLawOptions): Promise<void> {
  const given = await gather(session, what, options);
  const results = await importLaw(given.texts, given.origin);
  if (results.length > 1 && (given.known.act !== undefined || given.known.date !== undefined)) {
    throw new AppError(
      'invalid_input',
      `${given.origin} holds ${results.length} acts; --act and --date are for one. Add them one at a time.`,
    );
  }
  const desk = await session.desk();
  requirePermission(session.caller().user, 'admin:library', 'add law');
  const added: AddOutcome[] = [];
  const failed: { file: string; error: AppError }[] = [];
  for (const [done, result] of results.entries()) {
    if (session.terminal.interactive && results.length > 1)
      session.terminal.err(`\r\u001b[Kadding ${done + 1}/${results.length}`);
    await addOne(session, result, given, added, failed);
  }
  if (session.terminal.interactive && results.length > 1) session.terminal.err('\r\u001b[K');
  const behind = await desk.follow();
  report(session, given, added, failed, [...behind, ...amendedNotes(desk, given, added)], options.json === true);
}

async function gather(session: Session, what: string, options: AddLawOptions): Promise<Given> {
  const known = {
    ...(options.act === undefined ? {} : { act: parseAct(options.act) }),
    ...(options.date === undefined ? {} : { date: parseDay(options.date) }),
  };
  if (existsSync(what) || looksLikeFile(what)) return { texts: await readLawFiles(what), origin: what, known };
  const desk = await session.desk();
  const request = readActRequest(what, desk.reader.at({}).names);
  const language = options.language === undefined ? (request.language ?? 'en') : parseLanguage(options.language);
  if (known.act !== undefined || known.date !== undefined)
    throw new AppError('invalid_input', '--act and --date are for files; an act that is fetched says both itself.');
  return fetchAct(session, request, language);
}

/** A name that ends like a file of law was meant for one, although it is not there. */
function looksLikeFile(what: string): boolean {
  return !/^https?:/i.test(what) && /(?:^[./~]|\.(?:xml|fmx|xhtml|html?|json|md|zip)$)/i.test(what);
}

async function fetchAct(session: Session, request: ActRequest, language: Language): Promise<Given> {
  const { act, consolidatedTo } = request;
  if (session.terminal.interactive) session.terminal.err(`fetching ${act} …`);
  const source = await openLawSource(session.config());
  try {
    const { url, texts } = await recordedFetch(session, act, () =>
      source.fetch({ act, language, ...(consolidatedTo === undefined ? {} : { consolidatedTo }) }),
    );
    return {
      texts,
      origin: url,
      known: { act, ...(consolidatedTo === undefined ? {} : { date: consolidatedTo }) },
      fetched: { url, language, asPublished: consolidatedTo === undefined },
    };
  } finally {
    if (session.terminal.interactive) session.terminal.err('\r\u001b[K');
    await source.close();
  }
}

/** What is asked of a publisher is announced before, and how it ended recorded behind. */
async function recordedFetch<T>(session: Session, act: string, fetch: () => Promise<T>): Promise<T> {
  const { audit } = await session.desk();
  const host = new URL(session.config().cellarUrl).host;
  const intent = audit.intend({ body: { what: 'fetch', act, host } }, recordedAs(session.caller()));
  try {
    const fetched = await fetch();
    audit.settle(intent, { type: 'outcome', body: { what: 'fetch', act, outcome: 'ok' } });
    return fetched;
  } catch (error) {
    audit.settle(intent, { type: 'outcome', body: { what: 'fetch', act, outcome: 'failed' } });
    throw error;
  }
}

async function addOne(
  session: Session,
  result: ImportResult,
  { known, fetched }: Given,
  added: AddOutcome[],
  failed: { file: string; error: AppError }[],
): Promise<void> {
  try {
    if ('failure' in result) throw result.failure;
    const { language } = result.imported;
    if (fetched && language !== fetched.language)
      throw new AppError(
        'upstream_unavailable',
        `${fetched.url} gave the text in another language (${language}) than was asked for (${fetched.language}); nothing was added.`,
      );
    added.push(await (await session.desk()).library.add(result.imported, known, session.caller()));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    failed.push({ file: result.file, error });
  }
}

/** Whoever fetches an act as published must hear that it reads differently now. */
function amendedNotes(
  desk: Awaited<ReturnType<Session['desk']>>,
  { fetched }: Given,
  added: readonly AddOutcome[],
): readonly string[] {
  if (!fetched?.asPublished) return [];
  const view = desk.reader.at({});
  return added
    .filter(({ act }) => view.entry(act)?.amended === true)
    .map(
      ({ act }) =>
        `${act} was amended since it was published, and this is the text as published. Add its consolidation as well, by the number that its EUR-Lex page shows: compliance library add 0${act.slice(1)}-YYYYMMDD`,
    );
}

function report(
  session: Session,
  { fetched }: Given,
  added: readonly AddOutcome[],
  failed: readonly { file: string; error: AppError }[],
  notes: readonly string[],
  json: boolean,
): void {
  const [failure] = failed;
  if (failure && added.length === 0)
    throw failed.length === 1
      ? failure.error
      : new AppError('invalid_input', failed.map(({ error }) => error.message).join(' '));
  const [only] = added;
  const shown = added.map(({ act, version, provisions, warnings }) => ({
    act,
    version,
    provisions,
    warnings: added.length === 1 ? [...warnings, ...notes] : warnings,
    ...(fetched === undefined ? {} : { url: fetched.url }),
  }));
  const one = added.length === 1 && failed.length === 0 && only !== undefined;
  session.print(
    one
      ? shown[0]
      : {
          acts: shown,
          failed: failed.map(({ file, error }) => ({ file, message: error.message })),
          ...(notes.length === 0 || added.length === 1 ? {} : { warnings: notes }),
        },
    json,
    () =>
      [
        ...added.map((outcome) => describeAdded(outcome, session)),
        ...(fetched === undefined ? [] : [`  from ${fetched.url}`]),
        ...[...notes, ...failed.map(({ error }) => error.message)].map((note) => session.style.warn(note)),
      ].join('\n'),
  );
  if (failed.length > 0) session.exit(2);
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
