import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import {
  type Activity,
  ConfigurationServiceClientCredentialFactory,
  type ConversationReference,
  type InvokeResponse,
  type ResourceResponse,
  type TurnContext,
} from 'botbuilder';
import type { AuthenticateRequestResult, ServiceClientCredentialsFactory } from 'botframework-connector';
import { AuthenticationConfiguration } from 'botframework-connector';
import { AppError } from '../../src/core/errors.ts';
import type { IncomingActivity, Sender } from '../activity.ts';
import { answeredWithin, asSendError, createOutgoing, type Outgoing, SEND_WITHIN, SendError } from './outgoing.ts';

/** Where the Bot Framework's own services are; Microsoft's public cloud unless named. */
export interface BotCloud {
  /** OpenID metadata of whoever signs what comes in. */
  readonly openIdMetadata?: string;
  readonly issuer?: string;
}

/** How the bot proves itself to the channel. */
export interface BotIdentity {
  /** The registration's application id, lower case. */
  readonly appId: string;
  readonly tenant: string;
  /** Absent, it is a user-assigned managed identity. */
  readonly password?: string;
}

export interface DeskAdapterOptions {
  /** Absent, nobody has to prove anything: for one person on this machine alone. */
  readonly identity?: BotIdentity;
  readonly cloud?: BotCloud;
  /** In the stead of the identity's own way to get tokens. */
  readonly credentials?: ServiceClientCredentialsFactory;
  readonly outgoing?: Outgoing;
  /** Milliseconds until nobody waits for an answer of the channel's services. */
  readonly within?: Partial<Patience>;
}

const SENDING = Symbol('how a turn sends');

/** How what is sent in a turn that nobody began is sent. */
export interface Sending {
  /** Of each send, where whoever calls tries again by themselves. */
  readonly tries?: number;
  /** Aborted, nothing is sent any more that has not left: whoever called takes it for not sent, or for unknown. */
  readonly signal?: AbortSignal;
}

export interface Patience {
  /** For the keys that prove who sent something. */
  readonly admit: number;
  /** For one attempt to send something. */
  readonly send: number;
}

/** Teams sends again what is not acknowledged within fifteen seconds. */
const ADMIT_WITHIN = 10_000;

/** Who sent a request, as its token proves. */
export type Admitted = AuthenticateRequestResult;

/**
 * The Bot Framework's adapter, with what the desk needs of it and no more. What goes out keeps to the channel's pace and
 * is sent again where the channel asks for it: here, and not in the library's own policies as well, which would send a
 * message twice.
 */
export class DeskAdapter extends TeamsAdapter {
  readonly #outgoing: Outgoing;
  readonly #identity: BotIdentity | undefined;
  readonly #within: Patience;

  constructor({ identity, cloud = {}, credentials, outgoing, within }: DeskAdapterOptions) {
    const patience = { admit: ADMIT_WITHIN, send: SEND_WITHIN, ...within };
    super(addressesOf(cloud), credentials ?? credentialsOf(identity), new AuthenticationConfiguration(), {
      noRetryPolicy: true,
      requestPolicyFactories: (defaults) => [endedWithin(patience.send), ...defaults],
    });
    this.#outgoing = outgoing ?? createOutgoing({ within: patience.send });
    this.#identity = identity;
    this.#within = patience;
  }

