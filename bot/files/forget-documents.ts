import { asMarkdownLine } from '../../src/core/markdown.ts';
import { foldText } from '../../src/core/text.ts';
import type { DocumentListing } from '../../src/documents/document-store.ts';
import type { Admission } from '../admission.ts';
import { forgottenDocumentCard } from '../cards/document-card.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import type { Turn } from '../turn.ts';
import type { FileParts } from './file-parts.ts';
import { tell } from './wording.ts';

type Parts = Pick<FileParts, 'documents'>;

/** What somebody wants to be forgotten: all, what bears a name, or the one that there is. */
export type ToForget = { readonly all: true } | { readonly name: string } | { readonly one: true };

const FORGET =
  /^(?:forget|delete|remove|olvidar?|borrar?|eliminar?)\s+(all\s+|todos\s+)?(?:the\s+|my\s+|this\s+|el\s+|los\s+|mi\s+|mis\s+|este\s+)?(document|documento|file|archivo|policy|politica)(s|ies)?(?:\s+(.{1,200}))?$/;

/** The command that a message is, if it is nothing but that: "forget document", "olvidar documentos". */
export function toForget(text: string): ToForget | undefined {
  const said = foldText(text)
    .replace(/\s+/g, ' ')
    .replace(/[!?¡¿]+/g, '')
    .trim()
    .replace(/\.$/, '');
  const [whole, all, , several, name] = FORGET.exec(said.replace(/\bpolicies\b/, 'policys')) ?? [];
  if (whole === undefined) return undefined;
  if (name !== undefined) return { name };
  return all !== undefined || several !== undefined ? { all: true } : { one: true };
}

/** Forgets what is meant, and says what; asks where several can be meant. */
export async function forgetDocuments(what: ToForget, turn: Turn, who: Admission, { documents }: Parts): Promise<void> {
  const { language } = turn;
  const held = documents.list(who.context);
  if (held.length === 0) {
    await turn.say({ text: tell('noneHere', language) });
    return;
  }
  const meant = meantOf(what, held);
  if (meant.length === 0) {
    const words = 'name' in what ? 'noSuchName' : 'whichOne';
    await turn.say({ text: tell(words, language, namesOf(held)) });
    return;
  }
  const gone = meant.map(({ id }) => documents.forget(id, who.context));
  await turn.say({
    text: tell('forgotten', language, gone.map(({ document }) => asMarkdownLine(document.name)).join(', ')),
  });
}

/**
 * Forgets one, as a card asks for it.
 *
 * @throws AppError `not_found` for one that is not this person's here
 */
export function forgetDocument(turn: Turn, who: Admission, document: string, { documents }: Parts): ShownCard {
  const gone = documents.forget(document, who.context);
  return forgottenDocumentCard({ name: gone.document.name }, { language: turn.language });
}

function meantOf(what: ToForget, held: readonly DocumentListing[]): readonly DocumentListing[] {
  if ('all' in what) return held;
  if ('one' in what) return held.length === 1 ? held : [];
  const named = held.filter(({ document: { name } }) => foldText(name) === what.name);
  if (named.length > 0) return named;
  // Without its ending as well, where that leaves no doubt.
  const alike = held.filter(({ document: { name } }) => foldText(name).replace(/\.[^.]{1,8}$/, '') === what.name);
  return alike.length === 1 ? alike : [];
}

function namesOf(held: readonly DocumentListing[]): string {
  return held.map(({ document: { name } }) => `- ${asMarkdownLine(name)}`).join('\n');
}
