import type { CallContext } from '../../core/call-context.ts';
import type { Served, TokenUse } from '../chat-model.ts';

/** Who spends, and on what: what chargeback is reckoned by. */
export interface Spender {
  readonly context: CallContext;
  /** The tool that the model works for. */
  readonly tool: string;
}

/** Where somebody's limits stand before a question. */
export interface SpendingStanding {
  /** A hard limit that is reached, in a sentence for the person; the model is not asked then. */
  readonly exhausted?: string;
  /** Limits that are near or, soft ones, passed: sentences for the person. */
  readonly warnings: readonly string[];
}

/** What a call of the model will take at most, held back until it is settled. */
export interface Reservation {
  readonly id: string;
}

/**
 * What the use of models costs, and how much of it there may be. What is used is written in the transaction of the audit
 * row that tells of it: the methods are synchronous, and are called within one.
 */
export interface Spending {
  /** @param language of the sentences */
  standing(by: Spender, language: 'en' | 'es'): SpendingStanding;
  /** Counts a question, whoever answers it. */
  question(by: Spender): void;
  /**
   * Holds back what a call may take, so that calls at the same time do not pass a limit together.
   *
   * @param deployments where it may go, the first choice first: it is held at the price of the dearest
   * @returns `undefined` where a hard limit does not leave that much: the call must not be made
   */
  reserve(
    by: Spender,
    expected: Pick<TokenUse, 'input' | 'output'>,
    deployments: readonly string[],
  ): Reservation | undefined;
  /** Writes what a call really took; a call that was never made took nothing. */
  settle(reservation: Reservation, taken: { readonly use: TokenUse; readonly served: Served } | undefined): void;
}
