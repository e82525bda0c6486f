import type { z } from 'zod';
import type { askComplianceTool } from '../src/tools/ask-compliance.ts';
import { versionLine } from './provision-page.ts';

type Given = z.output<(typeof askComplianceTool)['output']>;
type Citation = Given['answer'][number]['citations'][number];

/**
 * An answer as a person reads it: its sentences with numbers, then what each number stands for, word for word, and
 * where it is found. All that the structured form holds is in it, so that a host that shows one of the two shows all.
 */
export function answerText(given: Given): string {
  const sources: Citation[] = [];
  const sentences = given.answer.map(({ text, citations, role }) => {
    const marks = citations.map((citation) => `[${numberOf(citation, sources)}]`).join('');
    return `${role === undefined ? '' : `(${role}) `}${text}${marks === '' ? '' : ` ${marks}`}`;
  });
  return [
    ...(sentences.length === 0 ? NOTHING[given.status] : sentences),
    ...(sources.length === 0 ? [] : ['', 'Sources:', ...sources.map(sourceLines)]),
    ...(sentences.length === 0 && given.status === 'answered' ? [] : ['']),
    ...given.notes.map((note) => `Note: ${note}`),
    searchedLine(given.searched),
    `Receipt: ${given.receipt}; conversation: ${given.conversation}. Status: ${given.status}.`,
    given.model === undefined
      ? withoutModel(sources)
      : `Formulated by ${given.model.name} (deployment ${given.model.deployment} at ${given.model.host}, prompts ${given.model.promptVersion}, ${given.model.prompt}); each sentence was held against the passages it cites.`,
  ].join('\n');
}

/** What stands where no sentence does; of the desk and its library the notes alone tell. */
const NOTHING: Readonly<Record<Given['status'], readonly string[]>> = {
  answered: [],
  not_found: ['Not found: the law that is held does not answer it.'],
  refused: ['Refused.'],
};

/** Whose words the sentences are: those of a digest are ours, and nobody may take them for the law's. */
function withoutModel(sources: readonly Citation[]): string {
  const digests = sources.filter(({ version }) => version.source === 'digest').length;
  if (sources.length === 0) return 'No model took part.';
  if (digests === 0) return "No model took part: these are the law's own words.";
  return digests === sources.length
    ? "No model took part. These are the words of a digest, not the law's own."
    : "No model took part. What cites an official text is the law's own words; what cites a digest is not.";
}

function numberOf(citation: Citation, sources: Citation[]): number {
  const known = sources.findIndex(
    ({ id, quote, version }) =>
      id === citation.id && quote === citation.quote && version.date === citation.version.date,
  );
  if (known >= 0) return known + 1;
  sources.push(citation);
  return sources.length;
}

function sourceLines({ label, id, url, quote, version }: Citation, index: number): string {
  return `[${index + 1}] ${label} (${id}; ${versionLine(version)}; ${url})\n    “${quote}”`;
}

function searchedLine({ acts, terms }: Given['searched']): string {
  const looked = acts.length === 0 ? 'no act' : acts.join(', ');
  return `Searched: ${looked}${terms.length === 0 ? '' : `; for: ${terms.join(', ')}`}.`;
}
