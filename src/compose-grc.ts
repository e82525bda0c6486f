import type { z } from 'zod';
import { issueOf, type TenantFindings } from './config-findings.ts';
import { AppError } from './core/errors.ts';
import type { StateMapping } from './findings/filing/field-mapping.ts';
import type { GrcPlatform } from './findings/filing/grc-platform.ts';
import { platformAddress } from './findings/filing/platform-address.ts';

/**
 * The host that a tenant's findings go to, told without its adapter.
 *
 * @throws AppError `misconfigured` for an address that cannot be used
 */
export function hostOf(tenant: string, { platform, own }: TenantFindings): string {
  const { url } = own;
  if (typeof url !== 'string') throw wrong(tenant, 'url: expected the address of the platform');
  return platformAddress(url, platform).host;
}

/** A platform, with what its words for a record's state mean as the settings have them. */
export interface OpenedPlatform {
  readonly platform: GrcPlatform;
  readonly states: StateMapping;
}

/**
 * A tenant's platform. Each vendor's adapter is loaded where it is used alone.
 *
 * @throws AppError `misconfigured` naming what is wrong in its settings
 */
export async function openPlatform(tenant: string, { platform, own }: TenantFindings): Promise<OpenedPlatform> {
  switch (platform) {
    case 'servicenow': {
      const [{ createServiceNowPlatform }, { ServiceNowSettings }] = await Promise.all([
        import('./adapters/servicenow/servicenow-platform.ts'),
        import('./adapters/servicenow/servicenow-settings.ts'),
      ]);
      const settings = read(tenant, ServiceNowSettings, own);
      return { platform: createServiceNowPlatform(settings), states: settings.states };
    }
    case 'archer': {
      const [{ createArcherPlatform }, { ArcherSettings }] = await Promise.all([
        import('./adapters/archer/archer-platform.ts'),
        import('./adapters/archer/archer-settings.ts'),
      ]);
      const settings = read(tenant, ArcherSettings, own);
      return { platform: createArcherPlatform(settings), states: settings.states };
    }
    case 'sai360': {
      const [{ createSai360Platform }, { Sai360Settings }] = await Promise.all([
        import('./adapters/sai360/sai360-platform.ts'),
        import('./adapters/sai360/sai360-settings.ts'),
      ]);
      const settings = read(tenant, Sai360Settings, own);
      return { platform: createSai360Platform(settings), states: settings.states };
    }
    case 'metricstream': {
      const [{ createMetricStreamPlatform }, { MetricStreamSettings }] = await Promise.all([
        import('./adapters/metricstream/metricstream-platform.ts'),
        import('./adapters/metricstream/metricstream-settings.ts'),
      ]);
      const settings = read(tenant, MetricStreamSettings, own);
      return { platform: createMetricStreamPlatform({ settings }), states: settings.states };
    }
    case 'generic': {
      const [{ createGenericGrcPlatform }, { GenericGrcSettings }] = await Promise.all([
        import('./adapters/generic-grc/generic-grc-platform.ts'),
        import('./adapters/generic-grc/generic-grc-settings.ts'),
      ]);
      const settings = read(tenant, GenericGrcSettings, own);
      return { platform: createGenericGrcPlatform({ settings }), states: settings.states };
    }
  }
}

function read<S extends z.ZodType>(tenant: string, form: S, own: TenantFindings['own']): z.output<S> {
  const parsed = form.safeParse(own);
  if (parsed.success) return parsed.data;
  throw wrong(tenant, issueOf(parsed.error));
}

function wrong(tenant: string, why: string): AppError {
  return new AppError('misconfigured', `The setting COMPLIANCE_GRC is wrong: ${tenant}: ${why}.`);
}
