import { AppError } from '../../core/errors.ts';
import { beginningOf, cleanText } from '../../core/text.ts';
import type { PolicyFacts, PolicyId } from './policy.ts';
import { isPolicyId, slugOf } from './policy-id.ts';

/** What somebody says of a policy that they add. It goes before what the document says of itself. */
export interface GivenFacts extends Partial<PolicyFacts> {
  /** Which policy it is; by default its file's name tells. */
  readonly id?: PolicyId;
  /**
   * Object ids of the groups whose members alone may see it; none for everybody of the tenant. By default those that the
   * policy has.
   */
  readonly groups?: readonly string[];
}

const LONGEST = { title: 300, owner: 200, version: 40 } as const;
const TEXTS = ['title', 'owner', 'version'] as const;
const MOST_GROUPS = 50;
const LONGEST_GROUP = 100;

/**
 * The facts that somebody gave, cleaned.
 *
 * @throws AppError `invalid_input` for an empty or overlong one, and for a day that is none
 */
export function checkedFacts({ effective, language, ...given }: GivenFacts): Partial<PolicyFacts> {
  if (effective !== undefined && !isDay(effective))
    throw new AppError(
      'invalid_input',
      `"${beginningOf(effective, 40)}" is not a day from which a policy holds. Write it as YYYY-MM-DD, for example 2025-01-17.`,
    );
  const texts = TEXTS.flatMap((name) => {
    const text = given[name];
    return text === undefined ? [] : [[name, checkedText(name, text)] as const];
  });
  return {
    ...(Object.fromEntries(texts) as Partial<Record<(typeof TEXTS)[number], string>>),
    ...(effective === undefined ? {} : { effective }),
    ...(language === undefined ? {} : { language }),
  };
}

/**
 * The facts of a version: what is given, then what is known of it already, then what the document says.
 *
 * @param known those of the version before, where it is the very same file: what was given for it then still holds
 */
export function mergedFacts(
  given: Partial<PolicyFacts>,
  known: PolicyFacts | undefined,
  found: PolicyFacts,
): PolicyFacts {
  const facts = { ...tidy(found), ...known, ...given };
  const { title, owner, version, effective, language } = facts;
  return {
    title,
    ...(owner === undefined ? {} : { owner }),
    ...(version === undefined ? {} : { version }),
    ...(effective === undefined ? {} : { effective }),
    language,
  };
}

/** @throws AppError `invalid_input` for an id that is written in another way, with how it would be */
export function checkedId(id: string): PolicyId {
  if (isPolicyId(id)) return id;
  const proposed = slugOf(id);
  throw new AppError(
    'invalid_input',
    `"${beginningOf(cleanText(id), 80)}" cannot be the id of a policy: ids are lower-case letters, digits and single hyphens, 80 at most.${proposed === '' ? '' : ` For example: ${proposed}`}`,
  );
}

/**
 * Groups as they are kept: object ids in lower case, each once, in order.
 *
 * @throws AppError `invalid_input` for what is no id, and for too many
 */
export function checkedGroups(groups: readonly string[]): readonly string[] {
  const ids = [...new Set(groups.map((group) => group.trim().toLowerCase()))].sort();
  const wrong = ids.find((id) => id === '' || id.length > LONGEST_GROUP || /[\s\u0000-\u001f\u007f]/.test(id));
  if (wrong !== undefined)
    throw new AppError(
      'invalid_input',
      `"${beginningOf(cleanText(wrong), 80)}" is not the object id of a group. Names of groups are not unique: give the id that the directory shows.`,
    );
  if (ids.length > MOST_GROUPS)
    throw new AppError(
      'invalid_input',
      `A policy is kept to at most ${MOST_GROUPS} groups, and ${ids.length} are named.`,
    );
  return ids;
}

function checkedText(name: keyof typeof LONGEST, text: string): string {
  const clean = cleanText(text).toWellFormed();
  if (clean === '') throw new AppError('invalid_input', `The ${name} is empty. Leave it away, or say what it is.`);
  if (clean.length > LONGEST[name])
    throw new AppError(
      'invalid_input',
      `The ${name} is too long: ${clean.length} characters, ${LONGEST[name]} at most.`,
    );
  return clean;
}

/** What a document says is taken as far as it can be kept: its author was asked nothing. */
function tidy(found: PolicyFacts): PolicyFacts {
  const texts = TEXTS.flatMap((name) => {
    const clean = beginningOf(cleanText(found[name] ?? '').toWellFormed(), LONGEST[name]);
    return clean === '' ? [] : [[name, clean] as const];
  });
  const { effective, language } = found;
  return {
    title: 'Untitled',
    ...Object.fromEntries(texts),
    ...(effective === undefined ? {} : { effective }),
    language,
  };
}

function isDay(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text
  );
}
