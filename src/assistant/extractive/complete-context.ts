import type { LawView } from '../../regulations/law-view.ts';
import { parentPlace, provisionId, topPlace } from '../../regulations/place.ts';
import type { Place, ProvisionNode } from '../../regulations/provision.ts';
import type { ProvisionTree } from '../../regulations/provision-tree.ts';
import { isLeadIn, type Statement, statementsOf } from './statements.ts';

/** Characters up to which an article is shown whole: the one that answers best, and another one. */
const SHORT_ARTICLE = { best: 1_800, other: 1_000 } as const;
/** Characters up to which the paragraph around a sentence is shown whole: exceptions stand in its next sentence. */
const SHORT_PARAGRAPH = 900;
/** The same for the sentences of one block. */
const SHORT_BLOCK = 700;
/** Characters up to which a list is shown whole. */
const SHORT_LIST = 1_500;
/** The same for a list of conditions, all of which must be read. */
const SHORT_CONDITIONS = 5_000;

const CONDITIONS =
  /\b(?:all|both|each)\b[^:]*\bfollowing\b|\bfollowing (?:cumulative )?(?:conditions|requirements|criteria)\b|conditions? (?:is|are) (?:met|fulfilled|satisfied)|cumulative|siguientes (?:condiciones|requisitos|criterios)|(?:condiciones|requisitos|criterios) siguientes|todas? (?:ellas|ellos|las|los) siguientes/i;
const DEFINITIONS = /definitions|definiciones|se entender[áa]|means?:?$/i;
const DEFINITION = /[’”»'"]\s*(?:\([^)]*\)\s*)?(?:means|shall mean)\b/;

export interface CompletedContext {
  readonly statements: readonly Statement[];
  /** Lists of which only some points are shown, in words. */
  readonly notes: readonly string[];
}

/**
 * Adds what belongs to the sentences chosen: the rest of a short paragraph, and the other points of a list. A rule without
 * its exception, one of two cumulative conditions, or two of three deadlines would be a false picture of the law. What is
 * long stays cut, and the answer says so.
 */
export function completeContext(view: LawView, picked: readonly Statement[]): CompletedContext {
  const chosen = withParagraphs(view, picked);
  const statements = [...chosen];
  const seen = new Set(chosen.map(keyOf));
  const notes = new Set<string>();
  for (const statement of chosen) {
    // Each definition stands for itself.
    if (DEFINITION.test(statement.sentence)) continue;
    const tree = view.tree(statement.version);
    for (const list of listsOf(statement.node, tree)) {
      const all = list.items
        .flatMap(({ place }) => statementsOf(statement.version, tree, place))
        .filter((each) => !isLeadIn(each, tree));
      if (DEFINITIONS.test(list.lead)) continue;
      const missing = all.filter((each) => !seen.has(keyOf(each)));
      if (missing.length === 0) continue;
      const size = all.reduce((sum, { sentence }) => sum + sentence.length, 0);
      if (size <= (CONDITIONS.test(list.lead) ? SHORT_CONDITIONS : SHORT_LIST)) {
        for (const each of missing) seen.add(keyOf(each));
        statements.push(...missing);
      } else {
        notes.add(
          `Of the list in ${view.label(statement.version, list.home)} only the points that fit best are shown; the whole: compliance show "${provisionId(statement.version.act, list.home)}".`,
        );
        break;
      }
    }
  }
  return { statements, notes: [...notes] };
}

function withParagraphs(view: LawView, picked: readonly Statement[]): readonly Statement[] {
  const all = new Map(picked.map((statement) => [keyOf(statement), statement]));
  const best = topPlace(picked[0]?.node.place ?? '');
  for (const { version, node, sentence } of picked) {
    // A definition and each statement of a digest stand for themselves.
    if (DEFINITION.test(sentence) || version.source === 'digest') continue;
    const tree = view.tree(version);
    const top = topPlace(node.place);
    const whole = tree.wholeText(top).length <= (top === best ? SHORT_ARTICLE.best : SHORT_ARTICLE.other);
    const paragraph = whole ? top : paragraphOf(node.place);
    const short = whole || tree.wholeText(paragraph).length <= SHORT_PARAGRAPH;
    const place = short ? paragraph : node.place;
    if (!short && node.text.length > SHORT_BLOCK) continue;
    for (const each of statementsOf(version, tree, place))
      if ((short || each.node.place === node.place) && !isLeadIn(each, tree)) all.set(keyOf(each), each);
  }
  return [...all.values()];
}

/** The numbered paragraph that a place stands in, or its article. */
function paragraphOf(place: Place): Place {
  const [top = place, second] = place.split('/');
  return second?.startsWith('par_') ? `${top}/${second}` : top;
}

function keyOf({ version, node, sentence }: Statement): string {
  return `${version.key}#${node.place}|${sentence}`;
}

interface List {
  readonly items: readonly ProvisionNode[];
  readonly lead: string;
  /** The provision that holds the list. */
  readonly home: Place;
}

/** The lists that a point stands in: its own, and those around it whose points are conditions. */
function listsOf(node: ProvisionNode, tree: ProvisionTree): readonly List[] {
  const leads = [...tree.leadIns(node.place)].reverse();
  if (leads.length === 0) return sisters(node, tree);
  return leads
    .map((lead) => ({ lead: lead.text, items: tree.introducedBy(lead.place), home: homeOf(lead.place) }))
    .filter(({ lead }, depth) => depth === 0 || CONDITIONS.test(lead));
}

/** The points of a digest stand beside each other without a lead-in. */
function sisters(node: ProvisionNode, tree: ProvisionTree): readonly List[] {
  const parent = parentPlace(node.place);
  if (parent === undefined || !/\/pnt_[^/]+$/.test(node.place)) return [];
  return [{ lead: '', items: tree.children(parent).filter(({ place }) => /\/pnt_[^/]+$/.test(place)), home: parent }];
}

/** A list that a subparagraph opens is shown with its paragraph. */
function homeOf(lead: Place): Place {
  return lead.replace(/\/sub_[^/]+$/, '');
}
