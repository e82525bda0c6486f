import { AppManifestUtils } from '@microsoft/app-manifest';
import { iconProblems } from './icons/check-icons.ts';
import { LANGUAGE_SCHEMA, type LanguageFile, textsOf } from './localisation.ts';
import { type AppManifest, SCHEMA, TOKEN_SERVICE } from './manifest.ts';

/** The files of a package by name, as they are in the zip. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

const FILE_NAMES = ['manifest.json', 'es.json', 'color.png', 'outline.png'] as const;

/**
 * Longest texts, in signs, where Teams shows them: the schema's own limits, which its form for language files states
 * beside a reference and so does not enforce; and those of the command menu, which the schema does not have.
 */
const LIMITS: readonly (readonly [RegExp, number])[] = [
  [/^name\.short$/, 30],
  [/^name\.full$/, 100],
  [/^description\.short$/, 80],
  [/^description\.full$/, 4_000],
  [/^bots\[.*\.title$/, 32],
  [/^bots\[.*\.description$/, 128],
  [/^composeExtensions\[.*\.title$/, 32],
  [/^composeExtensions\[.*\.description$/, 128],
  [/^copilotAgents\..*\.text$/, 500],
];

/**
 * Holds a package against Microsoft's schema, which comes with the library and is not fetched, and against what the
 * schema does not say but Teams requires when a package is uploaded or installed.
 *
 * @returns what is wrong, for the person who built it; nothing where all is right
 */
export async function packageProblems(files: PackageFiles): Promise<readonly string[]> {
  const names = [...files.keys()].sort().join(', ');
  const wanted = [...FILE_NAMES].sort().join(', ');
  if (names !== wanted) return [`The package holds ${names === '' ? 'nothing' : names}; it must hold ${wanted}.`];
  const manifest = parsed(files, 'manifest.json') as AppManifest | undefined;
  const spanish = parsed(files, 'es.json') as LanguageFile | undefined;
  if (manifest === undefined || spanish === undefined) return ['manifest.json or es.json is no JSON object.'];
  // Any other address would be fetched.
  if (manifest.$schema !== SCHEMA) return [`manifest.json names the schema ${manifest.$schema}, not ${SCHEMA}.`];
  const bySchema = await AppManifestUtils.validateAgainstSchema(manifest);
  // What follows reads the manifest by its form.
  if (bySchema.length > 0) return bySchema.map((problem) => `manifest.json, by its schema: ${problem.trim()}`);
  const unread = Object.entries(spanish).find(([, text]) => typeof text !== 'string');
  if (unread !== undefined) return [`es.json: ${unread[0]} is no text.`];
  return [
    ...identityProblems(manifest),
    ...commandProblems(manifest),
    ...languageProblems('manifest.json', textsOf(manifest), textsOf(manifest)),
    ...(await schemaProblemsOf(spanish)),
    ...languageProblems('es.json', withoutSchema(spanish), textsOf(manifest)),
    ...iconProblems(bytesOf(files, 'color.png'), bytesOf(files, 'outline.png')),
  ];
}

function bytesOf(files: PackageFiles, name: (typeof FILE_NAMES)[number]): Uint8Array {
  return files.get(name) ?? new Uint8Array();
}

function parsed(files: PackageFiles, name: (typeof FILE_NAMES)[number]): object | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(files, name)));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function schemaProblemsOf(language: LanguageFile): Promise<readonly string[]> {
  if (language['$schema'] !== LANGUAGE_SCHEMA) return [`es.json names another schema than ${LANGUAGE_SCHEMA}.`];
  const schema = await AppManifestUtils.fetchSchema(LANGUAGE_SCHEMA);
  // Two of its patterns, for texts that we have not, are no regular expressions with the flag u, which ajv sets.
  const patterns = Object.entries(schema.patternProperties ?? {}).filter(([pattern]) => isPattern(pattern));
  const patternProperties = Object.fromEntries(patterns) as typeof schema.patternProperties;
  const problems = await AppManifestUtils.validateAgainstSchema(language as never, { ...schema, patternProperties });
  return problems.map((problem) => `es.json, by its schema: ${problem.trim()}`);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
}

/** What belongs together must be the same: Teams takes a mismatch without a word, and sign-in then fails. */
function identityProblems(manifest: AppManifest): readonly string[] {
  const problems: string[] = [];
  const botId = manifest.bots?.[0]?.botId;
  const resource = manifest.webApplicationInfo?.resource ?? '';
  const host = /^api:\/\/([^/]+)\/botid-/.exec(resource)?.[1];
  if (!/^\d+\.\d+\.\d+$/.test(manifest.version))
    problems.push(`The version ${manifest.version} is not of the form 1.2.3, which alone Teams takes.`);
  if (manifest.composeExtensions?.[0]?.botId !== botId) problems.push('The message extension has another bot.');
  if (manifest.copilotAgents?.customEngineAgents?.[0]?.id !== botId) problems.push("Copilot's agent is another bot.");
  if (host === undefined || resource !== `api://${host}/botid-${botId}`)
    problems.push(`webApplicationInfo.resource is ${resource}; it must be api://<host>/botid-${botId}.`);
  const domains = manifest.validDomains ?? [];
  for (const domain of domains)
    if (!/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/.test(domain))
      problems.push(`validDomains has ${domain}: a host name alone is given, in small letters, without wildcards.`);
  for (const needed of [TOKEN_SERVICE, host ?? ''])
    if (!domains.includes(needed)) problems.push(`validDomains lacks ${needed}: sign-in opens a page there.`);
  for (const [name, url] of Object.entries(manifest.developer))
    if (name.endsWith('Url') && !url.startsWith('https://')) problems.push(`developer.${name} is no https:// address.`);
  return problems;
}

function commandProblems(manifest: AppManifest): readonly string[] {
  const lists = manifest.bots?.[0]?.commandLists ?? [];
  const problems: string[] = [];
  const scopes = lists.flatMap((list) => list.scopes);
  if (new Set(scopes).size < scopes.length) problems.push('A scope has two lists of commands; Teams shows one.');
  if (lists.some(({ commands }) => commands.some(({ type, prompt }) => type === 'prompt' || prompt !== undefined)))
    problems.push('A command is a prompt starter; with a welcome message there must be none.');
  return problems;
}

function withoutSchema({ $schema: _, ...texts }: LanguageFile): LanguageFile {
  return texts;
}

/** Every text of the manifest is there, none else, each as long as Teams shows it. */
function languageProblems(file: string, texts: LanguageFile, all: LanguageFile): readonly string[] {
  const problems = Object.keys(all)
    .filter((path) => !Object.hasOwn(texts, path))
    .map((path) => `${file} lacks ${path}: it would be shown in English.`);
  for (const [path, text] of Object.entries(texts)) {
    if (!Object.hasOwn(all, path)) {
      problems.push(`${file} has ${path}, which stands for nothing in manifest.json.`);
      continue;
    }
    const [, limit = 0] = LIMITS.find(([paths]) => paths.test(path)) ?? [];
    const length = [...text].length;
    if (text.trim() === '') problems.push(`${file}: ${path} is empty.`);
    if (length > limit) problems.push(`${file}: ${path} has ${length} signs; Teams takes ${limit}.`);
  }
  return problems;
}
