import { wrapText } from './output.ts';
import type { Session } from './session.ts';

/** A row as `get_audit_trail` gives it. */
export interface ListedRow {
  readonly position: number;
  readonly at: string;
  readonly who: string;
  readonly type: string;
  readonly body: string;
  readonly texts: readonly { readonly name: string; readonly text: string }[];
  readonly erased: readonly string[];
}

const WIDTH = 100;
const SHOWN = 200;

/** A row for people: who, when and what in one line, and below it what was written. */
export function trailLines(row: ListedRow, { style }: Session): string {
  const { position, at, who, type, body, texts, erased } = row;
  const said = texts.map(({ name, text }) => `${name}: ${readable(name, text)}`);
  const gone = erased.map((name) => `${name}: erased`);
  return [
    `${style.accent(String(position))} ${style.dim(at)} ${style.bold(who)} ${summary(type, read(body))}`,
    ...[...said, ...gone].map((line) => wrapText(line, WIDTH, '    ')),
  ].join('\n');
}

type Body = Readonly<Record<string, unknown>>;

function read(json: string): Body {
  try {
    return JSON.parse(json) as Body;
  } catch {
    return {};
  }
}

function summary(type: string, body: Body): string {
  const word = (name: string): string => (body[name] === undefined ? '' : ` ${String(body[name])}`);
  switch (type) {
    case 'tool_call':
      return body['outcome'] === 'needs_confirmation'
        ? `asked${word('tool')}, which waits to be confirmed`
        : `called${word('tool')}:${word('outcome')}${word('code')}`;
    case 'answer':
      return `was answered:${word('status')}, receipt${word('receipt')}`;
    case 'shown':
      return `was shown sentence${word('sentence')}`;
    case 'refusal':
      return body['tool'] === undefined
        ? `was refused:${word('what')}${word('code')}${reason(body)}`
        : `was refused${word('tool')}, which needs${word('needs')}`;
    case 'configuration':
      return `changed the${word('what')}:${word('change')}${word('act')}${word('language')}${word('date')}`;
    case 'export':
      return `took out:${word('form')}${word('what')}${word('conversation')}${word('receipt')}${word('outcome')}`;
    case 'erasure':
      return `erased the texts of${word('actor')}`;
    case 'intent':
      return `is about to:${word('tool')}${word('what')}`;
    case 'outcome':
      return `ended row${word('intent')}:${word('outcome')}${word('code')}`;
    case 'sign_in':
      return `signed in:${word('roles')}`;
    case 'delivery':
      return `message${word('message')}:${word('what')}${word('ended')}`;
    case 'subscription':
      return `alerts:${word('what')}${word('conversation')}`;
    case 'feedback':
      return `said of receipt${word('receipt')}:${word('reaction')}`;
    case 'document':
      return `document${word('sha256')}:${word('what')}`;
    case 'policy':
      return `policy${word('id')}, version${word('number')}:${word('what')}`;
    case 'person':
      return 'acts for the first time, or under another name';
    default:
      return type;
  }
}

/** Why, where that is recorded. */
function reason({ reason: why }: Body): string {
  return typeof why === 'string' ? ` (${why})` : '';
}

/** Of an answer its first sentences, of everything else the beginning. */
function readable(name: string, text: string): string {
  const { sentences } = name === 'answer' ? (read(text) as { readonly sentences?: readonly string[] }) : {};
  const words = (Array.isArray(sentences) ? sentences.join(' ') || 'nothing was found' : text).replace(/\s+/g, ' ');
  return words.length <= SHOWN ? words : `${words.slice(0, SHOWN).trimEnd()} […]`;
}
