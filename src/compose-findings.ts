import { ownerLives, processOwner } from './adapters/host/process-owner.ts';
import { createSqliteAddressStore } from './adapters/sqlite/address-store.ts';
import type { SqliteDatabase } from './adapters/sqlite/database.ts';
import { createSqliteFindingStore } from './adapters/sqlite/finding-store.ts';
import { createSqliteGapStore } from './adapters/sqlite/gap-store.ts';
import { createSqliteOutboxStore } from './adapters/sqlite/outbox-store.ts';
import { createSqlitePolicyStore } from './adapters/sqlite/policy-store.ts';
import type { Audit } from './audit/audit.ts';
import { hostOf, type OpenedPlatform, openPlatform } from './compose-grc.ts';
import { eyesOf, type FindingHandling, findingsConfig, type TenantFindings } from './config-findings.ts';
import type { ChannelAddress } from './conversations/channel-address.ts';
import type { CallContext } from './core/call-context.ts';
import type { Clock } from './core/clock.ts';
import { AppError } from './core/errors.ts';
import { randomId } from './core/ids.ts';
import type { Ended } from './delivery/ended.ts';
import type { OutboxParts } from './delivery/put-in.ts';
import type { Sender, SendPace } from './delivery/sender.ts';
import { systemTimer } from './delivery/timer.ts';
import { type ApprovalParts, askApproval } from './findings/approvals.ts';
import { createDecidable, type Decidable } from './findings/decidable.ts';
import { createFiledHook } from './findings/filing/filed.ts';
import type { FilingSenderOptions } from './findings/filing/filing-sender.ts';
import type { PlatformCheck } from './findings/filing/grc-platform.ts';
import { putInFiling, putInStatus, retryFiling } from './findings/filing/put-in-filing.ts';
import type { Finding, FindingConflict } from './findings/finding.ts';
import type { FindingStore } from './findings/finding-store.ts';
import { createFindings, type Findings } from './findings/findings.ts';
import type { FindingSettings, FindingsParts } from './findings/findings-parts.ts';
import { tellNews } from './findings/news.ts';
import { type AnnouncedDue, announceDue } from './findings/remediation/due.ts';
import { createRemediation, type Remediation } from './findings/remediation/remediation.ts';
import { startWorkflow } from './findings/remediation/steps.ts';
import { applyEvent } from './findings/syncing/apply-event.ts';
import { resolveConflict } from './findings/syncing/resolve-conflict.ts';
import { type SyncResult, syncFindings } from './findings/syncing/sync-findings.ts';
import type { WebhookEvent } from './findings/syncing/webhook.ts';
import { createToldFindings, type ReadToldFinding } from './findings/told-finding.ts';
import type { LawReader } from './regulations/law-reader.ts';

/** Findings, and all that becomes of them. */
export interface DeskFindings {
  readonly findings: Findings;
  readonly remediation: Remediation;
  /** How a tenant has them set up. @throws AppError `misconfigured` */
  readonly findingSettings: (tenant: string) => FindingSettings;
  /** Something was put into the outbox: whoever sends in this process looks now. */
  readonly wakeFilings: () => void;
  /** A finding as it is now, for what is sent of it to conversations. */
  readonly toldFinding: ReadToldFinding;
  /** The findings that wait for a person's word, for doors to offer it. */
  readonly decidable: Decidable;
  /** Takes one side where a finding and its record differ; see there. */
  resolveConflict(id: string, field: FindingConflict['field'], side: 'ours' | 'theirs', context: CallContext): Finding;
  /** Puts in what is due, for whoever is to be told, and ends what waited too long. */
  announceDue(): readonly AnnouncedDue[];
  /** Told of what becomes of messages to platforms: for whoever puts one back. */
  readonly filingEnded: Ended;
  /** Opens the platforms that are set up, and what sends to them: one in a process, to be closed before the desk is. */
  openFilings(pace?: Partial<SendPace>): Promise<Filings>;
}

/** What goes to platforms, and comes from them. */
export interface Filings {
  readonly sender: Sender;
  /** The states of filed findings, as the platforms have them now. */
  sync(options?: { readonly tenant?: string; readonly signal?: AbortSignal }): Promise<SyncResult>;
  /** Holds the settings against the platform. @throws AppError `misconfigured` where the tenant has none */
  check(tenant: string, signal?: AbortSignal): Promise<readonly PlatformCheck[]>;
  readonly events: PlatformEvents;
  close(): Promise<void>;
}

/** What platforms tell by themselves. */
export interface PlatformEvents {
  /** Tenants whose platform may tell something. */
  readonly tenants: readonly string[];
  /** How a tenant's platform signs it; undefined where it tells nothing. */
  webhookOf(tenant: string): FindingHandling['webhook'];
  /** Has a finding follow; see `applyEvent`. Returns false where no finding has that record. */
  apply(tenant: string, event: WebhookEvent): boolean;
}

/** What findings are put together of. */
export interface FindingsComposition {
  readonly database: SqliteDatabase;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly reader: LawReader;
  /** COMPLIANCE_GRC: JSON, or the path of a file that holds it. */
  readonly grc?: string;
  readonly readSecret: (setting: string) => string;
}

