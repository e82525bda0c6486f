import { expect } from 'vitest';
import { readDocument } from '../../../src/adapters/documents/read-document.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Document } from '../../../src/documents/document.ts';
import { DOCUMENT_LIMITS, type DocumentLimits } from '../../../src/documents/document-reader.ts';

/** Reads in the thread of the test. */
export function read(bytes: Uint8Array, name = 'policy', limits: Partial<DocumentLimits> = {}): Promise<Document> {
  return readDocument(bytes, name, { ...DOCUMENT_LIMITS, ...limits });
}

/** The refusal's message; whatever else comes of reading fails the test. */
export async function refusal(
  bytes: Uint8Array,
  name = 'policy',
  limits: Partial<DocumentLimits> = {},
): Promise<string> {
  const outcome = await read(bytes, name, limits).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(AppError);
  const { code, message } = outcome as AppError;
  expect(code).toBe('invalid_input');
  expect(message.length).toBeLessThan(400);
  expect(message).toMatch(/\. \S.*\.$/);
  return message;
}

export function texts(document: Document): readonly string[] {
  return document.statements.map(({ text }) => text);
}
