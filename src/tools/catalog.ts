import type { Assistant } from '../assistant/assistant.ts';
import type { AssistantTools } from '../assistant/assistant-tools.ts';
import type { CallContext } from '../core/call-context.ts';
import { isPermitted } from '../core/permissions.ts';
import type { GapDecisions } from '../gaps/runs/decide.ts';
import { analyseGapsTool, type GapDeps } from './analyse-gaps.ts';
import { type AskDeps, askComplianceTool } from './ask-compliance.ts';
import { askDocumentTool, type DocumentDeps } from './ask-document.ts';
import { createAssistantTools } from './assistant-tools.ts';
import { type BoundTool, bindTool, type Seam } from './bind-tools.ts';
import { bindWriteTool, type WriteSeam } from './bind-write-tool.ts';
import { checkTextTool } from './check-text.ts';
import { compareProvisionsTool } from './compare-provisions.ts';
import { decideFindingTool } from './decide-finding.ts';
import { decideGapTool } from './decide-gap.ts';
import { draftFindingTool } from './draft-finding.ts';
import { explainTermTool, type TermDeps } from './explain-term.ts';
import { type FileFindingDeps, fileFindingTool } from './file-finding.ts';
import { getAuditTrailTool, type TrailReading } from './get-audit-trail.ts';
import { getProvisionTool, type ProvisionDeps } from './get-provision.ts';
import { getUsageTool, type UsageDeps } from './get-usage.ts';
import { MODEL_PAGE_CHARACTERS } from './law-schemas.ts';
import { listFindingsTool } from './list-findings.ts';
import { listProvisionsTool } from './list-provisions.ts';
import { listRegulationsTool } from './list-regulations.ts';
import { type SearchDeps, searchRegulationsTool } from './search-regulations.ts';

/** Every tool of the desk, in the order in which they are listed. */
export const CATALOG = {
  ask_compliance: askComplianceTool,
  search_regulations: searchRegulationsTool,
  get_provision: getProvisionTool,
  list_regulations: listRegulationsTool,
  explain_term: explainTermTool,
  compare_provisions: compareProvisionsTool,
  list_provisions: listProvisionsTool,
  check_text: checkTextTool,
  ask_document: askDocumentTool,
  analyse_gaps: analyseGapsTool,
  decide_gap: decideGapTool,
  draft_finding: draftFindingTool,
  file_finding: fileFindingTool,
  decide_finding: decideFindingTool,
  list_findings: listFindingsTool,
  get_audit_trail: getAuditTrailTool,
  get_usage: getUsageTool,
} as const;

/** All that the tools of the catalogue run on. */
export type ToolDeps = AskDeps &
  SearchDeps &
  ProvisionDeps &
  TermDeps &
  UsageDeps &
  DocumentDeps &
  GapDeps &
  FileFindingDeps & { readonly decisions: GapDecisions; readonly trail: TrailReading };

/** What the toolbox is made of: the assistant works with the other tools, and is one itself. */
export type ToolboxDeps = Omit<ToolDeps, 'assistant'> & {
  readonly assistantWith: (tools: AssistantTools) => Assistant;
};

type Bound<T> = T extends { readonly input: infer I; readonly output: infer O }
  ? BoundTool<I & import('zod').ZodObject, O & import('zod').ZodObject>
  : never;
type BoundWrite<T> = T extends { readonly input: infer I; readonly output: infer O }
  ? ReturnType<typeof bindWriteTool<I & import('zod').ZodObject, O & import('zod').ZodObject, unknown>>
  : never;
/** Those of the catalogue that ask to be confirmed. */
type Writing = 'decide_gap' | 'file_finding' | 'decide_finding';

/** The catalogue, bound: what doors are given. What writes asks to be confirmed. */
export type BoundCatalog = {
  readonly [Name in Exclude<keyof typeof CATALOG, Writing>]: Bound<(typeof CATALOG)[Name]>;
} & { readonly [Name in Writing]: BoundWrite<(typeof CATALOG)[Name]> };

export interface Toolbox {
  readonly tools: BoundCatalog;
  /** Each of them, whoever may use it: a call of one that is not permitted is refused by the seam, and recorded. */
  readonly all: readonly BoundTool[];
  /** The tools that this caller may use; checked again at each call. */
  permitted(context: Pick<CallContext, 'user'>): readonly BoundTool[];
}

/**
 * What a model may be offered as well: tools whose results can be cited. What was said to others, what it cost and what
 * people sent is for people; it would leave the house.
 */
function citable(deps: Omit<ToolDeps, 'assistant'>, seam: Seam) {
  return {
    search_regulations: bindTool(CATALOG.search_regulations, deps, seam),
    get_provision: bindTool(CATALOG.get_provision, deps, seam),
    list_regulations: bindTool(CATALOG.list_regulations, deps, seam),
    explain_term: bindTool(CATALOG.explain_term, deps, seam),
    compare_provisions: bindTool(CATALOG.compare_provisions, deps, seam),
  };
}

/** Tools beside the catalogue. */
export interface MoreTools {
  /** What the assistant has as well; of these it is offered what reads. */
  readonly assistant?: readonly BoundTool[];
  /** What doors have as well. */
  readonly doors?: readonly BoundTool[];
}

export function createToolbox(
  { assistantWith, ...deps }: ToolboxDeps,
  seam: WriteSeam,
  { assistant: ofAssistant = [], doors = [] }: MoreTools = {},
): Toolbox {
  // A model reads several results at once, and whatever a door asks for, each is no longer than that bears.
  const pageCharacters = Math.min(deps.pageCharacters, MODEL_PAGE_CHARACTERS);
  const reading = [
    ...Object.values(citable({ ...deps, pageCharacters }, seam)),
    ...ofAssistant,
  ] as readonly BoundTool[];
  const assistant = assistantWith(createAssistantTools(reading, seam.audit));
  const tools: BoundCatalog = {
    ask_compliance: bindTool(CATALOG.ask_compliance, { ...deps, assistant }, seam),
    ...citable(deps, seam),
    list_provisions: bindTool(CATALOG.list_provisions, deps, seam),
    check_text: bindTool(CATALOG.check_text, deps, seam),
    ask_document: bindTool(CATALOG.ask_document, deps, seam),
    analyse_gaps: bindTool(CATALOG.analyse_gaps, deps, seam),
    decide_gap: bindWriteTool(CATALOG.decide_gap, deps, seam),
    draft_finding: bindTool(CATALOG.draft_finding, deps, seam),
    file_finding: bindWriteTool(CATALOG.file_finding, deps, seam),
    decide_finding: bindWriteTool(CATALOG.decide_finding, deps, seam),
    list_findings: bindTool(CATALOG.list_findings, deps, seam),
    get_audit_trail: bindTool(CATALOG.get_audit_trail, deps, seam),
    get_usage: bindTool(CATALOG.get_usage, deps, seam),
  };
  const all = [...Object.values(tools), ...doors] as readonly BoundTool[];
  return {
    tools,
    all,
    permitted: ({ user }) => all.filter(({ permission }) => isPermitted(user.permissions, permission)),
  };
}
