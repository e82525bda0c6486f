/** The kinds of documents that are read. */
export const DOCUMENT_KINDS = ['pdf', 'docx', 'html', 'markdown', 'text'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
