import { createHash } from 'node:crypto';
import type { Document } from '../../src/documents/document.ts';
import { markdownBlocks } from '../../src/documents/markdown-blocks.ts';
import { statementsOf } from '../../src/documents/statements.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { type Article, actOf, toolDesk } from '../tools/invented-law.ts';

/** A document as the reader makes it of Markdown. */
export function markdownDocument(name: string, markdown: string): Document {
  const blocks = markdownBlocks(markdown);
  const heading = blocks.find((block) => block.kind === 'heading');
  return {
    name,
    kind: 'markdown',
    sha256: createHash('sha256').update(markdown).digest('hex'),
    bytes: markdown.length,
    ...(heading?.kind === 'heading' ? { title: heading.text } : {}),
    statements: statementsOf(blocks, 20_000),
    notes: [],
  };
}

const article = (number: string, heading: string, ...paragraphs: readonly string[]): Article => [
  number,
  heading,
  ...paragraphs.map(
    (text, at) => ({ kind: 'paragraph', marker: `${at + 1}.`, blocks: [{ kind: 'text', text }] }) as const,
  ),
];

/** An invented act on lanterns, with duties that policies can say, leave out and contradict. */
export const LANTERN_ACT = '32031R0007';
export function lanternAct(outages = 'within four hours'): ImportedText {
  return actOf(
    LANTERN_ACT,
    'Regulation (EU) 2031/7 on lanterns',
    [
      article('1', 'Subject matter', 'This Regulation lays down rules on lanterns.'),
      article('2', 'Definitions', '‘Beacon’ means a lantern that ships steer by.'),
      article(
        '3',
        'Outages',
        `Financial entities shall report each lantern outage to the competent authority ${outages} of its detection.`,
        'Financial entities shall keep the lantern register for a period of five years.',
      ),
      article(
        '4',
        'Care of lanterns',
        'Financial entities shall review the oil supply plan at least once a year.',
        'Financial entities shall not use whale oil in beacons.',
      ),
      article('5', 'Supervision', 'Competent authorities shall inspect the beacons of each harbour every two years.'),
    ],
    { name: 'Regulation (EU) 2031/7', shortName: 'LANTERNS' },
  );
}

/** A policy that says all that the act demands, or something else in the stead of one of its sentences. */
export function lanternPolicy(instead: Partial<Record<'report' | 'keep' | 'review' | 'oil', string>> = {}): Document {
  const {
    report = 'The Bank reports each lantern outage to the competent authority within four hours of its detection.',
    keep = 'The Bank keeps the lantern register for a period of five years.',
    review = 'The Bank reviews the oil supply plan at least once a year.',
    oil = 'The Bank must not use whale oil in beacons.',
  } = instead;
  return markdownDocument(
    'lantern-care.md',
    `# Lantern care\n\n## 1. Outages\n\n${report}\n\n${keep}\n\n## 2. Oil\n\n${review}\n\n${oil}\n`,
  );
}

export const gapDesk = () => toolDesk([lanternAct()]);
