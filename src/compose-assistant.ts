import { randomBytes } from 'node:crypto';
import { createAssistant } from './assistant/assistant.ts';
import type { Spending } from './assistant/budgets/spending.ts';
import type { UsageReading } from './assistant/budgets/usage-report.ts';
import type { ChatModel } from './assistant/chat-model.ts';
import { createExtractiveAnswer } from './assistant/extractive/extractive-answer.ts';
import { createAnswerRecorder } from './audit/answers.ts';
import type { Audit } from './audit/audit.ts';
import type { Signer } from './audit/checkpoint.ts';
import type { DeskFindings } from './compose-findings.ts';
import type { Clock } from './core/clock.ts';
import { randomId } from './core/ids.ts';
import type { ConversationDocuments } from './documents/conversation-documents.ts';
import type { Policies } from './gaps/policies/policies.ts';
import type { GapAnalysis } from './gaps/runs/analyse-gaps.ts';
import type { GapDecisions } from './gaps/runs/decide.ts';
import type { LawReader } from './regulations/law-reader.ts';
import type { BoundTool } from './tools/bind-tools.ts';
import type { WriteSeam } from './tools/bind-write-tool.ts';
import { createToolbox, type Toolbox } from './tools/catalog.ts';
import type { Confirmations } from './tools/confirmations.ts';
import type { Departure } from './tools/define-tool.ts';

/** What the toolbox is put together of. */
export interface ToolboxParts extends Pick<DeskFindings, 'findings' | 'findingSettings' | 'wakeFilings'> {
  readonly audit: Audit;
  readonly reader: LawReader;
  readonly clock: Clock;
  readonly behind: () => readonly string[];
  readonly usage: UsageReading;
  readonly spending: Spending;
  readonly confirmations: Confirmations;
  readonly documents: ConversationDocuments;
  readonly policies: Policies;
  readonly gaps: GapAnalysis;
  readonly decisions: GapDecisions;
  /** Brings the desk up to date before a call. */
  readonly prepare: () => Promise<void>;
}

/** Tools beside the catalogue, bound to the desk's own seam: those of the tests. */
export interface AddedTools {
  /** Tools that the assistant has as well; of these it is offered what reads. */
  readonly moreTools?: (seam: WriteSeam) => readonly BoundTool[];
  /** Tools that doors have as well, by permission, such as one that writes. The assistant has none of them. */
  readonly writeTools?: (seam: WriteSeam) => readonly BoundTool[];
}

export interface ToolboxOptions {
  readonly pageCharacters: number;
  readonly signer?: Signer;
  /** What formulates answers; without it they are the law's own words. */
  readonly model?: ChatModel;
  readonly added: AddedTools;
  /** Where the words of a query go. */
  readonly embedding?: Departure;
}

/** The tools, and the assistant that works with them and is one of them. */
export function composeToolbox(
  parts: ToolboxParts,
  { pageCharacters, signer, model, added, embedding }: ToolboxOptions,
): Toolbox {
  const { audit, reader, clock, behind, usage, spending, confirmations, documents, prepare } = parts;
  const { policies, gaps, decisions, findings, findingSettings, wakeFilings } = parts;
  const recorder = createAnswerRecorder(audit, { newId: randomId, ...(signer === undefined ? {} : { signer }) });
  const answers = createExtractiveAnswer(reader, clock);
  const seam: WriteSeam = { audit, now: () => performance.now(), prepare, confirmations };
  return createToolbox(
    {
      assistantWith: (tools) =>
        createAssistant({
          answers,
          reader,
          recorder,
          audit,
          spending,
          notes: behind,
          longest: pageCharacters,
          ...(model === undefined
            ? {}
            : { model: { model, tools, audit, spending, clock, newTag, longest: pageCharacters } }),
        }),
      reader,
      clock,
      behind,
      trail: audit.store,
      usage,
      documents,
      policies,
      gaps,
      decisions,
      findings,
      findingSettings,
      wakeFilings,
      pageCharacters,
      ...(embedding === undefined ? {} : { embedding }),
    },
    seam,
    { assistant: added.moreTools?.(seam) ?? [], doors: added.writeTools?.(seam) ?? [] },
  );
}

/** The mark of a turn: 128 bits that nobody guesses. */
function newTag(): string {
  return randomBytes(16).toString('hex');
}