  /**
   * Proves who sent an activity; Bot Framework, "Authentication", connector to bot.
   *
   * @throws AppError `not_signed_in`; `upstream_unavailable` where the keys that prove it cannot be had
   */
  async admit(authorization: string, sender: Sender): Promise<Admitted> {
    // An empty application id lets everybody in: only where that was asked for.
    const header = this.#identity === undefined ? '' : authorization;
    if (this.#identity !== undefined && header === '')
      throw new AppError('not_signed_in', 'The request has no token of the channel.', { detail: 'no token' });
    try {
      const asked = this.botFrameworkAuthentication.authenticateRequest(asSdkActivity(sender), header);
      const admitted = await answeredWithin(this.#within.admit, asked);
      const { claimsIdentity } = admitted;
      if (claimsIdentity?.isAuthenticated !== true) throw new Error('no identity');
      return admitted;
    } catch (error) {
      if (isKeysFault(error))
        throw new AppError('upstream_unavailable', 'It cannot be proved now who sent this. Send it again.', {
          detail: `teams: ${error.message}`.slice(0, 200),
          cause: error,
        });
      throw new AppError('not_signed_in', "The channel's token does not hold.", {
        detail: `teams: ${error instanceof Error ? error.message : 'refused'}`.slice(0, 200),
        cause: error,
      });
    }
  }

  /** Runs a turn; gives what an invoke is answered with. */
  serve(
    admitted: Admitted,
    activity: IncomingActivity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(admitted, asSdkActivity(activity), logic);
  }

  /** Runs a turn that nobody began; with the address that a conversation was last heard from. */
  reach(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
    sending: Sending = {},
  ): Promise<void> {
    return this.continueConversationAsync(this.#identity?.appId ?? '', reference, async (context) => {
      context.turnState.set(SENDING, sending);
      await logic(context);
    });
  }

  /** Sends nothing more, and waits for nothing more. */
  close(): void {
    this.#outgoing.close();
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    const sending: Sending = context.turnState.get(SENDING) ?? {};
    for (const activity of activities) {
      if (activity.type === 'invokeResponse') responses.push(...(await super.sendActivities(context, [activity])));
      else
        responses.push(
          ...(await this.#outgoing.send(pacedIn(activity), () => super.sendActivities(context, [activity]), sending)),
        );
    }
    return responses;
  }

  override async updateActivity(context: TurnContext, activity: Activity): Promise<ResourceResponse | undefined> {
    // The library's type promises less than it gives.
    return this.#outgoing.send(
      pacedIn(activity),
      () => super.updateActivity(context, activity) as Promise<ResourceResponse | undefined>,
    );
  }

  override async deleteActivity(context: TurnContext, reference: Partial<ConversationReference>): Promise<void> {
    try {
      await answeredWithin(this.#within.send, super.deleteActivity(context, reference));
    } catch (error) {
      throw asSendError(error);
    }
  }
}

/** The pace is that of a chat, or of a whole channel: "Rate limiting for bots", per bot per thread. */
function pacedIn({ conversation }: Partial<Activity>): string {
  return conversation?.id?.split(';messageid=')[0] ?? '';
}

/**
 * Ends a request to the channel that is not answered. The library's own deadline would keep a timer for each request that
 * was answered long ago.
 */
function endedWithin(milliseconds: number) {
  return {
    create: (next: RequestPolicy) => ({
      sendRequest: async (request: ChannelRequest) => {
        const ending = new AbortController();
        const timer = setTimeout(() => ending.abort(), milliseconds);
        request.abortSignal = ending.signal;
        try {
          return await next.sendRequest(request);
        } finally {
          clearTimeout(timer);
        }
      },
    }),
  };
}

type Policies = Extract<
  NonNullable<NonNullable<ConstructorParameters<typeof TeamsAdapter>[3]>['requestPolicyFactories']>,
  readonly unknown[]
>;
type RequestPolicy = Parameters<Policies[number]['create']>[0];
type ChannelRequest = Parameters<RequestPolicy['sendRequest']>[0];

/** The service that publishes the keys did not answer, or not with keys: nothing is known of the token. */
function isKeysFault(error: unknown): error is Error {
  if (error instanceof SendError) return true;
  if (!(error instanceof Error)) return false;
  return error.name === 'FetchError' || (error as { statusCode?: unknown }).statusCode === 500;
}

/** Our form is the library's, but for what nobody reads. */
function asSdkActivity(activity: IncomingActivity | Sender): Activity {
  return activity as unknown as Activity;
}

/** The library takes all of a cloud's addresses or none. */
function addressesOf({ openIdMetadata, issuer = 'https://api.botframework.com' }: BotCloud) {
  if (openIdMetadata === undefined) return {};
  return {
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadata,
    ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadata,
    ToBotFromChannelTokenIssuer: issuer,
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    OAuthUrl: 'https://api.botframework.com',
  };
}

function credentialsOf(identity: BotIdentity | undefined): ServiceClientCredentialsFactory {
  if (identity === undefined) return new ConfigurationServiceClientCredentialFactory({});
  const { appId, tenant, password } = identity;
  return new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenant,
    MicrosoftAppType: password === undefined ? 'UserAssignedMSI' : 'SingleTenant',
    ...(password === undefined ? {} : { MicrosoftAppPassword: password }),
  });
}