export function composeFindings(composition: FindingsComposition): DeskFindings {
  const { database, audit, clock, reader, grc, readSecret } = composition;
  const store = createSqliteFindingStore(database);
  const outbox = createSqliteOutboxStore(database);
  const addresses = createSqliteAddressStore(database);
  let configured: ReadonlyMap<string, TenantFindings> | undefined;
  // Read when it is first needed: whoever only asks is not kept from it by a setting that is wrong.
  const tenants = (): ReadonlyMap<string, TenantFindings> => {
    configured ??= grc === undefined ? new Map() : findingsConfig(readSecret(grc), readSecret);
    return configured;
  };
  const findingSettings = (tenant: string): FindingSettings => {
    const own = tenants().get(tenant);
    const eyes = eyesOf(tenant, own);
    return own === undefined ? { eyes } : { eyes, platform: { name: own.platform, host: hostOf(tenant, own) } };
  };
  const calendar = (tenant: string) => tenants().get(tenant)?.handling.calendar;
  const begin = (finding: Finding) => begun(finding, clock, tenants().get(finding.tenant)?.handling);
  const parts = { outbox, audit, clock };
  const news: FindingsParts['outbox']['news'] = (finding, what) => tellNews({ ...parts, addresses }, finding, what);
  const ended = createFiledHook({ ...parts, store, startWorkflow: begin, news });
  const where: ApprovalParts['where'] = (tenant) => tenants().get(tenant)?.handling.approvals;
  const pushStatus = (finding: Finding): void => {
    if (finding.status !== undefined) putInStatus(parts, finding, finding.status);
  };
  const findings = createFindings({
    store,
    audit,
    clock,
    newId: randomId,
    reader,
    gaps: createSqliteGapStore(database),
    policies: createSqlitePolicyStore(database),
    isReceipt: (receipt, context) => isReceipt(audit, receipt, context),
    settings: findingSettings,
    outbox: {
      file: (finding, context) => void putInFiling(parts, finding, context),
      retry: (finding, context) => retryFiling({ ...parts, ended }, finding, context),
      askApproval: (finding) => askApproval({ ...parts, addresses, where }, finding),
      news,
    },
  });
  const senders = new Set<Sender>();
  return {
    filingEnded: ended,
    findingSettings,
    findings,
    toldFinding: createToldFindings(store),
    decidable: createDecidable(findings),
    remediation: createRemediation({ find: findings.find, store, audit, clock, calendar, pushStatus }),
    resolveConflict: (...asked) => resolveConflict({ store, audit, pushStatus }, ...asked),
    announceDue: () => {
      findings.expire();
      return announceDue({ ...parts, store, addressOf: (finding) => addressOf(finding, addresses.find) });
    },
    wakeFilings: () => {
      for (const sender of senders) sender.wake();
    },
    openFilings: async (pace = {}) => {
      const filings = await openFilings({ ...parts, store, startWorkflow: begin, ended, tenants: tenants(), pace });
      senders.add(filings.sender);
      return {
        ...filings,
        close: async () => {
          senders.delete(filings.sender);
          await filings.close();
        },
      };
    },
  };
}

/** The steps of putting a finding right, as its tenant has them set up. */
function begun(finding: Finding, clock: Clock, handling: Partial<FindingHandling> = {}) {
  const { assignee, calendar } = handling;
  return startWorkflow(finding, {
    today: clock.today(),
    calendar,
    ...(assignee === undefined ? {} : { assignee }),
  });
}

interface FilingsParts extends OutboxParts, Pick<FilingSenderOptions, 'startWorkflow' | 'ended'> {
  readonly audit: Audit;
  readonly store: FindingStore;
  readonly tenants: ReadonlyMap<string, TenantFindings>;
  readonly pace: Partial<SendPace>;
}

async function openFilings({ tenants, pace, ...parts }: FilingsParts): Promise<Filings> {
  const { createFilingSender } = await import('./findings/filing/filing-sender.ts');
  const opened = [...tenants].map(async ([tenant, own]) => [tenant, await openPlatform(tenant, own)] as const);
  const platforms: ReadonlyMap<string, OpenedPlatform> = new Map(await Promise.all(opened));
  const platformOf = (tenant: string) => platforms.get(tenant)?.platform;
  const webhookOf = (tenant: string) => tenants.get(tenant)?.handling.webhook;
  return {
    sender: createFilingSender({
      ...parts,
      platformOf,
      timer: systemTimer,
      random: Math.random,
      owner: processOwner(),
      lives: ownerLives,
      pace,
    }),
    sync: (options) => syncFindings({ ...parts, platformOf }, options),
    check: async (tenant, signal) => {
      const platform = platformOf(tenant);
      if (platform === undefined)
        throw new AppError('misconfigured', 'No GRC platform is set up here: set COMPLIANCE_GRC (see the README).');
      return platform.check(signal);
    },
    events: {
      tenants: [...tenants.keys()].filter((tenant) => webhookOf(tenant) !== undefined),
      webhookOf,
      apply: (tenant, event) => {
        const of = platforms.get(tenant);
        if (of === undefined) return false;
        return applyEvent({ ...parts, platform: of.platform.name, states: of.states }, tenant, event);
      },
    },
    close: async () => {
      await Promise.all([...platforms.values()].map(({ platform }) => platform.close()));
    },
  };
}

/** Where whoever drafted it can be reached: in the conversation in which they did. */
function addressOf(
  { tenant, conversation }: Finding,
  find: (tenant: string, conversation: string) => ChannelAddress | undefined,
): ChannelAddress | undefined {
  return conversation.address === undefined ? undefined : find(tenant, conversation.address);
}

/** Whether an answer of that receipt was given in the person's tenant. */
function isReceipt({ store }: Audit, receipt: string, { tenant }: CallContext): boolean {
  const position = store.receipt(receipt)?.position;
  return position !== undefined && store.row(position)?.tenant === tenant;
}
