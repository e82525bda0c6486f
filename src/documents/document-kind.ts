/** The kinds of documents that are read. */
export type DocumentKind = 'pdf' | 'docx' | 'markdown' | 'text';
