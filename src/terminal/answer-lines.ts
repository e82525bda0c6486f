import type { z } from 'zod';
import type { AnswerSentence, Citation } from '../assistant/answer.ts';
import type { askComplianceTool } from '../tools/ask-compliance.ts';
import { type Style, wrapText } from './output.ts';

/** An answer as the tool gives it. */
export type Asked = z.output<typeof askComplianceTool.output>;

type Sentence = Pick<AnswerSentence, 'text'> & {
  readonly role?: AnswerSentence['role'] | undefined;
  readonly citations: readonly Pick<Citation, 'id' | 'label' | 'url' | 'version' | 'quote'>[];
};

/** Writes an answer for people, sentence by sentence as it comes, then what it rests on. */
export interface AnswerLines {
  /** A sentence with the numbers of its citations. */
  sentence(sentence: Sentence): string;
  /** All that follows the sentences: citations, notes, the receipt. */
  end(answer: Asked): string;
}

/** @param width of the longest line */
export function answerLines(style: Style, width: number): AnswerLines {
  const cited: Sentence['citations'][number][] = [];
  const quotes = new Map<number, Set<string>>();
  let brought = false;
  const number = (citation: Sentence['citations'][number]): number => {
    const version = ({ id, version: { date, source } }: typeof citation): string => `${id} ${date} ${source}`;
    const at = cited.findIndex((each) => version(each) === version(citation));
    const found = at >= 0 ? at + 1 : cited.push(citation);
    quotes.set(found, (quotes.get(found) ?? new Set()).add(citation.quote));
    return found;
  };
  return {
    sentence: ({ text, citations, role }) => {
      const marks = [...new Set(citations.map((each) => `[${number(each)}]`))].join('');
      const lines = [wrapText(`${text} ${style.accent(marks)}`, width), ''];
      if (role === undefined || brought) return lines.join('\n');
      brought = true;
      return [style.dim('Terms and conditions that it refers to:'), '', ...lines].join('\n');
    },
    end: ({ status, notes, receipt, conversation, model }) => {
      const lines = cited.flatMap(({ label, url, version }, at) => {
        const source = version.source === 'digest' ? style.warn(' digest, not the official text') : '';
        return [
          `${style.accent(`[${at + 1}]`)} ${style.bold(label)}  ${style.dim(`version ${version.date}`)}${source}`,
          // Where a model put it into words of its own, the law's stand beside them.
          ...(model === undefined
            ? []
            : [...(quotes.get(at + 1) ?? [])].map((quote) => wrapText(`“${quote}”`, width, '    '))),
          `    ${style.dim(url)}`,
        ];
      });
      const formulated = model === undefined ? '' : ` · formulated by ${model.name}`;
      return [
        ...(status === 'not_found' ? [style.bold('Not found.')] : []),
        ...(model === undefined || cited.length === 0 ? [] : [wrapText(whoseWords(model.name), width), '']),
        ...lines,
        ...(notes.length === 0 ? [] : ['', ...notes.map((note) => wrapText(`· ${note}`, width))]),
        '',
        style.dim(`receipt ${receipt} · conversation ${conversation}${formulated}`),
      ].join('\n');
    },
  };
}

/** A model's sentences must not be taken for the law's. */
function whoseWords(model: string): string {
  return `These are the words of the model ${model}, not the law's. Below each number stand the law's own, as they are stored.`;
}
