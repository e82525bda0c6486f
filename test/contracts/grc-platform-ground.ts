import type { Filing, GrcPlatform } from '../../src/findings/filing/grc-platform.ts';
import type { Finding, RemediationState } from '../../src/findings/finding.ts';
import { findingHash } from '../../src/findings/finding.ts';
import type { Fault, RequestKind } from '../peers/grc/fault-plan.ts';
import type { LoggedRequest } from '../peers/grc/peer-server.ts';

/** A record as the peer keeps it. */
export interface KeptRecord {
  readonly id: string;
  /** What stands in the field of the key; '' where nothing does. */
  readonly key: string;
  /** In the platform's own words. */
  readonly state: string;
  /** All that was taken, by the platform's own names, as text. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What the suite does behind an adapter's back. */
export interface GrcPeer {
  /** All but the strangers. */
  records(): readonly KeptRecord[];
  /** By default the next read or write meets it. */
  fault(fault: Fault, times?: number, at?: RequestKind | 'data' | 'any'): void;
  changeState(id: string, theirWord: string): void;
  /** The program's user may not see the record any more; nobody tells it that there is one. */
  hide(id: string): void;
  /** Records of others, with keys of their own or none. `mentioning`: stands in a field of theirs that is not the key's. */
  addStrangers(count: number, mentioning?: string): void;
  /** From now on a look-up's condition is silently left out, as a platform does with one that it does not understand. */
  ignoreFilters(): void;
  /** Sessions and tokens that were given out end now. */
  endSessions(): void;
  requests(): readonly LoggedRequest[];
  close(): Promise<void>;
}

/**
 * How the platform's settings are. `impatient`: gives up after a quarter of a second. `wrong_credential`: the secret is not
 * the one. `unknown_field`: one mapped field is not there. `unknown_state`: one of the mapped words is no state there.
 */
export type GrcVariant = 'plain' | 'impatient' | 'wrong_credential' | 'unknown_field' | 'unknown_state';

/** A platform over its peer. Title, severity (value by value), due date and owner are mapped one to one, key and states as well. */
export interface GrcGround {
  readonly platform: GrcPlatform;
  readonly peer: GrcPeer;
  /** Passwords, keys and tokens: no message may hold one. */
  readonly secrets: readonly string[];
  /** The platform's word for each state of ours, as mapped; and one that is not mapped. */
  readonly words: Readonly<Record<RemediationState | 'unmapped', string>>;
  /** An id as the platform gives them, of no record. */
  readonly unknownId: string;
  /** What `check` has to name where the variant is a wrong one. */
  readonly wrong?: string;
}

export interface GrcTraits {
  /** False where each request carries the credential itself. */
  readonly signsIn: boolean;
  /** Whether `check` can know; where it cannot it says `unknown`, never `ok`. */
  readonly knowsFields: boolean;
  readonly knowsStates: boolean;
}

/** A finding that is about to be filed; nothing of it is anybody's. */
export function filing(key: string, more: Partial<Finding['content']> = {}): Filing {
  const content: Finding['content'] = {
    title: 'No register of lanterns – «ñ» <b>&</b> "quoted" 🏮',
    description: 'The policy names no register.\nThe second line of it.',
    severity: 'high',
    severityReason: 'Nothing is kept at all.',
    references: [
      {
        act: '32031R0001',
        place: 'art_6/par_5',
        label: 'Article 6(5) LANTERN',
        language: 'en',
        version: 'v-1',
        dated: '2031-01-01',
        source: 'official',
        standing: 'as adopted on 2031-01-01',
        hash: 'a'.repeat(64),
        quote: 'Each house shall keep a register of its lanterns.',
      },
    ],
    evidence: [{ kind: 'note', text: 'Seen on a walk through the house.' }],
    remediationPlan: 'Keep a register.',
    owner: 'Head of Lanterns',
    due: '2031-06-30',
    links: {},
    ...more,
  };
  const signature = { by: 'u-1', name: 'User u-1', at: '2031-04-05T06:07:08.000Z' };
  return {
    key,
    finding: {
      id: 'F-0123456789abcdef',
      tenant: 't-1',
      content,
      hash: findingHash(content),
      stage: 'filing',
      drafted: signature,
      conversation: { id: 'c-1', channel: 'terminal' },
      language: 'en',
      expires: '2031-04-06T06:07:08.000Z',
      confirmed: signature,
      approved: { ...signature, by: 'u-2', eyes: 2 },
      conflicts: [],
      revision: 4,
    },
  };
}
