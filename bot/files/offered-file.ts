import type { JsonObject } from '../../src/core/canonical-json.ts';
import type { Permission } from '../../src/core/permissions.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { Admission } from '../admission.ts';
import type { FileParts } from './file-parts.ts';

/** A kind of file that the desk offers to put into somebody's files: how it is made, recorded and told of. */
export interface OfferedFile<Asked> {
  /** What it takes to be given one. */
  readonly permission: Permission;
  /** What its rows say of it, beside how it ended: ids alone. */
  recorded(asked: Asked): JsonObject;
  readonly mediaType: (asked: Asked) => string;
  /** What Teams calls its type where it does not say so itself: `zip`. */
  readonly extension: (asked: Asked) => string;
  /** Makes it, once for its size, and again when it is handed over. @throws AppError */
  make(asked: Asked, who: Admission, parts: FileParts): Promise<Uint8Array>;
  /** It was put into their files, under that name; Markdown. */
  done(name: string, language: Language): string;
  declined(language: Language): string;
  /** Why it was not; Markdown. */
  failed(why: string, language: Language): string;
}
