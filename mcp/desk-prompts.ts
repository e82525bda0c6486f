import type { CallContext } from '../src/core/call-context.ts';
import { AppError } from '../src/core/errors.ts';
import { requirePermission } from '../src/core/permissions.ts';
import { completeActs } from '../src/regulations/complete.ts';
import {
  type Completion,
  completeDaysOf,
  completePlacesOf,
  completionOf,
  type LawResourceDeps,
  type Typed,
} from './law-resources.ts';
import { briefOnAct } from './prompts/brief-on-act.ts';
import { checkPolicy } from './prompts/check-policy.ts';
import { findingFromGap } from './prompts/finding-from-gap.ts';
import { prepareFinding } from './prompts/prepare-finding.ts';
import { type Given, type Prepared, type PromptDeps, type PromptMaker, promptArguments } from './prompts/prompt.ts';
import { whatChanged } from './prompts/what-changed.ts';

/** Ready-made requests, in the order in which they are listed. */
const PROMPTS: readonly PromptMaker[] = [briefOnAct, whatChanged, checkPolicy, prepareFinding, findingFromGap];

export interface ListedPrompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: { name: string; description: string; required: boolean }[];
}

/** Ready-made requests that a person picks in a host. Each begins with a reading of the law that it is about. */
export interface DeskPrompts {
  readonly listed: readonly ListedPrompt[];
  /**
   * A request by its name, its arguments checked. What is given back reads the law and makes the messages.
   *
   * @throws AppError `not_found` where there is no such prompt, `invalid_input` for wrong arguments; nothing is on record
   *   of that yet
   */
  named(name: string, given: Given): (context: CallContext) => Promise<Prepared>;
  /** @throws AppError `not_permitted`, `not_found`, `invalid_input` */
  complete(name: string, typed: Typed, given: Given, context: CallContext): Completion;
}

export function createDeskPrompts(deps: PromptDeps & LawResourceDeps): DeskPrompts {
  const listed = PROMPTS.map(({ name, title, description, input }) => ({
    name,
    title,
    description,
    arguments: promptArguments(input),
  }));
  return {
    listed,
    named: (name, given) => promptNamed(name).prepare(given, deps),
    complete: (name, { name: argument, value }, given, { user }) => {
      requirePermission(user, 'regulations:read', 'see which law is held');
      const { input } = promptNamed(name);
      if (!Object.hasOwn(input.shape, argument))
        throw new AppError('invalid_input', `The prompt ${name} has no argument ${argument.slice(0, 80)}.`);
      const view = deps.reader.at({});
      if (argument === 'act') return completionOf(completeActs(view, value));
      if (argument === 'place') return completePlacesOf(view, given['act'], value);
      if (argument === 'asOf' || argument === 'since') return completeDaysOf(view, given['act'], value);
      return completionOf([]);
    },
  };
}

function promptNamed(name: string): PromptMaker {
  const prompt = PROMPTS.find((each) => each.name === name);
  if (prompt !== undefined) return prompt;
  throw new AppError(
    'not_found',
    `There is no prompt ${name.slice(0, 80)}. There are: ${PROMPTS.map((each) => each.name).join(', ')}.`,
  );
}
