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
import type { IncomingActivity } from '../activity.ts';
import { asSendError, createOutgoing, type Outgoing } from './outgoing.ts';

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
}

const TRIES = Symbol('tries of a send');

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

  constructor({ identity, cloud = {}, credentials, outgoing = createOutgoing() }: DeskAdapterOptions) {
    super(addressesOf(cloud), credentials ?? credentialsOf(identity), new AuthenticationConfiguration(), {
      noRetryPolicy: true,
    });
    this.#outgoing = outgoing;
    this.#identity = identity;
  }

  /**
   * Proves who sent an activity; Bot Framework, "Authentication", connector to bot.
   *
   * @throws AppError `not_signed_in`
   */
  async admit(authorization: string, activity: IncomingActivity): Promise<Admitted> {
    // An empty application id lets everybody in: only where that was asked for.
    const header = this.#identity === undefined ? '' : authorization;
    if (this.#identity !== undefined && header === '')
      throw new AppError('not_signed_in', 'The request has no token of the channel.', { detail: 'no token' });
    try {
      const admitted = await this.botFrameworkAuthentication.authenticateRequest(asSdkActivity(activity), header);
      const { claimsIdentity } = admitted;
      if (claimsIdentity?.isAuthenticated !== true) throw new Error('no identity');
      return admitted;
    } catch (error) {
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

  /**
   * Runs a turn that nobody began; with the address that a conversation was last heard from.
   *
   * @param tries of each send, where whoever calls tries again by themselves
   */
  reach(
    reference: Partial<ConversationReference>,
    logic: (context: TurnContext) => Promise<void>,
    { tries }: { readonly tries?: number } = {},
  ): Promise<void> {
    return this.continueConversationAsync(this.#identity?.appId ?? '', reference, async (context) => {
      if (tries !== undefined) context.turnState.set(TRIES, tries);
      await logic(context);
    });
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    const tries: number | undefined = context.turnState.get(TRIES);
    for (const activity of activities) {
      if (activity.type === 'invokeResponse') responses.push(...(await super.sendActivities(context, [activity])));
      else
        responses.push(
          ...(await this.#outgoing.send(
            activity.conversation?.id ?? '',
            () => super.sendActivities(context, [activity]),
            tries === undefined ? {} : { tries },
          )),
        );
    }
    return responses;
  }

  override async updateActivity(context: TurnContext, activity: Activity): Promise<ResourceResponse | undefined> {
    // The library's type promises less than it gives.
    return this.#outgoing.send(
      activity.conversation.id,
      () => super.updateActivity(context, activity) as Promise<ResourceResponse | undefined>,
    );
  }

  override async deleteActivity(context: TurnContext, reference: Partial<ConversationReference>): Promise<void> {
    try {
      await super.deleteActivity(context, reference);
    } catch (error) {
      throw asSendError(error);
    }
  }
}

/** Our form is the library's, but for what nobody reads. */
function asSdkActivity(activity: IncomingActivity): Activity {
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
