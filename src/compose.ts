import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCheckpointFiles, readCheckpointFiles } from './adapters/files/checkpoint-files.ts';
import { createImageFile } from './adapters/files/image-file.ts';
import { ownerLives, processOwner } from './adapters/host/process-owner.ts';
import { createSqliteAuditStore } from './adapters/sqlite/audit-store.ts';
import { openDatabase, type SqliteDatabase } from './adapters/sqlite/database.ts';
import { createSqliteLibraryStore } from './adapters/sqlite/library-store.ts';
import { createSqliteSegmentStore } from './adapters/sqlite/segment-store.ts';
import type { UsageReading } from './assistant/budgets/usage-report.ts';
import type { ChatModel } from './assistant/chat-model.ts';
import { type Audit, createAudit, recordedAs, systemContext } from './audit/audit.ts';
import type { AuditReading } from './audit/audit-store.ts';
import { createSigner, isSeedInBase64, type SignedCheckpoint, type Signer } from './audit/checkpoint.ts';
import { type Checkpoints, createCheckpoints } from './audit/checkpoints.ts';
import { finishErasures } from './audit/erasure.ts';
import type { ReplicaFollower } from './audit/follow-replica.ts';
import { recordLibraryChange } from './audit/library-changes.ts';
import type { AuditEvidence } from './audit/verification.ts';
import { type AddedTools, composeToolbox } from './compose-assistant.ts';
import { composeConfirmations } from './compose-confirmations.ts';
import { type Delivering, withDelivery } from './compose-delivery.ts';
import { composeDocuments } from './compose-documents.ts';
import { createRecordedEmbedder, departureOf } from './compose-embedder.ts';
import { composeFindings, type DeskFindings } from './compose-findings.ts';
import { composeGapModel, composeGaps, type DeskGaps } from './compose-gaps.ts';
import { openModel } from './compose-model.ts';
import { composeUsage } from './compose-usage.ts';
import { CELLAR, type Config, type ElasticsearchConfig } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import { AppError } from './core/errors.ts';
import { randomId } from './core/ids.ts';
import type { ConversationDocuments } from './documents/conversation-documents.ts';
import type { LawSource } from './regulations/fetching/law-source.ts';
import { createFollowing, type Following } from './regulations/following.ts';
import type { LawText } from './regulations/importers/import-law.ts';
import { createLawReader, type LawReader } from './regulations/law-reader.ts';
import { createLibrary, type Library } from './regulations/library.ts';
import { createActNames } from './regulations/mentions/act-names.ts';
import { linksIn } from './regulations/references/links-in.ts';
import { ACT_REGISTER } from './regulations/register/act-register.ts';
import type { RegulationIndex } from './regulations/regulation-index.ts';
import { createEmbeddedIndex } from './regulations/search/embedded-index.ts';
import { loadStarter } from './regulations/starter/load-starter.ts';
import { STARTER_LIBRARY } from './regulations/starter/starter-library.ts';
import type { Toolbox } from './tools/catalog.ts';
import { DEFAULT_PAGE_CHARACTERS } from './tools/law-schemas.ts';

/** Everything put together: what the doors are given. */
export interface Desk extends Delivering, DeskGaps, DeskFindings {
  /** All that people and assistants may ask for, each call authorised and recorded. */
  readonly toolbox: Toolbox;
  readonly library: Library;
  readonly reader: LawReader;
  readonly audit: Audit;
  readonly checkpoints: Checkpoints;
  /** Copies the audit to a replica, where there is one. */
  readonly replica?: ReplicaFollower;
  /** What was used, over all tenants of the file. */
  readonly usage: UsageReading;
  readonly clock: Clock;
  /** What people sent in their conversations. */
  readonly documents: ConversationDocuments;
  /** What the index could not take in, in sentences for whoever searches. */
  behind(): readonly string[];
  readonly follow: Following['follow'];
  readonly refresh: Following['refresh'];
  /** Takes a checkpoint of the audit, then lets go of everything. */
  close(): Promise<void>;
}

/** The settings that the desk rests on. */
export type DeskConfig = Pick<Config, 'dataFolder' | 'elasticsearch' | 'embedder'> &
  Partial<Pick<Config, 'auditKey' | 'checkpointFolder' | 'model' | 'prices' | 'limits' | 'grc'>>;

/** The settings that fetching rests on. */
export type LawSourceConfig = Pick<Config, 'cellarUrl' | 'fetchPause'>;

