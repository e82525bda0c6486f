import { AppError } from '../../core/errors.ts';
import type { ImportedText } from '../provision.ts';
import { type Form, formOf } from './forms.ts';

export interface LawText {
  readonly name: string;
  readonly text: string;
}

/** One act's worth of files, or the reason why a file is none. */
export type ImportResult =
  | { readonly file: string; readonly imported: ImportedText }
  | { readonly file: string; readonly failure: AppError };

/**
 * Reads law from files of any known form, told by their content. The Formex files among them are one act; every other
 * file is an act of its own. A file that cannot be read does not keep the others from being read.
 *
 * The importers are loaded only when a file of their form is there: a question never pays for an XML parser.
 *
 * @param origin what the person named, for messages
 */
export async function importLaw(files: readonly LawText[], origin: string): Promise<readonly ImportResult[]> {
  const forms = files.map((file) => ({ file, form: formOf(file.text) }));
  const formex = forms.filter(({ form }) => form === 'formex').map(({ file }) => file);
  const results: ImportResult[] = [];
  if (formex.length > 0) {
    const { importFormex } = await import('./formex.ts');
    results.push(
      attempt(formex.length === 1 ? (formex[0]?.name ?? origin) : origin, () => importFormex(formex, origin)),
    );
  }
  for (const { file, form } of forms) if (form !== 'formex') results.push(await importOne(file, form));
  return results;
}

async function importOne({ name, text }: LawText, form: Form | undefined): Promise<ImportResult> {
  switch (form) {
    case 'oj-xhtml': {
      const { importOjXhtml } = await import('./oj-xhtml.ts');
      return attempt(name, () => importOjXhtml(text, name));
    }
    case 'consolidated-xhtml': {
      const { importConsolidatedXhtml } = await import('./consolidated-xhtml.ts');
      return attempt(name, () => importConsolidatedXhtml(text, name));
    }
    case 'eu-json': {
      const { importEuJson } = await import('./eu-json.ts');
      return attempt(name, () => importEuJson(text, name));
    }
    case 'boe-markdown': {
      const { importBoeMarkdown } = await import('./boe-markdown.ts');
      return attempt(name, () => importBoeMarkdown(text, name));
    }
    default:
      return { file: name, failure: unknownForm(name, text) };
  }
}

function unknownForm(name: string, text: string): AppError {
  const why = text.trim() === '' ? 'is empty' : 'is in no form that can be read';
  return new AppError(
    'invalid_input',
    `${name} ${why}. Read are: XHTML of the Official Journal or of a consolidated text, Formex 4 (file, folder or zip), the JSON form, and BOE texts in Markdown.`,
  );
}

function attempt(file: string, read: () => ImportedText): ImportResult {
  try {
    return { file, imported: read() };
  } catch (error) {
    if (error instanceof AppError) return { file, failure: error };
    if (error instanceof RangeError) {
      return {
        file,
        failure: new AppError('invalid_input', `${file} is nested too deeply to be a law; it was refused.`, {
          cause: error,
        }),
      };
    }
    throw error;
  }
}
