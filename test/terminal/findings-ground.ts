import type { GrcPlatformName } from '../../src/findings/filing/finding-filing.ts';
import { type RunningPeer, startPeers } from '../peers/grc/all-peers.ts';
import { FailureContract } from './contract.ts';
import { FindingContract, FindingsDraftContract } from './finding-contract.ts';
import { type Ran, temporaryTerminal } from './run.ts';

/** A terminal whose findings go to a platform on this machine. */
export interface FindingsGround {
  readonly peer: RunningPeer['peer'];
  readonly url: string;
  readonly settings: string;
  readonly folder: string;
  /** As ana, with the platform set up; every command prints JSON. */
  json(...words: string[]): Promise<Ran>;
  /** For people. */
  run(...words: string[]): Promise<Ran>;
  /** As somebody else on the same data, or with other settings. */
  as(environment: Readonly<Record<string, string>>): ReturnType<typeof temporaryTerminal>;
  close(): Promise<void>;
}

/** @param more beside the platform's own settings, such as `eyes` */
export async function findingsGround(
  platform: GrcPlatformName,
  more: Readonly<Record<string, unknown>> = {},
): Promise<FindingsGround> {
  const [running] = await startPeers({ portBase: 0, only: [platform] });
  if (running === undefined) throw new Error('no peer');
  const { local } = JSON.parse(running.settings) as { readonly local: object };
  const settings = JSON.stringify({ local: { ...local, ...more } });
  const terminal = temporaryTerminal({ COMPLIANCE_USER: 'ana', COMPLIANCE_GRC: settings });
  const others: ReturnType<typeof temporaryTerminal>[] = [];
  return {
    ...{ peer: running.peer, url: running.url, settings, folder: terminal.folder },
    json: (...words) => terminal.run(...words, '--json'),
    run: terminal.run,
    as: (environment) => {
      const other = temporaryTerminal({
        COMPLIANCE_GRC: settings,
        COMPLIANCE_DATA: terminal.folder,
        ...environment,
      });
      others.push(other);
      return other;
    },
    close: async () => {
      for (const each of [terminal, ...others]) each.remove();
      await running.peer.close();
    },
  };
}

export const PLAN = 'Write the register down, and hand it in each year.';

/** A draft about what somebody saw. */
export async function drafted({ json }: FindingsGround, ...more: string[]) {
  const ran = await json(
    ...['findings', 'draft', '--provision', 'Article 28(3) DORA', '--title', 'No register of ICT contracts'],
    ...['--description', 'The bank keeps no register of its contracts with ICT providers.'],
    ...['--severity', 'high', '--severity-reason', 'The supervisor asks for it each year.'],
    ...['--note', 'Nobody could show one in the interview.', '--plan', PLAN, '--owner', 'Head of ICT Procurement'],
    ...more,
  );
  return FindingsDraftContract.parse(ran.json);
}

/** The same, confirmed by ana and filed. */
export async function filed(ground: FindingsGround, ...more: string[]) {
  const { finding } = await drafted(ground, ...more);
  await ground.json('findings', 'confirm', finding.id, '--yes');
  return findingIn(await ground.json('findings', 'file', finding.id, '--yes'));
}

export const findingIn = ({ json }: Ran) => FindingContract.parse(json).finding;
export const failure = ({ json }: Ran) => FailureContract.parse(json).error;
