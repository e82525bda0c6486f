import type { CallContext } from '../../src/core/call-context.ts';
import { AppError } from '../../src/core/errors.ts';
import { parsePlace, provisionId } from '../../src/regulations/place.ts';
import { contentsPage, provisionPage } from '../provision-page.ts';
import { type RegulationUri, writeRegulationUri } from '../regulation-uri.ts';
import type { PreparedMessage, PromptDeps } from './prompt.ts';

/**
 * A text of law as a message, with its address: a provision, or the contents of an act. A place may be written as it is
 * stored or as people say it, "Article 19(4)".
 *
 * @throws AppError as the tool that reads it; `not_found` for a place of another act, `invalid_input` for several places:
 *   a message has one address, and nothing but what stands there
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
  // In people's words a place may name an act of its own, which is then not the one asked for.
  const asked =
    parsePlace(place) === undefined
      ? { provision: `${place} ${act}`, acts: [act] }
      : { provision: provisionId(act, place) };
  const { output } = await tools.get_provision.call({ ...asked, ...day }, context);
  const [provision, ...others] = output.provisions;
  if (provision === undefined || others.length > 0 || (output.next !== undefined && output.next.skip > 0))
    throw new AppError(
      'invalid_input',
      `"${place.slice(0, 80)}" names several places. Name one: ${output.provisions.map(({ label }) => label).join('; ')}.`,
    );
  return resource({ act, place: provision.place, ...day }, provisionPage(provision, asOf));
}

function resource(named: RegulationUri, text: string): PreparedMessage {
  const uri = writeRegulationUri(named);
  return { role: 'user', content: { type: 'resource', resource: { uri, mimeType: 'text/markdown', text } } };
}
