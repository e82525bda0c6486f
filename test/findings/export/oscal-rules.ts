import type { ExportKind } from '../../../src/findings/export/export-findings.ts';

/**
 * What NIST's schemas of OSCAL 1.1 ask of the members that are written here, by our own reading: which an object must
 * have, which it may have beside them, and what their texts look like. It is less than the schemas say, and always at hand.
 */
interface Members {
  readonly must: readonly string[];
  readonly may: readonly string[];
}

const members = (must: string, may = ''): Members => ({
  must: must.split(' ').filter((each) => each !== ''),
  may: may.split(' ').filter((each) => each !== ''),
});

/** By the member that holds the object, or the list of them. */
const OBJECTS: Readonly<Record<string, Members>> = {
  'assessment-results': members('uuid metadata import-ap results', 'local-definitions back-matter'),
  'plan-of-action-and-milestones': members(
    'uuid metadata poam-items',
    'import-ssp system-id local-definitions observations risks findings back-matter',
  ),
  metadata: members(
    'title last-modified version oscal-version',
    'published revisions document-ids props links roles locations parties responsible-parties actions remarks',
  ),
  roles: members('id title', 'short-name description props links remarks'),
  parties: members('uuid type', 'name short-name props links remarks'),
  'responsible-parties': members('role-id party-uuids', 'props links remarks'),
  'import-ap': members('href', 'remarks'),
  'import-ssp': members('href', 'remarks'),
  'system-id': members('id', 'identifier-type'),
  results: members(
    'uuid title description start reviewed-controls',
    'end props links local-definitions attestations assessment-log observations risks findings remarks',
  ),
  'reviewed-controls': members('control-selections', 'description props links control-objective-selections remarks'),
  'control-selections': members('', 'description props links include-all include-controls exclude-controls remarks'),
  'include-controls': members('control-id', 'statement-ids'),
  observations: members(
    'uuid description methods collected',
    'title props links types origins subjects relevant-evidence expires remarks',
  ),
  subjects: members('subject-uuid type', 'title props links remarks'),
  'relevant-evidence': members('description', 'href props links remarks'),
  origins: members('actors', 'related-tasks'),
  origin: members('actors', 'related-tasks'),
  actors: members('type actor-uuid', 'role-id props links'),
  risks: members(
    'uuid title description statement status',
    'props links origins threat-ids characterizations mitigating-factors deadline remediations risk-log related-observations',
  ),
  characterizations: members('origin facets', 'props links'),
  facets: members('name system value', 'props links remarks'),
  remediations: members('uuid lifecycle title description', 'props links origins required-assets tasks remarks'),
  tasks: members(
    'uuid type title',
    'description props links timing dependencies tasks associated-activities subjects responsible-roles remarks',
  ),
  timing: members('', 'on-date within-date-range at-frequency'),
  'on-date': members('date'),
  'within-date-range': members('start end'),
  dependencies: members('task-uuid', 'remarks'),
  findings: members(
    'uuid title description target',
    'props links origins implementation-statement-uuid related-observations related-risks remarks',
  ),
  target: members('type target-id status', 'title description props links implementation-status remarks'),
  status: members('state', 'reason remarks'),
  'poam-items': members(
    'title description',
    'uuid props links origins related-findings related-observations related-risks remarks',
  ),
  'related-findings': members('finding-uuid'),
  'related-observations': members('observation-uuid'),
  'related-risks': members('risk-uuid'),
  props: members('name value', 'uuid ns class group remarks'),
  links: members('href', 'rel media-type resource-fragment text'),
  'back-matter': members('', 'resources'),
  resources: members('uuid', 'title description props document-ids citation rlinks base64 remarks'),
  citation: members('text', 'props links'),
  rlinks: members('href', 'media-type hashes'),
  base64: members('value', 'filename media-type'),
};

const LINE = /^\S(.*\S)?$/u;
const TOKEN = /^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$/u;
const UUID = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[45][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
/** RFC 3986: what may stand in a URI, and `%` before two hexadecimal digits alone. */
const URI_SIGNS = /^([A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
const URI = /^[a-zA-Z][a-zA-Z0-9+\-.]+:.+$/;

/** Texts by the members that hold them; those that are not named are words for people. */
const TEXTS: Readonly<Record<string, readonly RegExp[]>> = {
  ...all('uuid actor-uuid subject-uuid task-uuid finding-uuid observation-uuid risk-uuid party-uuids', UUID),
  ...all('name role-id control-id target-id rel lifecycle filename', TOKEN),
  ...all('start end date deadline collected last-modified', TIME),
  ...all('value title text version oscal-version media-type', LINE),
  // A party is called as it is called.
  'parties/name': [LINE],
  href: [URI_SIGNS],
  ns: [URI, URI_SIGNS],
  system: [URI, URI_SIGNS],
};

function all(names: string, pattern: RegExp): Readonly<Record<string, readonly RegExp[]>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, [pattern]]));
}

/** Signs that no text of a document holds, since its XML form could not: of XML 1.0, and half of a pair. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** What of a document is against these rules, each with its place. */
export function brokenRules(document: unknown, kind: ExportKind): readonly string[] {
  const broken: string[] = [];
  const uuids = new Set<string>();
  const meant: { readonly at: string; readonly uuid: string }[] = [];
  const text = (at: string, member: string, said: string, holder: string): void => {
    for (const pattern of TEXTS[`${holder}/${member}`] ?? TEXTS[member] ?? [/\S/])
      if (!pattern.test(said)) broken.push(`${at} is "${said}"`);
    if (FORBIDDEN.test(said)) broken.push(`${at} holds what no text can`);
    if (member === 'uuid') {
      if (uuids.has(said)) broken.push(`${at} is not the only one that is ${said}`);
      uuids.add(said);
    } else if (TEXTS[member]?.includes(UUID)) meant.push({ at, uuid: said });
    else if (member === 'href' && said.startsWith('#')) meant.push({ at, uuid: said.slice(1) });
  };
  const object = (value: object, at: string, member: string): void => {
    const rules = OBJECTS[member];
    if (rules === undefined) broken.push(`${at} is an object that nobody knows`);
    for (const name of rules?.must ?? []) if (!Object.hasOwn(value, name)) broken.push(`${at} has no ${name}`);
    for (const [name, each] of Object.entries(value)) {
      if (rules?.must.includes(name) === false && !rules.may.includes(name)) broken.push(`${at} has ${name}`);
      look(each, `${at}/${name}`, name, member);
    }
  };
  const look = (value: unknown, at: string, member: string, holder: string): void => {
    if (typeof value === 'string') text(at, member, value, holder);
    else if (Array.isArray(value)) {
      if (value.length === 0) broken.push(`${at} is an empty list`);
      for (const [index, each] of value.entries()) look(each, `${at}/${index}`, member, holder);
    } else if (typeof value === 'object' && value !== null) object(value, at, member);
    else broken.push(`${at} is ${value}`);
  };
  const [root, ...others] = Object.keys(document as object);
  if (root !== kind || others.length > 0) broken.push(`the document is of the kind ${root}`);
  look((document as Readonly<Record<string, unknown>>)[kind], '', kind, '');
  for (const { at, uuid } of meant) if (!uuids.has(uuid)) broken.push(`${at} means ${uuid}, which is not there`);
  return broken;
}
