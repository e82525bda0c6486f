import { outputSchemaOf, schemaOf } from '../../mcp/tool-schemas.ts';
import { CATALOG } from '../../src/tools/catalog.ts';
import type { ListedTool } from '../tools/schema-lint.ts';

type Emitted = Readonly<Record<string, unknown>>;

export interface EmittedTool extends ListedTool {
  readonly name: keyof typeof CATALOG;
  readonly inputSchema: Emitted;
  readonly outputSchema: Emitted;
}

/** The catalogue as `tools/list` tells hosts of it. */
export function emittedTools(): readonly EmittedTool[] {
  return (Object.keys(CATALOG) as EmittedTool['name'][]).map((name) => {
    const { description, input, output } = CATALOG[name];
    return { name, description, inputSchema: schemaOf(input, 'input'), outputSchema: outputSchemaOf(output) };
  });
}
