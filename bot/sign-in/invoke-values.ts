import { z } from 'zod';

/** Far more than any id, state or code that Teams sends. */
const Short = z.string().max(300);

/** Microsoft Teams, "Add code to enable SSO in your bot app": `signin/tokenExchange`, and the same within a card's action. */
export const TokenExchange = z.looseObject({
  id: Short.min(1),
  connectionName: Short.optional(),
  token: z.string().min(1).max(50_000),
});
export type TokenExchange = z.output<typeof TokenExchange>;

/** `signin/verifyState`: what the dialog's last page gave to Teams. */
export const VerifyState = z.looseObject({ state: Short });

/** What Teams gives as the state where the person closed the dialog. */
export const CANCELLED = 'CancelledByUser';

/** `signin/failure`; Teams SDK, "SSO troubleshooting". */
export const SignInFailure = z.looseObject({ code: Short, message: z.string().max(10_000).optional() });

/** What a second call of a card or of a message extension brings with it. */
export const Authenticated = z.looseObject({ authentication: z.unknown().optional(), state: Short.optional() });

/** A message extension's, which names no exchange. */
export const ExtensionToken = z.looseObject({ token: z.string().min(1).max(50_000) });
