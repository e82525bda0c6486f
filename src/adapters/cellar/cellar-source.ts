import { AppError } from '../../core/errors.ts';
import type { Language } from '../../regulations/act.ts';
import type { LawRequest, LawSource } from '../../regulations/fetching/law-source.ts';
import type { WebReader } from '../../regulations/fetching/web-reader.ts';
import { celexOf } from '../../regulations/importers/eu-identity.ts';
import type { LawText } from '../../regulations/importers/import-law.ts';

export interface CellarOptions {
  readonly web: WebReader;
  /** Unpacks and decodes what was read: a page, or a zip with the parts of a text. */
  readonly readFiles: (bytes: Uint8Array, name: string) => readonly LawText[];
  /** `https://publications.europa.eu`, unless a gateway stands in between. */
  readonly base: string;
}

const LANGUAGES: Readonly<Record<Language, string>> = { en: 'eng', es: 'spa' };
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Spanish' };

const FORMEX = 'application/zip;mtype=fmx4';
const XHTML = 'application/xhtml+xml';

/**
 * The Publications Office's repository of the law of the Union, asked by CELEX number and content negotiation ("CELLAR –
 * The Semantic Repository of the Publications Office", REST interface).
 */
export function createCellarSource({ web, readFiles, base }: CellarOptions): LawSource {
  return {
    fetch: async (request, signal) => {
      const celex = celexOf(request.act, request.consolidatedTo);
      const url = `${base.replace(/\/+$/, '')}/resource/celex/${encodeURIComponent(celex)}`;
      const language = LANGUAGES[request.language];
      // Formex says most of a text's structure; consolidations are given out as pages alone.
      let damaged: AppError | undefined;
      const forms = request.consolidatedTo === undefined ? [FORMEX, XHTML] : [XHTML];
      for (const accept of forms) {
        const document = await web.read({ url, accept, language }, signal).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'not_found') return undefined;
          throw error;
        });
        if (document === undefined) continue;
        try {
          return { url: document.url, texts: readFiles(document.bytes, fileName(celex, accept)) };
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          damaged = error;
        }
      }
      throw damaged === undefined ? notThere(request, celex) : unreadable(celex, damaged);
    },
  };
}

function fileName(celex: string, accept: string): string {
  return `${celex}${accept === XHTML ? '.xhtml' : '.zip'}`;
}

/** Whoever asked for an act gave no file, and can do nothing about this one. */
function unreadable(celex: string, damaged: AppError): AppError {
  return new AppError(
    'upstream_unavailable',
    `What CELLAR gave for ${celex} cannot be read: ${damaged.message} Try again later, or save the text in another form and add the file.`,
    { cause: damaged },
  );
}

function notThere({ language, consolidatedTo }: LawRequest, celex: string): AppError {
  const what =
    consolidatedTo === undefined
      ? 'Check the number'
      : 'Consolidations exist for certain days only; the EUR-Lex page of the act lists them';
  return new AppError(
    'not_found',
    `CELLAR has no text ${celex} in ${LANGUAGE_NAMES[language]} that can be read. ${what}, or save the text and add the file.`,
  );
}
