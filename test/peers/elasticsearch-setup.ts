import type { TestProject } from 'vitest/node';
import { startElasticsearch } from './elasticsearch-peer.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the tests' Elasticsearch answers; empty where there is none. */
    elasticsearch: string;
  }
}

/** One server for all test files that need it. Where it must be there (`ELASTICSEARCH_REQUIRED=1`), its absence is a failure. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const peer = await startElasticsearch();
  if ('missing' in peer) {
    if (process.env['ELASTICSEARCH_REQUIRED'] === '1') throw new Error(`${peer.missing}, and it is required here.`);
    process.stderr.write(
      `\nThe tests against a real Elasticsearch are skipped: ${peer.missing}. They need a JDK 21 or later and Maven, or ELASTICSEARCH_URL.\n\n`,
    );
    project.provide('elasticsearch', '');
    return async () => {};
  }
  project.provide('elasticsearch', peer.url);
  return () => peer.stop();
}
