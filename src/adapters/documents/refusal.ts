import { AppError } from '../../core/errors.ts';

export const SEND_INSTEAD =
  'Send the policy as a PDF with text, as Word (DOCX), as a web page (HTML), as Markdown or as plain text.';

/** Ends the reading of a document: what is wrong with it, and what the person can do. */
export type Refuse = (why: string, remedy?: string, cause?: unknown) => never;

/** @param name the file's name, cleaned for display */
export function refuser(name: string): Refuse {
  return (why, remedy = SEND_INSTEAD, cause) => {
    throw new AppError('invalid_input', `${name} ${why}. ${remedy}`, cause === undefined ? {} : { cause });
  };
}
