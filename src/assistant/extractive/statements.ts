import type { LawView } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import { officialUrl } from '../../regulations/mentions/official-url.ts';
import { isWithin, provisionId } from '../../regulations/place.ts';
import type { Place, ProvisionNode } from '../../regulations/provision.ts';
import type { ProvisionTree } from '../../regulations/provision-tree.ts';
import { sentencesOf } from '../../regulations/sentences.ts';
import type { AnswerSentence, Citation } from '../answer.ts';

/** A sentence of a provision that could be part of an answer. */
export interface Statement {
  readonly version: VersionSummary;
  readonly node: ProvisionNode;
  /** Position in the document, for reading order. */
  readonly position: number;
  /** Which sentence of its provision it is, from 0. */
  readonly index: number;
  /** Exactly as stored. */
  readonly sentence: string;
  /** What must be read before it: the lead-ins of a point, outermost first. */
  readonly leadIns: readonly ProvisionNode[];
}

/** All sentences of a provision and of what belongs to it, in reading order. */
export function statementsOf(version: VersionSummary, tree: ProvisionTree, place: Place): readonly Statement[] {
  const own = tree.within(place);
  const beside = tree.introducedBy(place).flatMap((point) => tree.within(point.place));
  const nodes = [...new Set([...own, ...beside])];
  return nodes.flatMap((node) =>
    sentencesOf(node.text).map(
      (sentence, index): Statement => ({
        version,
        node,
        position: tree.nodes.indexOf(node),
        index,
        sentence,
        leadIns: tree.leadIns(node.place),
      }),
    ),
  );
}

/** True for a sentence that only opens a list and says nothing without its points. */
export function isLeadIn({ node, sentence }: Statement, tree: ProvisionTree): boolean {
  return (
    /:$/.test(sentence.trim()) && (tree.introducedBy(node.place).length > 0 || tree.children(node.place).length > 0)
  );
}

export function citation(view: LawView, version: VersionSummary, place: Place, quote: string): Citation {
  return {
    id: provisionId(version.act, place),
    act: version.act,
    place,
    label: view.label(version, place),
    url: officialUrl(version, place),
    quote,
    version: { date: version.date, source: version.source },
  };
}

/**
 * Turns chosen statements into sentences of an answer, in the order given. Points of one list that follow each other
 * share their lead-in, which is quoted and cited once; a point is never shown without it.
 */
export function answerSentences(view: LawView, statements: readonly Statement[]): readonly AnswerSentence[] {
  const sentences: AnswerSentence[] = [];
  let group: Statement[] = [];
  const close = (): void => {
    if (group.length > 0) sentences.push(groupSentence(view, group, shown));
    group = [];
  };
  const shown = new Set(statements.map(({ version, node, index }) => `${version.key}#${node.place}|${index}`));
  for (const statement of statements) {
    const before = group.at(-1);
    const together =
      before &&
      statement.leadIns.length > 0 &&
      before.version.key === statement.version.key &&
      sameLeadIns(before, statement);
    if (!together) close();
    group.push(statement);
  }
  close();
  return sentences;
}

function sameLeadIns(a: Statement, b: Statement): boolean {
  return a.leadIns.length === b.leadIns.length && a.leadIns.every((node, at) => node.place === b.leadIns[at]?.place);
}

function groupSentence(view: LawView, group: readonly Statement[], all: ReadonlySet<string>): AnswerSentence {
  const [first] = group;
  if (first === undefined) throw new Error('a group of statements is never empty');
  const leads = first.leadIns.map((node) => ({ node, quote: lastSentence(node.text) }));
  const own = group.map((statement) => {
    const { node, sentence, index } = statement;
    return withGaps(
      statement,
      node.leadIn === undefined || index > 0 ? sentence : `${node.marker} ${sentence}`.trim(),
      all,
    );
  });
  const shown = withOmissions(view, group, own);
  const lead = leads.map(({ node, quote }) => (node.leadIn === undefined ? quote : `${node.marker} ${quote}`.trim()));
  return {
    text: [...lead, ...shown].join(' '),
    citations: [
      ...group.map(({ version, node, sentence }) => citation(view, version, node.place, sentence)),
      ...leads.map(({ node, quote }) => citation(view, first.version, node.place, quote)),
    ],
  };
}

/** Marks sentences of the same block that are left out in front or behind. */
function withGaps({ version, node, index }: Statement, text: string, shown: ReadonlySet<string>): string {
  const at = (other: number): boolean => shown.has(`${version.key}#${node.place}|${other}`);
  const count = sentencesOf(node.text).length;
  const first = ![...Array(index).keys()].some(at);
  return `${index > 0 && first ? '[…] ' : ''}${text}${index < count - 1 && !at(index + 1) ? ' […]' : ''}`;
}

/** Marks points of the list that are left out between those shown, before them or behind them. */
function withOmissions(view: LawView, group: readonly Statement[], texts: readonly string[]): readonly string[] {
  const [first] = group;
  const lead = first?.node.leadIn;
  if (first === undefined || lead === undefined) return texts;
  const items = view
    .tree(first.version)
    .introducedBy(lead)
    .map(({ place }) => place);
  let expected = 0;
  const shown = group.flatMap(({ node }, at) => {
    const position = items.findIndex((place) => isWithin(node.place, place));
    const omitted = position > expected;
    expected = Math.max(expected, position + 1);
    return omitted ? ['[…]', texts[at] ?? ''] : [texts[at] ?? ''];
  });
  return expected < items.length ? [...shown, '[…]'] : shown;
}

/** Of a lead-in of several sentences, the last one opens the list. */
function lastSentence(text: string): string {
  return sentencesOf(text).at(-1) ?? text;
}
