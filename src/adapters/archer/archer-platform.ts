import type { GrcPlatform, PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { platformAddress } from '../../findings/filing/platform-address.ts';
import { checkArcher } from './archer-check.ts';
import { createRecord, setRecordStatus } from './archer-filings.ts';
import { createArcherMetadata } from './archer-metadata.ts';
import { ARCHER, type ArcherOptions } from './archer-options.ts';
import { type ArcherParts, contentsOf, isContentId, noSuchRecord, recordOf } from './archer-records.ts';
import { recordByKey } from './archer-search.ts';
import { createArcherSession } from './archer-session.ts';

/** Records that are asked for at once. */
const AT_ONCE = 4;

/**
 * RSA Archer (Archer IRM) over its REST API: sessions, contents and metadata; and its Content API, by which alone a record can
 * be asked for by a value (see `recordByKey`). Its documentation has the forms; where it and what is seen in the field differ
 * (`IsSuccessful` as text, refusals with messages alone, texts of messages that are null) both are taken. What a finding becomes there, and which
 * word stands for which state, is in the settings.
 *
 * @throws AppError `misconfigured` for an address that cannot be used
 */
export function createArcherPlatform(options: ArcherOptions): GrcPlatform {
  const address = platformAddress(options.url, ARCHER);
  const session = createArcherSession(options, address);
  const parts: ArcherParts = { options, address, session, metadata: createArcherMetadata(options, session) };
  return {
    name: 'archer',
    host: address.host,
    tracksWorkflow: false,
    check: (signal) => checkArcher(parts, signal),
    lookUp: (key, signal) => recordByKey(parts, key, signal),
    create: (filing, signal) => createRecord(parts, filing, signal),
    read: (ids, signal) => readRecords(parts, ids, signal),
    setStatus: async (id, status, signal) => {
      if (!isContentId(id)) throw noSuchRecord(id);
      await setRecordStatus(parts, id, status, signal);
    },
    close: () => session.close(),
  };
}

async function readRecords(
  parts: ArcherParts,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, PlatformRecord>> {
  const waiting = [...new Set(ids.filter(isContentId))];
  const found = new Map<string, PlatformRecord>();
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const contents = await contentsOf(parts, id, signal);
      const record = contents === undefined ? undefined : await recordOf(parts, id, contents, signal);
      if (record !== undefined && record.key !== '') found.set(id, record);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}
