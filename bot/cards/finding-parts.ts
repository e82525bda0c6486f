import type { TextRunOptions } from '@microsoft/teams.cards';
import type { Severity } from '../../src/findings/finding.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { FindingOutput } from '../../src/tools/finding-entries.ts';
import { standingWords } from './engine-phrases.ts';
import { fieldName, severityName, stageName, stepName, stepStateName } from './finding-names.ts';
import { cut, more } from './law-lines.ts';
import { box, fact, group, heading, line, type Part, QUIET, SMALL, STRONG, type Words } from './parts.ts';
import type { Room } from './shown-card.ts';
import { minute, say } from './wording.ts';

/** Signs of a hash that people compare by eye. */
const SHOWN_HASH = 16;
const LONGEST_NAME = 200;
/** Of a list that has to give way. */
const MOST_SHOWN = 12;
const FEWEST_SHOWN = 2;

const COLOURS: Readonly<Record<Severity, TextRunOptions['color']>> = {
  critical: 'Attention',
  high: 'Attention',
  medium: 'Warning',
  low: 'Default',
};

/** "high · waits for a second person": the severity first, told in words and not by its colour alone. */
export function severityWords(
  of: Pick<FindingOutput, 'severity' | 'stage' | 'status'>,
  language: Language,
): readonly Words[] {
  const color = COLOURS[of.severity];
  return [
    {
      text: `${say('findingSeverity', language)}: ${severityName(of.severity, language)}`,
      look: { ...SMALL, ...STRONG, ...(color && { color }) },
    },
    { text: ` · ${stageName(of, language)}`, look: QUIET },
  ];
}

/** Who answers for it, and by when. */
export function ownerFacts({ owner, due }: Pick<FindingOutput, 'owner' | 'due'>, language: Language, room: Room) {
  return [
    fact(say('findingOwner', language), shortly(owner, room, LONGEST_NAME)),
    fact(say('findingDue', language), shortly(due, room, 40)),
  ];
}

/** Each provision with the version whose words are meant, and these words. */
export function provisionParts({ references }: FindingOutput, language: Language, room: Room): readonly Part[] {
  return [
    heading(say('findingLaw', language)),
    ...shownOf(references, room).map(({ label, dated, version, standing, quote }) =>
      group(
        [
          line([
            { text: shortly(label, room, 300), look: { ...SMALL, ...STRONG } },
            {
              text: ` · ${say('findingVersion', language, shortly(dated, room, 40))} (${shortly(version, room, 120)})`,
              look: QUIET,
            },
          ]),
          // A digest is told as one: its words are not the law's own.
          quiet(`${say('standing', language)}: ${shortly(standingWords(standing, language), room, 200)}`),
          line([{ text: longly(quote, room), look: SMALL }], { spacing: 'None' }),
        ],
        { separator: true, spacing: 'Small' },
      ),
    ),
    ...more(references.length - shownOf(references, room).length, language),
  ];
}

/** The bank's own words, and what people saw. */
export function evidenceParts({ evidence }: FindingOutput, language: Language, room: Room): readonly Part[] {
  if (evidence.length === 0) return [];
  return [
    heading(say('findingEvidence', language)),
    ...shownOf(evidence, room).map(({ policy, title, statement, text }) =>
      group(
        [
          line([
            {
              text: shortly(policy === undefined ? say('findingSeen', language) : (title ?? policy), room, 160),
              look: { ...SMALL, ...STRONG },
            },
            ...(statement === undefined ? [] : [{ text: ` › ${shortly(statement, room, 80)}`, look: QUIET }]),
          ]),
          line([{ text: longly(text, room), look: SMALL }], { spacing: 'None' }),
        ],
        { separator: true, spacing: 'Small' },
      ),
    ),
    ...more(evidence.length - shownOf(evidence, room).length, language),
  ];
}

