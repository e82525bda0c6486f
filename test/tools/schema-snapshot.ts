import { z } from 'zod';
import type { CATALOG } from '../../src/tools/catalog.ts';

const WIDTH = 120;

/** What hosts are told of a tool, in the layout that the formatter keeps. */
export function schemaSnapshot(tool: (typeof CATALOG)[keyof typeof CATALOG]): string {
  const { name, title, description, access, input, output } = tool;
  const told = {
    name,
    title,
    description,
    access: { ...access },
    input: z.toJSONSchema(input, { io: 'input' }),
    output: z.toJSONSchema(output, { io: 'output' }),
  };
  return `${laidOut(told, '', 0)}\n`;
}

/** As `JSON.stringify` with two blanks, but for lists of plain values: they stay on their line where it has room. */
function laidOut(value: unknown, indent: string, before: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((each) => JSON.stringify(each)).join(', ')}]`;
    if (value.every((each) => typeof each !== 'object') && before + line.length < WIDTH) return line;
    return `[\n${value.map((each) => inner + laidOut(each, inner, inner.length)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => {
    const start = `${inner}${JSON.stringify(name)}: `;
    return start + laidOut(member, inner, start.length);
  });
  return `{\n${members.join(',\n')}\n${indent}}`;
}
