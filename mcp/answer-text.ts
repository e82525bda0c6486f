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
    ...(sentences.length === 0 ? [NOTHING[given.status]] : sentences),
    ...(sources.length === 0 ? [] : ['', 'Sources:', ...sources.map(sourceLines)]),
    '',
    ...given.notes.map((note) => `Note: ${note}`),
    searchedLine(given.searched),
    `Receipt: ${given.receipt}; conversation: ${given.conversation}. Status: ${given.status}.`,
    given.model === undefined
      ? given.answer.length === 0
        ? 'No model took part.'
        : "No model took part: these are the law's own words."
      : `Formulated by ${given.model.name} (deployment ${given.model.deployment} at ${given.model.host}, prompts ${given.model.promptVersion}, ${given.model.prompt}); each sentence was held against the passages it cites.`,
  ].join('\n');
}

const NOTHING: Readonly<Record<Given['status'], string>> = {
  answered: '',
  not_found: 'Not found: the law that is held does not answer it.',
  refused: 'Refused.',
};

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
