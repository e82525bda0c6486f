import type { DeskConfig } from '../../src/compose.ts';

/** The desk of a fault run: over the server that the run names for its processes, else over the embedded engine. */
export function faultConfig(folder: string): DeskConfig {
  const url = process.env['FAULTS_ELASTICSEARCH'];
  return { dataFolder: folder, ...(url === undefined ? {} : { elasticsearch: { url, prefix: 'faults' } }) };
}