/** Who did what with it so far. */
export function signatureParts(finding: FindingOutput, language: Language, room: Room): readonly Part[] {
  const { drafted, confirmed, approved, eyes, refused } = finding;
  const who = ({ by, at }: typeof drafted) => `${shortly(by, room, 100)} · ${minute(at)}`;
  return [
    quiet(say('findingDraftedBy', language, who(drafted))),
    ...(confirmed === undefined ? [] : [quiet(say('findingConfirmedBy', language, who(confirmed)))]),
    ...(approved === undefined || eyes === 1 ? [] : [quiet(say('findingApprovedBy', language, who(approved)))]),
    ...(eyes === 1 ? [quiet(say('findingOneEye', language))] : []),
    ...(refused === undefined ? [] : [refusalPart(refused, language, room)]),
  ];
}

function refusalPart(refused: NonNullable<FindingOutput['refused']>, language: Language, room: Room): Part {
  const by = `${shortly(refused.by, room, 100)} · ${minute(refused.at)}`;
  return box('attention', [
    line([{ text: say('findingRefusedBy', language, by), look: { ...SMALL, ...STRONG } }]),
    line([{ text: longly(refused.reason, room), look: SMALL }], { spacing: 'Small' }),
  ]);
}

/** Its record on the platform, or why there is none yet. */
export function recordParts({ filed, stage }: FindingOutput, language: Language, room: Room): readonly Part[] {
  if (filed === undefined) return [];
  const { platform, host, record, state, why } = filed;
  const where = `${platform} (${shortly(host, room, 100)})`;
  const named = [record === undefined ? where : `${shortly(record, room, 100)} · ${where}`, ...(state ? [state] : [])];
  return [
    box(stage === 'undelivered' ? 'attention' : stage === 'filed' ? 'good' : 'emphasis', [
      fact(say('findingRecord', language), shortly(named.join(' · '), room, 300)),
      ...(why === undefined ? [] : [line([{ text: shortly(why, room, 600), look: SMALL }], { spacing: 'Small' })]),
    ]),
  ];
}

/** Where the platform says otherwise, and how far putting it right has come. */
export function trackingParts({ conflicts, steps = [] }: FindingOutput, language: Language, room: Room) {
  return [
    ...(conflicts.length === 0 ? [] : [heading(say('findingConflicts', language))]),
    ...shownOf(conflicts, room).map(({ field, ours, theirs }) =>
      quiet(
        `${shortly(fieldName(field, language), room, 60)}: ${say('findingOurs', language)} “${shortly(ours, room, 160)}”, ${say('findingTheirs', language)} “${shortly(theirs, room, 160)}”`,
      ),
    ),
    ...(steps.length === 0 ? [] : [heading(say('findingSteps', language))]),
    ...steps.map(({ step, state, assignee, due }) =>
      quiet(
        `${stepName(step, language)}: ${stepStateName(state, language)} · ${shortly(assignee, room, 120)} · ${say('dueOn', language, shortly(due, room, 40))}`,
      ),
    ),
  ];
}

export function hashPart({ hash }: Pick<FindingOutput, 'hash'>, language: Language): Part {
  return quiet(say('findingHash', language, `${hash.slice(0, SHOWN_HASH)}…`));
}

export function quiet(words: string): Part {
  return line([{ text: words, look: QUIET }], { spacing: 'None' });
}

/** All of them as long as a card has the room; then the first. */
export function shownOf<T>(all: readonly T[], room: Room): readonly T[] {
  return room.isWhole ? all : all.slice(0, Math.max(FEWEST_SHOWN, room.short(MOST_SHOWN)));
}

/** What must be there whole as long as a card has the room. */
export function longly(text: string, room: Room): string {
  return room.isWhole ? text : cut(text, Math.max(40, room.long(4_000)));
}

export function shortly(text: string, room: Room, most: number): string {
  return room.isWhole ? text : cut(text, Math.max(20, room.short(most)));
}
