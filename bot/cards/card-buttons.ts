import {
  type ActionStyle,
  ExecuteAction,
  OpenUrlAction,
  RefreshDefinition,
  SigninSubmitActionData,
  SubmitAction,
  SubmitActionData,
  ToggleVisibilityAction,
} from '@microsoft/teams.cards';
import { AppError } from '../../src/core/errors.ts';
import type { CardAction, CarriedAction } from './card-actions.ts';
import { onOneLine } from './plain-text.ts';

type DecidedGap = Extract<CardAction, { readonly verb: 'decide_gap' }>;
type Drafted = Extract<CardAction, { readonly verb: 'draft_finding' }>;
type Refused = Extract<CardAction, { readonly verb: 'refuse' }>;

/** Characters of a button's title: more are cut off on a telephone. */
const LONGEST_TITLE = 20;
/** People for whom Teams refreshes a card by itself. */
const MOST_REFRESHED = 60;

/** A button that sends back what it carries, and nothing that is filled in on the card. */
export function button(title: string, action: CarriedAction, style?: ActionStyle): ExecuteAction {
  return executing(short(title), action, style).withAssociatedInputs('none');
}

/** What happens when a row is pressed: its title is read aloud, and may be as long as the row. */
export function pressed(title: string, action: CarriedAction): ExecuteAction {
  return executing(onOneLine(title), action).withAssociatedInputs('none');
}

/** Sends back what is filled in on the card: the inputs `authorities`, `acts`, `topics` and `language`. */
export function followButton(title: string): ExecuteAction {
  return executing(short(title), { verb: 'follow' }, 'positive');
}

/** Sends back what is filled in on the card: the input `question`. */
export function askDocumentButton(title: string, document: string): ExecuteAction {
  return executing(short(title), { verb: 'ask_document', document }, 'positive');
}

/** Sends back what is filled in on the card: the input `reason`. */
export function decideGapButton(title: string, decided: Omit<DecidedGap, 'verb' | 'reason'>): ExecuteAction {
  return executing(short(title), { verb: 'decide_gap', ...decided });
}

/** Sends back what is filled in on the card: the inputs of `findingFormCard`. */
export function draftFindingButton(
  title: string,
  drafted: Pick<Drafted, 'run' | 'obligation' | 'at' | 'page' | 'form'>,
): ExecuteAction {
  return executing(short(title), { verb: 'draft_finding', ...drafted }, 'positive');
}

/** Sends back what is filled in on the card: the input `reason`. */
export function refuseButton(title: string, refused: Pick<Refused, 'finding' | 'hash'>): ExecuteAction {
  return executing(short(title), { verb: 'refuse', ...refused }, 'destructive');
}

/** Where Teams asks for the card of whoever looks at it; a change of the message tells all others. */
export function refreshedFor(people: readonly string[], write: string): RefreshDefinition {
  return new RefreshDefinition({
    action: executing('', { verb: 'refresh_write', write }).withAssociatedInputs('none'),
    userIds: people.slice(0, MOST_REFRESHED),
  });
}

/** Opens a page of a publisher's; nothing where the address is not one of the encrypted web. */
export function openPage(title: string, address: string): readonly OpenUrlAction[] {
  return isPage(address) ? [new OpenUrlAction(new URL(address).href, { title: short(title) })] : [];
}

/** Whether an address can be opened from a card: the encrypted web, and no name or password in it. */
function isPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' && url.username === '' && url.password === '' && url.href.length <= 2_000;
}

/** Opens Teams' window for signing in; Teams tells the bot how it ended. */
export function signInButton(title: string, address: string): SubmitAction {
  if (!isPage(address)) throw new AppError('misconfigured', 'The page for signing in has to begin with https://.');
  const data = new SubmitActionData({ msteams: new SigninSubmitActionData(address) });
  return new SubmitAction({ title: short(title), style: 'positive' }).withData(data);
}

/** Shows what is hidden, or hides it. */
export function toggle(title: string, ...elements: readonly string[]): ToggleVisibilityAction {
  return new ToggleVisibilityAction({ title: short(title), targetElements: [...elements] });
}

function executing(title: string, action: Readonly<Record<string, unknown>>, style?: ActionStyle): ExecuteAction {
  const { verb } = action;
  const given = Object.entries(action).filter(([, value]) => value !== undefined);
  return new ExecuteAction({
    verb: String(verb),
    data: new SubmitActionData(Object.fromEntries(given)),
    ...(title === '' ? {} : { title }),
    ...(style === undefined ? {} : { style }),
  });
}

function short(title: string): string {
  if (title.length > LONGEST_TITLE) throw new AppError('internal', `The button "${title}" has too long a title.`);
  return title;
}
