import { beginningOf } from '../../src/core/text.ts';

/** Where a mark `[n]` of a message leads; Microsoft Teams, "Bot messages with AI-generated content", citations. */
export interface Claim {
  /** The number in the text. */
  readonly position: number;
  readonly name: string;
  readonly url: string;
  readonly abstract: string;
  readonly keywords: readonly string[];
}

/** How confidential a message is, as the desk is set up. */
export interface Sensitivity {
  readonly name: string;
  readonly description?: string;
}

/** What Teams takes: more is refused with the whole message. */
export const MOST_CLAIMS = 20;
const NAME = 80;
const ABSTRACT = 160;
const KEYWORDS = 3;
const KEYWORD = 28;

/**
 * The one root entity of a message (schema.org Message): that a machine put it together, what its marks lead to, and how
 * confidential it is. Built here whole, since the library leaves addresses out and cuts abstracts where Teams does not.
 */
export function messageEntity(claims: readonly Claim[], sensitivity: Sensitivity | undefined) {
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    additionalType: ['AIGeneratedContent'],
    ...(claims.length === 0 ? {} : { citation: claims.slice(0, MOST_CLAIMS).map(citationOf) }),
    ...(sensitivity === undefined
      ? {}
      : {
          usageInfo: {
            type: 'https://schema.org/Message',
            '@type': 'CreativeWork',
            name: cut(sensitivity.name, NAME),
            ...(sensitivity.description === undefined ? {} : { description: cut(sensitivity.description, ABSTRACT) }),
          },
        }),
  };
}

function citationOf({ position, name, url, abstract, keywords }: Claim) {
  return {
    '@type': 'Claim',
    position,
    appearance: {
      '@type': 'DigitalDocument',
      // An empty name breaks the whole message.
      name: cut(name, NAME) || `[${position}]`,
      abstract: cut(abstract, ABSTRACT) || cut(name, ABSTRACT),
      ...(/^https:\/\//.test(url) ? { url } : {}),
      ...(keywords.length === 0 ? {} : { keywords: keywords.slice(0, KEYWORDS).map((each) => cut(each, KEYWORD)) }),
    },
  };
}

/** At most so many UTF-16 code units, which is what Teams counts. */
function cut(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${beginningOf(line, most - 1).trimEnd()}…`;
}
