import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { call, type McpDesk } from '../mcp/mcp-desk.ts';
import { runTool, type ToolRun } from './tools.ts';

const PROGRAM = join(import.meta.dirname, '../../src/terminal/main.ts');
const TOOLS = ['--method', 'tools/list', '--strict'];
const TEMPLATES = ['--method', 'resources/templates/list'];
const PROMPTS = ['--method', 'prompts/list'];

interface Call {
  readonly words: readonly string[];
  /** What its result must hold. */
  readonly holds: RegExp;
}

const OF_ANY_DESK: readonly Call[] = [
  { words: TOOLS, holds: /"name":"ask_compliance"/ },
  { words: TEMPLATES, holds: /regulation:\/\/\{act\}\/\{\+place\}/ },
  { words: PROMPTS, holds: /"name":"brief_on_act"/ },
];

const OF_INVENTED_LAW: readonly Call[] = [
  { words: ['--method', 'resources/list'], holds: /regulation:\/\/32099R0001/ },
  { words: ['--method', 'resources/read', '--uri', 'regulation://32099R0001/art_1'], holds: /Article 1/ },
  {
    words: ['--method', 'tools/call', '--tool-name', 'search_regulations', '--tool-arg', 'query=ledgers'],
    holds: /32099R0001#art_/,
  },
];

/**
 * The Inspector's command line against the product, over HTTP in both eras and over standard input.
 *
 * @param folder where a desk of its own may keep its data
 * @returns what went wrong, in sentences
 */
export async function inspect(
  desk: Pick<McpDesk, 'url'>,
  folder: string,
  tell: (line: string) => void,
): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const problems: string[] = [];
  const { body } = await call(desk, 'tools/list');
  const tools: readonly string[] = body.result.tools.map(({ name }: { name: string }) => name);
  const http = (era: string) => [desk.url.href, '--transport', 'http', '--protocol-era', era];
  const program = [process.execPath, '--import', import.meta.resolve('tsx'), PROGRAM, 'mcp'];
  const ways: readonly (readonly [name: string, words: readonly string[], calls: readonly Call[]])[] = [
    ['HTTP, legacy era', http('legacy'), [...OF_ANY_DESK, ...OF_INVENTED_LAW]],
    ['HTTP, modern era', http('modern'), [...OF_ANY_DESK, ...OF_INVENTED_LAW]],
    ['stdio', [...program, '-e', `COMPLIANCE_DATA=${folder}`], OF_ANY_DESK],
  ];
  for (const [name, words, calls] of ways) {
    for (const { words: asked, holds } of calls) {
      const run = await runTool('mcp-inspector', ['--cli', ...words, ...asked, '--format', 'json']);
      const wrong = complaint(run, holds) ?? (asked === TOOLS ? unlisted(run, tools) : undefined);
      if (wrong !== undefined) problems.push(`Inspector, ${name}: ${asked.join(' ')} ${wrong}`);
    }
    tell(`Inspector, ${name}: ${calls.length} calls`);
  }
  return problems;
}

/**
 * What the Inspector has against a call. With `--strict` a warning about a schema leaves the code at 0: it stands in
 * `schemaFindings` alone.
 */
export function complaint({ code, out, err }: ToolRun, holds: RegExp): string | undefined {
  const shown = `${out}${err}`.slice(0, 1_000);
  if (code !== 0) return `ended with code ${code}: ${shown}`;
  const { result, schemaFindings } = readAnswer(out);
  if (schemaFindings !== undefined) return `found fault with schemas: ${JSON.stringify(schemaFindings)}`;
  if (result === undefined || result['isError'] === true || !holds.test(JSON.stringify(result))) return `gave ${shown}`;
  return undefined;
}

/** The Inspector leaves out a tool that it cannot read, and says nothing of it. */
export function unlisted({ out }: Pick<ToolRun, 'out'>, tools: readonly string[]): string | undefined {
  const { result } = readAnswer(out);
  const listed = new Set((result?.['tools'] as readonly { name: string }[] | undefined)?.map(({ name }) => name));
  const missing = tools.filter((tool) => !listed.has(tool));
  return tools.length === 0 || missing.length > 0
    ? `left out of ${tools.length} tools: ${missing.join(', ')}`
    : undefined;
}

interface InspectorAnswer {
  readonly result?: Readonly<Record<string, unknown>>;
  readonly schemaFindings?: unknown;
}

function readAnswer(out: string): InspectorAnswer {
  try {
    return JSON.parse(out) as InspectorAnswer;
  } catch {
    // Whatever else it wrote is no answer: the caller shows it.
    return {};
  }
}
