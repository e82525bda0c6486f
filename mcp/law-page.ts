import type { CallContext } from '../src/core/call-context.ts';
import { provisionId } from '../src/regulations/place.ts';
import type { BoundCatalog } from '../src/tools/catalog.ts';
import { contentsPage, provisionPage } from './provision-page.ts';
import type { RegulationUri } from './regulation-uri.ts';

/** A provision, or an act's contents, as a page. */
export async function pageOf(
  tools: Pick<BoundCatalog, 'list_provisions' | 'get_provision'>,
  { act, place, asOf }: RegulationUri,
  context: CallContext,
): Promise<string> {
  const day = asOf === undefined ? {} : { asOf };
  if (place === undefined) {
    const { output } = await tools.list_provisions.call({ act, ...day }, context);
    return contentsPage(output, asOf);
  }
  const { output } = await tools.get_provision.call({ provision: provisionId(act, place), ...day }, context);
  return output.provisions.map((provision) => provisionPage(provision, asOf)).join('\n');
}