export interface DeskOptions extends AddedTools {
  readonly clock?: Clock;
  /** Told while versions are being indexed. */
  readonly progress?: (done: number, total: number) => void;
  /** False leaves the index as it is: for the one who is about to build it anew. */
  readonly follow?: boolean;
  /** False leaves an empty library empty. */
  readonly starter?: boolean;
  /** Characters of law in one result; by default what a model can read beside all else. */
  readonly pageCharacters?: number;
  /** What formulates answers, in the stead of the one that is set up. */
  readonly model?: ChatModel;
}

/** The file of the library, which holds the audit as well. */
export function libraryFile({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  return join(dataFolder, 'library.sqlite');
}

/** The desk as set up: the library in one folder, searched by the embedded engine or by the server that is named. */
export async function openDesk(config: DeskConfig, options: DeskOptions = {}): Promise<Desk> {
  const clock = options.clock ?? systemClock;
  const signer = auditSigner(config);
  const database = openDatabase(libraryFile(config));
  try {
    const audit = createAudit({
      store: createSqliteAuditStore(database),
      clock,
      newId: randomId,
      owner: processOwner(),
    });
    audit.closeOrphans(ownerLives);
    finishErasures(audit);
    const index = await createIndex(config, database, audit);
    const names = createActNames(ACT_REGISTER, []);
    const library = createLibrary({
      store: createSqliteLibraryStore(database),
      index,
      links: (act, tree) => linksIn(act, tree, names),
      changed: (change, by) =>
        recordLibraryChange(audit, change, by === undefined ? systemContext(randomId()) : recordedAs(by)),
    });
    if (options.starter !== false) await loadStarter(library, STARTER_LIBRARY, ACT_REGISTER);
    const following = createFollowing(library);
    if (options.follow !== false) await following.follow(options.progress);
    const reader = createLawReader(library, ACT_REGISTER);
    const behind = () => following.behind;
    const checkpoints = createCheckpoints(audit, {
      clock,
      ...(signer === undefined ? {} : { signer }),
      ...(config.checkpointFolder === undefined ? {} : { copies: createCheckpointFiles(config.checkpointFolder) }),
    });
    // What a crash left uncovered is covered before anything else is done.
    checkpoints.keepUp();
    const replica = await openReplica(config, audit.store);
    const model = options.model ?? (config.model && (await openModel(config.model)));
    const embedding = config.embedder && departureOf(config.embedder);
    const rooms = composeRooms({ database, config, audit, clock, reader, model });
    const { spending, confirmations, ...shown } = rooms;
    return withDelivery(database, audit, clock, {
      ...(replica === undefined ? {} : { replica: replica.follower }),
      ...shown,
      toolbox: composeToolbox(
        { audit, reader, clock, behind, ...rooms, prepare: following.refresh },
        {
          pageCharacters: options.pageCharacters ?? DEFAULT_PAGE_CHARACTERS,
          ...(signer === undefined ? {} : { signer }),
          ...(model === undefined ? {} : { model }),
          added: options,
          ...(embedding === undefined ? {} : { embedding }),
        },
      ),
      library,
      reader,
      audit,
      checkpoints,
      clock,
      behind,
      follow: following.follow,
      refresh: following.refresh,
      close: () => closeDesk({ index, checkpoints, replica, database }),
    });
  } catch (error) {
    database.close();
    throw error;
  }
}

/** What the rooms of the domain are put together of. */
interface RoomParts {
  readonly database: SqliteDatabase;
  readonly config: DeskConfig;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly reader: LawReader;
  readonly model: ChatModel | undefined;
}

/** What people send, what it costs, what they confirm, their gaps and findings. */
function composeRooms({ database, config, audit, clock, reader, model }: RoomParts) {
  const { usage, spending } = composeUsage(database, config, audit, clock);
  const { grc } = config;
  return {
    usage,
    spending,
    confirmations: composeConfirmations(database, clock),
    documents: composeDocuments(database, audit, clock),
    ...composeGaps(database, audit, clock, reader, composeGapModel(model, audit, spending)),
    ...composeFindings({
      ...{ database, audit, clock, reader, readSecret },
      ...(grc === undefined ? {} : { grc }),
    }),
  };
}

async function closeDesk({ index, checkpoints, replica, database }: Closing): Promise<void> {
  await index.close();
  checkpoints.take();
  await replica?.follower.keepUp();
  await replica?.close();
  database.close();
}

interface Closing {
  readonly index: RegulationIndex;
  readonly checkpoints: Checkpoints;
  readonly replica: Awaited<ReturnType<typeof openReplica>>;
  readonly database: SqliteDatabase;
}

/** An audit as evidence: the file alone, nothing else opened. */
export async function openEvidence(file: string): Promise<AuditEvidence & { close(): void }> {
  const { openAuditEvidence } = await import('./adapters/sqlite/audit-evidence.ts');
  return openAuditEvidence(file);
}

/** The replica of an audit, where one is set up. */
export async function openReplica(
  { elasticsearch }: Pick<DeskConfig, 'elasticsearch'>,
  reading: AuditReading,
): Promise<{ readonly follower: ReplicaFollower; close(): Promise<void> } | undefined> {
  if (elasticsearch?.audit !== true) return undefined;
  const [{ createElasticsearchAuditReplica }, { createReplicaFollower }] = await Promise.all([
    import('./adapters/elasticsearch/audit-replica.ts'),
    import('./audit/follow-replica.ts'),
  ]);
  const replica = createElasticsearchAuditReplica(settingsOf(elasticsearch));
  return { follower: createReplicaFollower({ reading, replica }), close: () => replica.close() };
}

/** Checkpoints of every chain that a folder has copies of. */
export function readCheckpoints(folder: string): readonly SignedCheckpoint[] {
  return readCheckpointFiles(folder);
}

/** Files of the audit beside its database: examiner packs, receipts, keys. */
export async function auditFiles(): Promise<typeof import('./adapters/files/pack-files.ts')> {
  return import('./adapters/files/pack-files.ts');
}

/** The signer of the audit's key, where one is set. */
export function auditSigner({ auditKey }: Pick<DeskConfig, 'auditKey'>): Signer | undefined {
  if (auditKey === undefined) return undefined;
  // Not repeated: a key that was mistaken for a name would be told to everybody. One seed in 64 begins with a slash.
  if (!existsSync(auditKey) && !isSeedInBase64(auditKey) && /^[./~]|\.(?:pem|key|txt)$/.test(auditKey))
    throw new AppError(
      'misconfigured',
      'COMPLIANCE_AUDIT_KEY holds no Ed25519 private key: it looks like the name of a file, and there is no such file.',
    );
  return createSigner(readSecret(auditKey));
}

/** A secret as it is set: itself, or the path of a file that holds it. */
export function readSecret(setting: string): string {
  const looksLikePath = !setting.includes('-----BEGIN') && existsSync(setting);
  return looksLikePath ? readFileSync(setting, 'utf8').trim() : setting;
}

async function createIndex(config: DeskConfig, database: SqliteDatabase, audit: Audit): Promise<RegulationIndex> {
  const { elasticsearch, dataFolder } = config;
  const embedder = config.embedder && (await createRecordedEmbedder(config.embedder, audit));
  if (elasticsearch) {
    const { createElasticsearchIndex } = await import('./adapters/elasticsearch/elasticsearch-index.ts');
    return createElasticsearchIndex({
      ...settingsOf(elasticsearch),
      ...(embedder === undefined ? {} : { embedder }),
    });
  }
  return createEmbeddedIndex({
    segments: createSqliteSegmentStore(database),
    image: createImageFile(join(dataFolder, 'search-image.bin')),
    ...(embedder === undefined ? {} : { vectors: { store: createSqliteSegmentStore(database, 'vectors'), embedder } }),
  });
}

/** The server's settings as its adapters take them. */
function settingsOf({ caFile, audit: _audit, ...settings }: ElasticsearchConfig) {
  return { ...settings, ...(caFile === undefined ? {} : { ca: readCertificate(caFile) }) };
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new AppError('misconfigured', `The certificate file ${file} that ELASTICSEARCH_CA names cannot be read.`, {
      cause: error,
    });
  }
}

/**
 * Where law is fetched. The publisher's host alone is read; where another address is set, that very one is trusted, be
 * it a gateway inside the bank.
 */
export async function openLawSource({
  cellarUrl,
  fetchPause,
}: LawSourceConfig): Promise<LawSource & { close(): Promise<void> }> {
  const [{ createCellarSource }, { createWebReader }, { readLawBytes }] = await Promise.all([
    import('./adapters/cellar/cellar-source.ts'),
    import('./adapters/web/web-reader.ts'),
    import('./adapters/files/law-files.ts'),
  ]);
  const web = createWebReader({
    hosts: [new URL(CELLAR).hostname],
    pause: fetchPause,
    trusted: new URL(cellarUrl).origin === CELLAR ? [] : [new URL(cellarUrl).origin],
  });
  const source = createCellarSource({ web, base: cellarUrl, readFiles: readLawBytes });
  return { fetch: source.fetch, close: web.close };
}

/** The files of a law as a person names them: a file, a folder or a zip, read safely and decoded. */
export async function readLawFiles(path: string): Promise<readonly LawText[]> {
  const reading = await import('./adapters/files/law-files.ts');
  return reading.readLawFiles(path);
}
