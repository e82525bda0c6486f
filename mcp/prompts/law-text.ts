import type { CallContext } from '../../src/core/call-context.ts';
import { parsePlace, provisionId } from '../../src/regulations/place.ts';
import { contentsPage, provisionPage } from '../provision-page.ts';
import { type RegulationUri, writeRegulationUri } from '../regulation-uri.ts';
import type { PreparedMessage, PromptDeps } from './prompt.ts';

/**
 * A text of law as a message, with its address: a provision, or the contents of an act. A place may be written as it is
 * stored or as people say it, "Article 19(4)".
 *
 * @throws AppError as the tool that reads it
 */
export async function lawText(
  { tools }: Pick<PromptDeps, 'tools'>,
  { act, place, asOf }: RegulationUri,
  context: CallContext,
): Promise<PreparedMessage> {
  const day = asOf === undefined ? {} : { asOf };
  if (place === undefined) {
    const { output } = await tools.list_provisions.call({ act, ...day }, context);
    return resource({ act, ...day }, contentsPage(output, asOf));
  }
  const provision = parsePlace(place) === undefined ? `${place} ${act}` : provisionId(act, place);
  const { output } = await tools.get_provision.call({ provision, ...day }, context);
  const [first] = output.provisions;
  const pages = output.provisions.map((each) => provisionPage(each, asOf));
  return resource({ act, place: first?.place ?? place, ...day }, pages.join('\n'));
}

function resource(named: RegulationUri, text: string): PreparedMessage {
  const uri = writeRegulationUri(named);
  return { role: 'user', content: { type: 'resource', resource: { uri, mimeType: 'text/markdown', text } } };
}
