import type { IndexedVersion, IndexFilter } from '../regulation-index.ts';

/** Whether a version's passages may be found under a filter. */
export function admits(version: IndexedVersion, filter: IndexFilter): boolean {
  const among = <T>(list: readonly T[] | undefined, value: T): boolean => list === undefined || list.includes(value);
  const holds =
    filter.asOf === undefined
      ? version.until === undefined
      : version.from <= filter.asOf && (version.until === undefined || filter.asOf < version.until);
  return (
    holds &&
    mayBeSeen(version, filter.tenant) &&
    among(filter.acts, version.act) &&
    among(filter.kinds, version.kind) &&
    among(filter.authorities, version.authority) &&
    among(filter.languages, version.language)
  );
}

/** Public law is seen by everybody, a tenant's text by that tenant. */
export function mayBeSeen(version: IndexedVersion, tenant: string | undefined): boolean {
  return version.tenant === undefined || version.tenant === tenant;
}

/** The order of the documents: by act, then by key. */
export function inOrder(versions: readonly IndexedVersion[]): readonly IndexedVersion[] {
  return [...versions].sort((a, b) => (a.act === b.act ? (a.key < b.key ? -1 : 1) : a.act < b.act ? -1 : 1));
}
