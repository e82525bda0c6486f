import { seeded } from '../../seeded.ts';

/**
 * What a peer does to a request instead of answering it. `drop_before`: the connection is reset before anything is done.
 * `drop_after`: it is done, then the connection is reset without an answer. `hang`: nothing is done, and no answer ever comes; `hang_after`: it
 * is done, and no answer ever comes.
 * `status:503`: that status, nothing done; `status_after:500`: done, and that status all the same. `html_200`: a page
 * with 200, nothing done. `rate_limited`: 429 with `Retry-After`, nothing done. `slow`: done, and answered late. `huge`:
 * done, and the answer does not end. `redirect`: 302 to another place, nothing done.
 */
export type Fault =
  | 'drop_before'
  | 'drop_after'
  | 'hang'
  | 'hang_after'
  | `status:${number}`
  | `status_after:${number}`
  | 'html_200'
  | 'rate_limited'
  | 'slow'
  | 'huge'
  | 'redirect';

/** What a request is for. `data` in a plan stands for reads and writes. */
export type RequestKind = 'sign_in' | 'metadata' | 'read' | 'write';

/** A fault for a share of all requests, for as long as the peer runs. */
export interface FaultRate {
  /** 0 to 1. */
  readonly share: number;
  /** Each as likely as another. */
  readonly faults: readonly Fault[];
}

interface Planned {
  readonly fault: Fault;
  readonly at: RequestKind | 'data' | 'any';
  times: number;
}

/** Which requests of a peer meet which fault: those that a test planned first, then by the seeded rate. */
export class FaultPlan {
  readonly #planned: Planned[] = [];
  readonly #random: () => number;
  readonly #rate: FaultRate | undefined;

  constructor(seed: number, rate?: FaultRate) {
    this.#random = seeded(seed);
    this.#rate = rate;
  }

  /** The next so many requests of the kind meet the fault. */
  plan(fault: Fault, times = 1, at: Planned['at'] = 'data'): void {
    this.#planned.push({ fault, at, times });
  }

  next(kind: RequestKind): Fault | undefined {
    const planned = this.#planned.find(({ at, times }) => times > 0 && meets(at, kind));
    if (planned !== undefined) {
      planned.times -= 1;
      return planned.fault;
    }
    if (this.#rate === undefined || this.#random() >= this.#rate.share) return undefined;
    return this.#rate.faults[Math.floor(this.#random() * this.#rate.faults.length)];
  }
}

function meets(at: Planned['at'], kind: RequestKind): boolean {
  return at === 'any' || at === kind || (at === 'data' && (kind === 'read' || kind === 'write'));
}
