import type { DocumentKind } from './document-kind.ts';
import type { DocumentNote } from './document-notes.ts';

/** A row of a table, with what stands above each cell. */
export interface TableRow {
  /** One for each cell, empty where the table has none. */
  readonly headers: readonly string[];
  readonly cells: readonly string[];
}

/** What a document says in one place: a sentence, an item of a list, or a row of a table. */
export interface Statement {
  /** `s1`, `s2`, … in reading order: the same text gets the same ids, in whatever kind of file it comes. */
  readonly id: string;
  /** The headings above it, outermost first, as printed ("3. Incidents", "3.2 Reporting"). */
  readonly section: readonly string[];
  readonly text: string;
  /** What opens the list that it is an item of: "The officer must:". An item often says nothing without it. */
  readonly leadIn?: string;
  /** Where the pages are known: counted from 1. */
  readonly page?: number;
  readonly row?: TableRow;
}

/** What a file says of its document beside the text, under a name: Markdown's front matter does. */
export interface AboutDocument {
  /** As written: `owner`, `effective_date`. */
  readonly name: string;
  readonly value: string;
}

/** A document that a person sent, read: its words, and what of it was not read. */
export interface Document {
  /** The file's name as people are told it: whoever made the file chose it. */
  readonly name: string;
  /** By content, whatever the name says. */
  readonly kind: DocumentKind;
  /** SHA-256 of the file, 64 hexadecimal digits. */
  readonly sha256: string;
  /** Size of the file. */
  readonly bytes: number;
  readonly title?: string;
  /** Absent where the file says nothing, and in a document that was kept for a conversation. */
  readonly about?: readonly AboutDocument[];
  readonly statements: readonly Statement[];
  /** What people must know of how it was read; `noteText` puts them into words. */
  readonly notes: readonly DocumentNote[];
}

/** How a statement is cited: `policy:<document id>#<statement id>`. */
export function statementCitation(document: string, statement: string): string {
  return `policy:${document}#${statement}`;
}
