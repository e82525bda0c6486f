import { z } from 'zod';
import { type Answer, retryAfter } from '../../core/bounded-request.ts';
import { AppError, type SignInChallenge } from '../../core/errors.ts';

/** An error of the token endpoint: RFC 6749 section 5.2, with what Microsoft adds. */
const TokenError = z.object({
  error: z.string(),
  error_codes: z.array(z.number()).catch([]),
  suberror: z.string().catch(''),
  /** Conditions that the next sign-in must fulfil: JSON as text. */
  claims: z.string().min(1).optional().catch(undefined),
  trace_id: z.guid().optional().catch(undefined),
});
type TokenError = z.infer<typeof TokenError>;

// The numbers: Microsoft Entra authentication error codes. They come second, as Microsoft may change them; `error`,
// `suberror` and `claims` come first.
/** Nobody has consented, the person declined, or an administrator must. */
const CONSENT = new Set([65001, 65004, 90094, 90095]);
/** Another factor, another device, another password, a policy, or a session that was revoked: the person must act. */
const INTERACTION = new Set([
  50005, 50055, 50072, 50074, 50076, 50078, 50079, 50097, 50125, 50132, 50133, 50144, 50158, 50173, 53000, 53001, 53002,
  53003, 53004, 530003, 70043, 700082,
]);
/** The token is for another application, or the registration lacks the permission. */
const REGISTRATION = new Set([500131, 65005]);
const THROTTLED = new Set([50196, 90055]);
const ASK_AGAIN = new Set(['basic_action', 'additional_action', 'message_only', 'user_password_expired', 'bad_token']);

/**
 * What the token endpoint answered, as an error of ours. Its own words name people and applications, and stay out of
 * the message and of the log; the trace id finds them in Entra's.
 *
 * @param now milliseconds since 1970
 */
export function fromTokenEndpoint(answer: Answer, now: number): AppError {
  const { status, headers } = answer;
  const parsed = TokenError.safeParse(answer.json);
  const error = parsed.success ? parsed.data : undefined;
  const detail = `entra on-behalf-of: ${status} ${error === undefined ? 'in no form that is known' : described(error)}`;
  if (status === 429 || has(error, THROTTLED)) return tooMany('Microsoft Entra ID', retryAfter(headers, now), detail);
  if (error === undefined || status >= 500 || status < 400 || error.error === 'temporarily_unavailable')
    return away('answers with an error', { detail });
  return ofKnownForm(error, detail);
}

function ofKnownForm(error: TokenError, detail: string): AppError {
  const { error: name, suberror, claims } = error;
  if (name === 'consent_required' || suberror === 'consent_required' || has(error, CONSENT))
    return signIn(
      'The program has no consent to look up your groups. Consent to it, or ask an administrator.',
      detail,
      {
        error: 'consent_required',
        ...(claims === undefined ? {} : { claims }),
      },
    );
  const asksAgain = ['interaction_required', 'login_required'].includes(name) || ASK_AGAIN.has(suberror);
  if (asksAgain || claims !== undefined || has(error, INTERACTION))
    return signIn('Microsoft Entra ID wants you to sign in again.', detail, {
      error: 'interaction_required',
      ...(claims === undefined ? {} : { claims }),
    });
  if (name === 'invalid_grant' && !has(error, REGISTRATION))
    return signIn('Your sign-in could not be accepted. Sign in again.', detail, { error: 'invalid_token' });
  return new AppError(
    'misconfigured',
    'Microsoft Entra ID refuses this program. Check its client id, its certificate, and the permissions of its app registration.',
    { detail },
  );
}

function has(error: TokenError | undefined, codes: ReadonlySet<number>): boolean {
  return error?.error_codes.some((code) => codes.has(code)) ?? false;
}

/** `error` and `suberror` are words of the protocol: anything else is not repeated. */
function described({ error, suberror, error_codes, trace_id }: TokenError): string {
  const words = [error, suberror].filter((word) => /^[a-z_]{1,64}$/.test(word));
  const codes = error_codes.map((code) => `AADSTS${code}`);
  return [...words, ...codes, ...(trace_id === undefined ? [] : [`trace ${trace_id}`])].join(' ');
}

function signIn(message: string, detail: string, challenge: SignInChallenge): AppError {
  return new AppError('not_signed_in', message, { detail, challenge });
}

/** @param seconds how long the service wants to be left alone */
export function tooMany(service: string, seconds: number | undefined, detail: string): AppError {
  const when = seconds === undefined ? 'in a minute' : `in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return new AppError('rate_limited', `${service} is over its limit. Try again ${when}.`, { detail });
}

export function away(how: string, options: { detail: string; cause?: unknown }): AppError {
  return new AppError(
    'upstream_unavailable',
    `Microsoft Entra ID ${how}, so your groups cannot be looked up. Try again in a minute.`,
    options,
  );
}
