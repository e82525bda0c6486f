import { readSecret } from './compose.ts';
import { hostOf, openPlatform } from './compose-grc.ts';
import type { Config } from './config.ts';
import { eyesOf, findingsConfig, refuseUnknownTenants } from './config-findings.ts';
import type { GrcPlatformName } from './findings/filing/finding-filing.ts';

/** A GRC platform as a tenant has it set up, told without a secret. */
export interface PlatformSetUp {
  readonly tenant: string;
  readonly platform: GrcPlatformName;
  readonly host: string;
  readonly eyes: 1 | 2;
  /** Whether it may tell of states by itself. */
  readonly webhook: boolean;
}

/**
 * The platforms that are set up; none without COMPLIANCE_GRC. All settings are held against what the adapters take, and
 * nothing is asked of a platform.
 *
 * @throws AppError `misconfigured` naming the tenant and what is wrong
 */
export async function platformsSetUp({ grc, entra }: Pick<Config, 'grc' | 'entra'>): Promise<readonly PlatformSetUp[]> {
  if (grc === undefined) return [];
  const tenants = findingsConfig(readSecret(grc), readSecret);
  refuseUnknownTenants(tenants.keys(), entra?.tenants ?? []);
  const found: PlatformSetUp[] = [];
  for (const [tenant, own] of tenants) {
    const { platform } = await openPlatform(tenant, own);
    await platform.close();
    const webhook = own.handling.webhook !== undefined;
    found.push({ tenant, platform: own.platform, host: hostOf(tenant, own), eyes: eyesOf(tenant, own), webhook });
  }
  return found;
}
