import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Expectation } from './scenarios.ts';

/** One check of a scenario, as the suite writes it down. */
export interface Check {
  readonly id: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
  readonly details?: unknown;
}

/** What a run of the suite left, by scenario. */
export type Results = ReadonlyMap<string, readonly Check[]>;

/** Reads the folder that the suite was told to write to: `server-<scenario>-<time>/checks.json`. */
export function readResults(folder: string): Results {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).flatMap((name) => {
    const scenario = /^server-(.+)-\d{4}-\d\d-\d\dT/.exec(name)?.[1];
    return scenario === undefined ? [] : [[scenario, join(folder, name, 'checks.json')] as const];
  });
  return new Map(names.map(([scenario, file]) => [scenario, JSON.parse(readFileSync(file, 'utf8')) as Check[]]));
}

/** The scenarios that a requirement set of the suite names for servers: the list under `server:`. */
export function requiredScenarios(yaml: string): readonly string[] {
  const lines = yaml.split('\n');
  const from = lines.indexOf('server:') + 1;
  const rest = from === 0 ? [] : lines.slice(from);
  const end = rest.findIndex((line) => !line.startsWith('  - '));
  return rest.slice(0, end === -1 ? rest.length : end).map((line) => line.slice('  - '.length).trim());
}

/** Is true of every message of the protocol, so by itself it says nothing of a scenario. */
const OF_ANY_MESSAGE = 'wire-schema-valid';
/** How the product, and the SDK, refuse a tool or a prompt that they do not have. */
const NOT_FOUND = /There is no (tool|prompt)|(Tool|Prompt) \S+ not found/;

export interface Verdict {
  /** The scenarios that passed of those that must. */
  readonly passed: readonly string[];
  /** What is wrong, in sentences; nothing where all is as it must be. */
  readonly problems: readonly string[];
}

/**
 * Holds what ran against what must have: every scenario named, every check of those that must pass passed but for the
 * named exceptions, which must not, and no pass that rests on something not being found.
 */
export function judge(results: Results, { pass, except = {}, notAsked }: Expectation): Verdict {
  const named = new Set([...pass, ...Object.values(notAsked).flat()]);
  const unnamed = [...results.keys()].filter((scenario) => !named.has(scenario));
  const judged = pass.map((scenario) => ({
    scenario,
    wrong: judgeScenario(results.get(scenario), except[scenario] ?? []),
  }));
  return {
    passed: judged.filter(({ wrong }) => wrong.length === 0).map(({ scenario }) => scenario),
    problems: [
      ...unnamed.map((scenario) => `${scenario} ran, and nothing says what is expected of it`),
      ...judged.flatMap(({ scenario, wrong }) => wrong.map((problem) => `${scenario} ${problem}`)),
    ],
  };
}

function judgeScenario(checks: readonly Check[] | undefined, except: readonly string[]): readonly string[] {
  if (checks === undefined) return ['did not run'];
  const passed = checks.filter(({ id, status }) => status === 'SUCCESS' && id !== OF_ANY_MESSAGE);
  const others = checks.filter(({ status }) => status !== 'SUCCESS' && status !== 'INFO');
  const stale = except.filter((id) => !others.some((check) => check.id === id));
  return [
    ...(passed.length === 0 ? ['checked nothing'] : []),
    ...others
      .filter((check) => !except.includes(check.id) || !isExcusable(check))
      .map(({ id, status, errorMessage = '' }) => `has ${id}: ${status} ${errorMessage}`.trimEnd()),
    ...stale.map((id) => `passes ${id}: it is no exception any more`),
    ...passed.filter(isHollow).map(({ id }) => `passes ${id} since something is not found: a hollow pass`),
  ];
}

/** A recommendation, a check that was not made, or one that the suite itself calls untestable: never a plain failure. */
function isExcusable({ status, details }: Check): boolean {
  return status !== 'FAILURE' || (details as { untestable?: unknown } | undefined)?.untestable === true;
}

function isHollow({ details }: Check): boolean {
  return NOT_FOUND.test(JSON.stringify(details) ?? '');
}
