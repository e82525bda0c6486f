import type { Document } from '../../documents/document.ts';
import type { PolicyFacts } from './policy.ts';

/** What a document says of itself. Stands in for the reader of facts until that is merged. */
export function policyFacts({ title, name, statements }: Document): PolicyFacts {
  const version = statements.map(({ text }) => /^Version: (\S{1,20})$/.exec(text)?.[1]).find((found) => found);
  return {
    title: title ?? name.replace(/\.[a-z]{1,8}$/i, ''),
    ...(version === undefined ? {} : { version }),
    language: 'en',
  };
}
