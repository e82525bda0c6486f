import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platformsSetUp } from '../../src/compose-platforms.ts';
import { readConfig } from '../../src/config.ts';
import { type RunningPeer, startPeers } from '../peers/grc/all-peers.ts';
import { startLooking } from '../peers/grc/look-at-peers.ts';
import type { PeerServer } from '../peers/grc/peer-server.ts';
import { type Ran, temporaryTerminal } from './run.ts';

const SECTION = (/^### Findings: [\s\S]*?(?=^### )/m.exec(
  readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8'),
) ?? [''])[0];
const blocks = (wanted: string): readonly string[] =>
  [...SECTION.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, kind, text = '']) =>
    kind === wanted ? [text] : [],
  );

/** The words of a line as a shell reads them: quotes hold together, and nothing else is special in these. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? '');

describe('the walk-through of README', () => {
  let peers: readonly RunningPeer[];
  let looking: PeerServer;
  beforeAll(async () => {
    peers = await startPeers({ portBase: 0, only: ['generic'] });
    looking = await startLooking(peers, 0);
  });
  afterAll(async () => {
    await Promise.all([...peers.map(({ peer }) => peer.close()), looking.close()]);
  });

  it('does what it says, line by line', async () => {
    const [peersAlone, ...walk] = blocks('');
    expect(peersAlone).toBe('npm run peers\n');
    const lines = walk.flatMap((block) => block.trimEnd().split('\n'));
    expect(lines[0]).toBe('export COMPLIANCE_GRC="$(npm run -s peers -- --settings generic)"');
    const terminal = temporaryTerminal({ COMPLIANCE_USER: 'ana', COMPLIANCE_GRC: peers[0]?.settings ?? '' });
    const said = new Map<string, Ran>();
    let id = 'F-…';
    for (const line of lines.slice(1)) {
      const [program, ...given] = words(line.replaceAll('F-…', id));
      if (program === 'curl') {
        const [, method = '', url = '', , body = ''] = given;
        const response = await fetch(`${looking.url}${new URL(url).pathname}`, { method, body });
        expect([new URL(url).port, response.status]).toEqual(['18080', 200]);
        continue;
      }
      expect([program, ...given.slice(0, 3)]).toEqual(['npm', 'run', 'compliance', '--']);
      const command = given.slice(3).map((word) => (/\.(?:json|csv)$/.test(word) ? join(terminal.folder, word) : word));
      // Whoever reads it answers y.
      const ran = await terminal.run(...command, ...(command[1] === 'confirm' ? ['--yes'] : []));
      expect([line, ran.code, ran.err.replace(/^Sending to .*\n/, '')]).toEqual([
        line,
        0,
        command[1] === 'confirm' ? expect.any(String) : '',
      ]);
      id = /F-[0-9a-f]{16}/.exec(ran.out)?.[0] ?? id;
      said.set(command.slice(0, 2).join(' '), ran);
    }
    expect(said.get('findings file')?.out).toContain('GRC-1');
    expect(said.get('findings sync')?.out).toMatch(/^1 record read: 1 changed/);
    expect(said.get('findings show')?.out).toContain('status: in_progress');
    expect(said.get('findings export')?.out).toContain('findings.json (plan-of-action-and-milestones, 1 finding)');
    terminal.remove();
  }, 180_000);

  it('has whole examples of settings, which are taken as they are', async () => {
    const examples = blocks('json');
    const found = [];
    for (const text of examples) {
      const [tenant = ''] = Object.keys(JSON.parse(text) as object);
      const config = readConfig({
        ENTRA_TENANTS: tenant,
        ENTRA_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
        COMPLIANCE_GRC: text,
      });
      found.push(...(await platformsSetUp(config)).map(({ platform, host }) => [platform, host]));
    }
    expect(found).toEqual([
      ['servicenow', 'bank.service-now.com'],
      ['generic', 'grc.bank.example'],
    ]);
  });
});
