import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { sha256 } from '../../src/core/digests.ts';
import { AppError } from '../../src/core/errors.ts';
import { checkPackage, packApp, packageFiles } from './app-package.ts';
import { checkEnvironmentName, type TeamsVariables, teamsVariables, variablesAmong } from './variables.ts';

export interface PackagingRoom {
  /** The process's variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of the program. */
  readonly version: string;
  /** Where `NAME.json` has the variables of an environment. */
  readonly environmentsFolder: string;
  /** Where packages go, unless told otherwise. */
  readonly buildFolder: string;
}

export interface WrittenPackage {
  readonly path: string;
  readonly variables: TeamsVariables;
  readonly sha256: string;
}

/**
 * Builds a package, writes it, and checks what was written.
 *
 * @param words of the command line: `--env NAME`, `--out FOLDER`
 * @throws AppError for whoever builds it: what is wrong, and where to set it right
 */
export async function writePackage(words: readonly string[], room: PackagingRoom): Promise<WrittenPackage> {
  const { env, out = room.buildFolder } = wordsOf(words);
  const variables = env === undefined ? ofProcess(room) : ofFile(env, room);
  const path = join(out, `compliance-desk-${variables.environment}.zip`);
  const bytes = await packApp(packageFiles(variables, room.version));
  try {
    mkdirSync(out, { recursive: true });
    writeFileSync(path, bytes);
  } catch (error) {
    throw new AppError('invalid_input', `${path} cannot be written. Name another folder: --out F`, { cause: error });
  }
  await checkPackage(readFileSync(path), path);
  return { path, variables, sha256: sha256(bytes) };
}

function wordsOf(words: readonly string[]): { readonly env?: string; readonly out?: string } {
  try {
    return parseArgs({ args: [...words], options: { env: { type: 'string' }, out: { type: 'string' } } }).values;
  } catch (error) {
    const usage = 'Use: npm run package:teams [-- --env NAME] [--out FOLDER]';
    throw new AppError('invalid_input', `${error instanceof Error ? error.message : ''}\n${usage}`, { cause: error });
  }
}

function ofProcess({ environment }: PackagingRoom): TeamsVariables {
  const name = environment['TEAMS_ENVIRONMENT'];
  return teamsVariables(
    name === undefined || name === '' ? 'production' : name,
    variablesAmong(environment),
    "the process's environment (or name a file: --env NAME)",
  );
}

/** One or the other, never mixed: a bot's id that a shell still has must not get into another environment's package. */
function ofFile(name: string, { environmentsFolder }: PackagingRoom): TeamsVariables {
  checkEnvironmentName(name);
  const path = join(environmentsFolder, `${name}.json`);
  const shown = relative('', path);
  const text = readText(path);
  if (text === undefined)
    throw new AppError(
      'not_found',
      `There is no ${shown}. There are: ${namesIn(environmentsFolder)}. Copy one of them and set its variables.`,
    );
  return teamsVariables(name, objectIn(text, shown), shown);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort()
    .join(', ');
}

function objectIn(text: string, shown: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below.
  }
  throw new AppError('misconfigured', `${shown} is no JSON object of variables, such as {"TEAMS_APP_ID": "…"}.`);
}
