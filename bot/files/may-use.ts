import { recordedAs } from '../../src/audit/audit.ts';
import { type Permission, requirePermission } from '../../src/core/permissions.ts';
import type { Admission } from '../admission.ts';
import type { DoorParts } from '../door-parts.ts';

/**
 * Lets on whoever may; who may not is recorded.
 *
 * @throws AppError `not_permitted`
 */
export function requireRecorded(
  { context }: Admission,
  needed: Permission,
  what: string,
  { audit }: Pick<DoorParts, 'audit'>,
): void {
  try {
    requirePermission(context.user, needed, what);
  } catch (error) {
    audit.record({ type: 'refusal', body: { what, needs: needed } }, recordedAs(context));
    throw error;
  }
}
