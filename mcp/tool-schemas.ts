import type { Tool } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { BoundTool } from '../src/tools/bind-tools.ts';

const listed = new WeakMap<BoundTool, Tool>();

/** A tool as `tools/list` has it; emitted from the very objects that its calls are checked with. */
export function listedTool(tool: BoundTool): Tool {
  const known = listed.get(tool);
  if (known !== undefined) return known;
  const { name, title, description, annotations } = tool;
  const made: Tool = {
    name,
    title,
    description,
    inputSchema: schemaOf(tool.input, 'input'),
    outputSchema: schemaOf(tool.output, 'output'),
    annotations: { ...annotations },
  };
  listed.set(tool, made);
  return made;
}

/** Without the name of the dialect: it is the one that the protocol takes for granted, and some hosts stumble over it. */
export function schemaOf(schema: z.ZodObject, io: 'input' | 'output'): Tool['inputSchema'] {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return { ...rest, type: 'object' } as Tool['inputSchema'];
}
