import { createHash } from 'node:crypto';
import { z } from 'zod';
import { guid } from '../../src/config-forms.ts';
import { AppError } from '../../src/core/errors.ts';

/** What differs from one installation to another. */
export interface TeamsVariables {
  /** `production`, or another name, which stands behind the app's. */
  readonly environment: string;
  /** Application (client) id of the bot, lower case. */
  readonly botId: string;
  /** Application (client) id of the registration that people sign in to; the bot's, where it is one and the same. */
  readonly signInId: string;
  /** The app's own id in the catalogue of the tenant. */
  readonly manifestId: string;
  /** Host name under which the desk is reached, without scheme and port. */
  readonly host: string;
  readonly developer: {
    readonly name: string;
    readonly websiteUrl: string;
    readonly privacyUrl: string;
    readonly termsOfUseUrl: string;
  };
}

/** What each variable is, for whoever has to set it. */
const MEANINGS = {
  TEAMS_APP_ID: 'the application (client) id of the bot, from its registration in Microsoft Entra ID or its identity',
  TEAMS_URL: 'the public address of the desk, such as https://desk.bank.example',
  TEAMS_DEVELOPER_NAME: "the bank's name, of 32 signs at most",
  TEAMS_WEBSITE_URL: "the https address of a page with the app's support",
  TEAMS_PRIVACY_URL: 'the https address of the privacy notice',
  TEAMS_TERMS_URL: 'the https address of the terms of use',
  TEAMS_MANIFEST_ID: "an id of the app's own; unset, it is derived from the bot's",
  ENTRA_CLIENT_ID: "the application (client) id of the API that people sign in to; unset, the bot's",
} as const;

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Names for documents alone: RFC 2606 sections 2 and 3. */
const PLACEHOLDER = /(?:^|\.)(?:example|example\.(?:com|net|org))$/;

/** Names that nobody outside can look up: RFC 6761 section 6, RFC 6762, and the one set aside for private use. */
const PRIVATE = /(?:^|\.)(?:invalid|test|localhost|local|internal)$/;

const id = guid.refine((given) => given !== NO_ID, 'is the placeholder of the example');

const address = z
  .string()
  .trim()
  .max(2_048)
  .transform((text, context) => {
    const url = URL.parse(text);
    if (url?.protocol === 'https:' && url.username === '' && url.password === '') return url;
    context.addIssue('is no https:// address');
    return z.NEVER;
  });

const page = address
  .refine(({ hostname }) => !PLACEHOLDER.test(hostname), 'is the placeholder of the example')
  .transform(({ href }) => href);

/** Teams, and the bot service in front of it, call over the internet: a name, the usual port, and nothing behind. */
const desk = address
  .refine(({ port }) => port === '', 'must have no port: Teams calls on 443')
  .refine(({ pathname, search, hash }) => pathname + search + hash === '/', 'must have nothing behind the host name')
  .refine(({ hostname }) => /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(hostname), 'must have a host name, not a number')
  .refine(({ hostname }) => !PLACEHOLDER.test(hostname), 'is the placeholder of the example')
  .refine(({ hostname }) => !PRIVATE.test(hostname), 'has a host name that cannot be reached from the internet')
  .transform(({ hostname }) => hostname);

const Given = z.strictObject({
  TEAMS_APP_ID: id,
  TEAMS_URL: desk,
  TEAMS_DEVELOPER_NAME: z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(32, 'has more than 32 signs')
    .regex(/^[^<>\p{C}]*$/u, 'is the placeholder of the example, or has signs that no name has'),
  TEAMS_WEBSITE_URL: page,
  TEAMS_PRIVACY_URL: page,
  TEAMS_TERMS_URL: page,
  TEAMS_MANIFEST_ID: id.optional(),
  ENTRA_CLIENT_ID: id.optional(),
});

/** The longest that fits behind the app's name in each language: Teams shows 30 signs. */
const EnvironmentName = z.string().regex(/^[a-z][a-z0-9]{0,6}$|^production$/);

/**
 * Variables as they are set in the process, or in a file.
 *
 * @param source where they were looked for, for the message
 * @throws AppError `misconfigured` with each variable that is missing or wrong, and what it is
 */
export function teamsVariables(
  environment: string,
  given: Readonly<Record<string, unknown>>,
  source: string,
): TeamsVariables {
  checkEnvironmentName(environment);
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const parsed = Given.safeParse(set);
  if (!parsed.success)
    throw new AppError(
      'misconfigured',
      [`The app package "${environment}" cannot be built. In ${source}:`, ...complaints(parsed.error, set)].join('\n'),
    );
  const { TEAMS_APP_ID: botId, ENTRA_CLIENT_ID: signInId = botId } = parsed.data;
  return {
    environment,
    botId,
    signInId,
    manifestId: parsed.data.TEAMS_MANIFEST_ID ?? derivedId(botId, `compliance-desk/${environment}`),
    host: parsed.data.TEAMS_URL,
    developer: {
      name: parsed.data.TEAMS_DEVELOPER_NAME,
      websiteUrl: parsed.data.TEAMS_WEBSITE_URL,
      privacyUrl: parsed.data.TEAMS_PRIVACY_URL,
      termsOfUseUrl: parsed.data.TEAMS_TERMS_URL,
    },
  };
}

/** Those of the process's variables that a package is built from; the desk's other settings are none of its business. */
export function variablesAmong(environment: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.keys(MEANINGS).flatMap((name) => pairOf(name, environment[name])));
}

/** @throws AppError `invalid_input` */
export function checkEnvironmentName(name: string): void {
  if (EnvironmentName.safeParse(name).success) return;
  throw new AppError(
    'invalid_input',
    'An environment is named production, or by up to 7 small letters and digits, such as test: it stands behind the name of the app, which has 30 signs at most.',
  );
}

function pairOf(name: string, value: string | undefined): readonly [string, string][] {
  return value === undefined ? [] : [[name, value]];
}

function complaints(error: z.ZodError, set: Readonly<Record<string, unknown>>): readonly string[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((name) => `- ${name} is no variable of the package. Take it out, or mend its name.`);
    const name = String(issue.path[0]);
    const why = set[name] === undefined ? 'is not set' : reasonOf(issue.message);
    return [`- ${name} ${why}. Set it to ${isVariable(name) ? MEANINGS[name] : 'what it is for'}.`];
  });
}

/** Our own reasons go on from the variable's name; those of the forms do not. */
function reasonOf(message: string): string {
  return /^(?:is|has|must) /.test(message) ? message : `is wrong: ${message}`;
}

function isVariable(name: string): name is keyof typeof MEANINGS {
  return Object.hasOwn(MEANINGS, name);
}

/**
 * The same id from the same bot and environment each time: a UUID of version 5 (RFC 9562 section 5.5) in the bot's own
 * namespace. SHA-1 makes a name here and protects nothing.
 */
function derivedId(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
