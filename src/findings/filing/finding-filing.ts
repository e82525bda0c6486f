/** The GRC platforms that the desk files with. */
export const GRC_PLATFORMS = ['servicenow', 'archer', 'sai360', 'metricstream', 'generic'] as const;
export type GrcPlatformName = (typeof GRC_PLATFORMS)[number];

/** What became of a finding on its way to a platform. */
export interface FindingFiling {
  readonly platform: GrcPlatformName;
  /** Where it goes. */
  readonly host: string;
  /** Stands in a field of the platform's record: by it the record is found again. */
  readonly key: string;
  /** When it was put into the outbox, ISO 8601, UTC. */
  readonly since: string;
  /** The platform's record, once it is there. */
  readonly record?: FiledRecord;
  /** When the record was last read, ISO 8601, UTC. */
  readonly synced?: string;
  /** The platform's own word for the record's state, as last read. */
  readonly platformState?: string;
  /** Why it did not come through, in a sentence. */
  readonly why?: string;
}

export interface FiledRecord {
  /** The platform's own id: a sys_id, a content id. */
  readonly id: string;
  /** What people there call it: "ISS0010042". */
  readonly number: string;
  /** Where people open it; https, or http on this machine. */
  readonly url?: string;
  /** When the platform took it, as far as is known here; ISO 8601, UTC. */
  readonly at: string;
}
