import { join } from 'node:path';
import type { McpDesk } from '../mcp/mcp-desk.ts';
import { runTool } from './tools.ts';

const PROGRAM = join(import.meta.dirname, '../../src/terminal/main.ts');

/** Each with what its result must hold. */
const CALLS: readonly (readonly [words: readonly string[], holds: RegExp])[] = [
  [['--method', 'tools/list', '--strict'], /"name":\s*"ask_compliance"/],
  [['--method', 'resources/list'], /regulation:\/\/32099R0001/],
  [['--method', 'resources/templates/list'], /regulation:\/\/\{act\}\/\{\+place\}/],
  [['--method', 'resources/read', '--uri', 'regulation://32099R0001/art_1'], /Article 1/],
  [['--method', 'prompts/list'], /brief_on_act/],
  [['--method', 'tools/call', '--tool-name', 'search_regulations', '--tool-arg', 'query=ledgers'], /32099R0001#art_/],
];

/**
 * The Inspector's command line against the product, over HTTP in both eras and over standard input.
 *
 * @returns what went wrong, in sentences
 */
export async function inspect(
  desk: Pick<McpDesk, 'url'>,
  folder: string,
  tell: (line: string) => void,
): Promise<readonly string[]> {
  const problems: string[] = [];
  const http = (era: string) => [desk.url.href, '--transport', 'http', '--protocol-era', era];
  const ways: readonly (readonly [name: string, words: readonly string[], calls: typeof CALLS])[] = [
    ['HTTP, legacy era', http('legacy'), CALLS],
    ['HTTP, modern era', http('modern'), CALLS],
    [
      'stdio',
      [process.execPath, '--import', import.meta.resolve('tsx'), PROGRAM, 'mcp', '-e', `COMPLIANCE_DATA=${folder}`],
      [[['--method', 'tools/list', '--strict'], /"name":\s*"ask_compliance"/]],
    ],
  ];
  for (const [name, words, calls] of ways) {
    for (const [call, holds] of calls) {
      const { code, out, err } = await runTool('mcp-inspector', ['--cli', ...words, ...call, '--format', 'json'], 60);
      const fine = code === 0 && holds.test(out) && !/"isError":\s*true/.test(out);
      if (!fine)
        problems.push(`Inspector, ${name}: ${call.join(' ')} gave code ${code}: ${`${out}${err}`.slice(0, 600)}`);
    }
    tell(`Inspector, ${name}: ${calls.length} calls`);
  }
  return problems;
}
