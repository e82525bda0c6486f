import { specTypeSchemas } from '@modelcontextprotocol/server';
import { idOf, type Message } from './http/read-message.ts';

/** Methods of which each call is a row of the audit, with the protocol's form of their messages. */
const RECORDED = {
  'tools/call': 'CallToolRequest',
  'resources/read': 'ReadResourceRequest',
  'prompts/get': 'GetPromptRequest',
} as const;

/** The method of a message whose call is to be on record. */
export function recordedMethod({ method }: Message): keyof typeof RECORDED | undefined {
  return Object.keys(RECORDED).find((each) => each === method) as keyof typeof RECORDED | undefined;
}

/** The method of a call that the protocol refuses for its form, before the desk sees it. */
export function misformed(message: Message): keyof typeof RECORDED | undefined {
  const method = recordedMethod(message);
  if (method === undefined) return undefined;
  const checked = specTypeSchemas[RECORDED[method]]['~standard'].validate(message);
  const good = !(checked instanceof Promise) && checked.issues === undefined && idOf(message) !== null;
  return good ? undefined : method;
}
