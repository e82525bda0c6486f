import { hash } from 'node:crypto';
import { canonicalJson } from '../../core/canonical-json.ts';

/** Of the names that UUIDs are made of here; drawn once (RFC 9562 section 6.5: any UUID can be such a name space). */
const NAME_SPACE = '5c4ac12f-3861-46dd-878c-160ccd4b9256';

/**
 * A UUID that is made of a name (RFC 9562 section 5.5, version 5): the same name has the same one for ever, so that a
 * finding is the same thing in each file that tells of it.
 *
 * @param name its parts; no two names run into one another
 */
export function nameUuid(...name: readonly string[]): string {
  const space = Buffer.from(NAME_SPACE.replaceAll('-', ''), 'hex');
  const digest = Buffer.from(hash('sha1', Buffer.concat([space, Buffer.from(canonicalJson(name))]), 'hex'), 'hex');
  const bytes = digest.subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const digits = bytes.toString('hex');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}
