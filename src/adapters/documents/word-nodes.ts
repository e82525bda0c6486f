import { LABEL_END, LABEL_START } from './docx-markup.ts';

/** A node of what Mammoth reads a document to, as far as it is used here. */
export interface WordNode {
  readonly type: string;
  readonly children: readonly WordNode[];
  readonly value: string;
  readonly styleId: string | undefined;
  /** The depth of its list, from 0; `undefined` where it is in none. */
  readonly listLevel: number | undefined;
  readonly isBold: boolean;
  readonly isHeader: boolean;
  readonly isChecked: boolean;
  readonly colSpan: number;
  readonly rowSpan: number;
  readonly note: string | undefined;
}

const MOST_SPANNED = 200;

/** Reads a node as it comes, believing nothing: the library's model is documented by its code alone. */
export function wordNode(raw: unknown): WordNode {
  const from = (typeof raw === 'object' && raw !== null ? raw : {}) as Readonly<Record<string, unknown>>;
  const text = (name: string): string | undefined =>
    typeof from[name] === 'string' ? (from[name] as string) : undefined;
  const span = (name: string): number => {
    const value = Number(from[name] ?? 1);
    return Number.isInteger(value) && value > 0 ? Math.min(value, MOST_SPANNED) : 1;
  };
  const numbering = from['numbering'] as { readonly level?: unknown } | null | undefined;
  const level = Number(numbering?.level);
  return {
    type: text('type') ?? '',
    children: Array.isArray(from['children']) ? from['children'].map(wordNode) : [],
    value: text('value') ?? '',
    styleId: text('styleId'),
    listLevel: numbering === null || numbering === undefined ? undefined : Number.isInteger(level) ? level : 0,
    isBold: from['isBold'] === true,
    isHeader: from['isHeader'] === true,
    isChecked: from['checked'] === true,
    colSpan: span('colSpan'),
    rowSpan: span('rowSpan'),
    note: from['type'] === 'noteReference' ? `${text('noteType') ?? ''}-${text('noteId') ?? ''}` : undefined,
  };
}

/** A paragraph's words, with the number that Word would print before them. */
export interface WordParagraph {
  readonly label: string;
  readonly text: string;
  /** True where every letter is bold. */
  readonly isBold: boolean;
  /** The notes that it refers to, by their keys. */
  readonly notes: readonly string[];
}

export function wordParagraph(node: WordNode): WordParagraph {
  const parts: string[] = [];
  const notes: string[] = [];
  let bold = 0;
  let plain = 0;
  const walk = (each: WordNode, isBold: boolean): void => {
    if (each.type === 'text') {
      parts.push(each.value);
      const says = /[\p{L}\p{N}]/u.test(each.value) && !each.value.startsWith(LABEL_START);
      if (says && isBold) bold += 1;
      else if (says) plain += 1;
    } else if (each.type === 'tab' || each.type === 'break') parts.push(' ');
    else if (each.type === 'checkbox') parts.push(each.isChecked ? '☒ ' : '☐ ');
    else if (each.note !== undefined) notes.push(each.note);
    for (const child of each.children) walk(child, isBold || each.isBold);
  };
  walk(node, false);
  const whole = parts.join('');
  const labelEnd = whole.startsWith(LABEL_START) ? whole.indexOf(LABEL_END) : -1;
  return {
    label: labelEnd < 0 ? '' : whole.slice(1, labelEnd),
    text: whole
      .slice(labelEnd + 1)
      .replace(/[\ue0f0\ue0f1]/g, '')
      .trim(),
    isBold: bold > 0 && plain === 0,
    notes,
  };
}
