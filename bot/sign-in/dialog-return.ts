import type { InvokeReply, Turn } from '../turn.ts';
import { CANCELLED, VerifyState } from './invoke-values.ts';
import { oauthAttachment } from './oauth-card.ts';
import { askerOf } from './pending-sign-ins.ts';
import { refused, type SignInParts, tokenReason, tokenStatus } from './sign-in-parts.ts';
import { sayOfSignIn } from './wording.ts';

/**
 * `signin/verifyState`: somebody comes back from the dialog. They have agreed there, and no more: who they are is proved
 * by the token that Teams exchanges for a new card, unseen.
 */
export async function onVerifyState(turn: Turn, parts: SignInParts): Promise<InvokeReply> {
  const { pending, pages, behind } = parts;
  const parsed = VerifyState.safeParse(turn.activity.value);
  if (!parsed.success) return reply(refused('invalid_input', 'the state has another form', parts, turn));
  const { state } = parsed.data;
  if (state === CANCELLED) return { status: 200 };
  const asker = askerOf(turn);
  if (asker === undefined) return reply(refused('not_permitted', 'the channel vouches for nobody', parts, turn));
  const known = pending.find(asker.tenant, state);
  if (!pending.comeBack(asker, state)) {
    if (known === undefined && turn.where.kind === 'personal')
      behind(turn, async (later) => {
        await later.say({ text: sayOfSignIn('dialogLapsed', later.language) });
      });
    const others = known !== undefined && known.person !== asker.person;
    return reply(
      others
        ? refused('not_permitted', 'the state was given to somebody else', parts, turn)
        : refused('invalid_input', 'the state is not open', parts, turn),
    );
  }
  behind(turn, async (later) => {
    const exchange = pending.issue(asker, { afterDialog: true });
    await later.say({ attachments: [oauthAttachment(pages, asker.tenant, exchange, later.language)] });
  });
  return { status: 200 };
}

function reply(error: unknown): InvokeReply {
  return { status: tokenStatus(error), body: { error: { message: tokenReason(error) } } };
}
