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
    outputSchema: outputSchemaOf(tool.output),
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

/**
 * What a tool gives, without words on it: all tools are listed at once, next to everything else that an assistant reads, and
 * what a result holds it sees by the names there.
 */
export function outputSchemaOf(schema: z.ZodObject): Tool['inputSchema'] {
  return withoutWords(schemaOf(schema, 'output')) as Tool['inputSchema'];
}

/** A schema without descriptions; a field that is called so is no description. */
function withoutWords(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { description: _words, properties, items, ...rest } = schema;
  return {
    ...rest,
    ...(isMembers(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, field]) => [name, isMembers(field) ? withoutWords(field) : field]),
          ),
        }
      : {}),
    ...(isMembers(items) ? { items: withoutWords(items) } : {}),
  };
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
