import type { Language } from '../regulations/act.ts';
import type { DocumentKind } from './document-kind.ts';

/** Something that people must know of how a document was read, above all what of it was not. */
export type DocumentNote =
  | { readonly kind: 'read_as'; readonly as: DocumentKind }
  | { readonly kind: 'pages_without_text'; readonly pages: readonly number[] }
  /** Lines that stand on most pages, each as it stands on the first of them. */
  | { readonly kind: 'running_lines'; readonly lines: readonly string[] }
  | { readonly kind: Counted; readonly count: number }
  | { readonly kind: Plain };

type Counted = 'images' | 'comments' | 'tracked_changes' | 'hidden_passages' | 'embedded_objects';
type Plain = 'attachments' | 'headers_and_footers' | 'navigation' | 'scripts' | 'form_fields' | 'links_outside';

const KINDS: Readonly<Record<DocumentKind, string>> = {
  pdf: 'PDF',
  docx: 'Word (DOCX)',
  html: 'HTML',
  markdown: 'Markdown',
  text: 'text',
};

/** A note as a sentence for people. */
export function noteText(note: DocumentNote, language: Language): string {
  return language === 'es' ? inSpanish(note) : inEnglish(note);
}

function inEnglish(note: DocumentNote): string {
  switch (note.kind) {
    case 'read_as':
      return `By its content it is ${KINDS[note.as]}, whatever its name says; it was read as that.`;
    case 'pages_without_text':
      return `No text was found on ${note.pages.length === 1 ? 'page' : 'pages'} ${ranges(note.pages)}: what is printed there may be a picture, and was not read.`;
    case 'running_lines':
      return `Lines that stand on most pages were left out: ${note.lines.map((line) => `"${line}"`).join(', ')}.`;
    case 'images':
      return `${count(note, 'picture')} not read.`;
    case 'comments':
      return `${count(note, 'comment')} not read.`;
    case 'tracked_changes':
      return `It has tracked changes (${note.count}). It was read as if all of them were accepted.`;
    case 'hidden_passages':
      return `${count(note, 'passage')} marked as hidden: nobody sees them on the page, and they were not read.`;
    case 'attachments':
      return 'Files are attached inside it. They were not opened.';
    case 'embedded_objects':
      return `${count(note, 'embedded object')} not opened.`;
    case 'headers_and_footers':
      return 'Its page headers and footers were not read.';
    case 'navigation':
      return 'Its menus were not read.';
    case 'scripts':
      return 'It carries a script or an action. Nothing of it was run.';
    case 'form_fields':
      return 'It is a form. What is filled in was not read.';
    case 'links_outside':
      return 'It refers to files or pages outside of it. They were not fetched.';
  }
}

function count({ count }: { readonly count: number }, what: string): string {
  return count === 1 ? `One ${what} was` : `${count} ${what}s were`;
}

function inSpanish(note: DocumentNote): string {
  switch (note.kind) {
    case 'read_as':
      return `Por su contenido es ${note.as === 'text' ? 'texto' : KINDS[note.as]}, diga lo que diga su nombre; se leyó como tal.`;
    case 'pages_without_text':
      return `No se encontró texto en ${note.pages.length === 1 ? 'la página' : 'las páginas'} ${ranges(note.pages)}: lo impreso allí puede ser una imagen y no se leyó.`;
    case 'running_lines':
      return `Se omitieron las líneas que se repiten en casi todas las páginas: ${note.lines.map((line) => `«${line}»`).join(', ')}.`;
    case 'images':
      return note.count === 1 ? 'Una imagen no se leyó.' : `${note.count} imágenes no se leyeron.`;
    case 'comments':
      return note.count === 1 ? 'Un comentario no se leyó.' : `${note.count} comentarios no se leyeron.`;
    case 'tracked_changes':
      return `Tiene cambios con control de cambios (${note.count}). Se leyó como si todos estuvieran aceptados.`;
    case 'hidden_passages':
      return note.count === 1
        ? 'Un pasaje está marcado como oculto: nadie lo ve en la página, y no se leyó.'
        : `${note.count} pasajes están marcados como ocultos: nadie los ve en la página, y no se leyeron.`;
    case 'attachments':
      return 'Lleva archivos adjuntos dentro. No se abrieron.';
    case 'embedded_objects':
      return note.count === 1
        ? 'Un objeto incrustado no se abrió.'
        : `${note.count} objetos incrustados no se abrieron.`;
    case 'headers_and_footers':
      return 'No se leyeron sus encabezados ni pies de página.';
    case 'navigation':
      return 'No se leyeron sus menús.';
    case 'scripts':
      return 'Contiene un script o una acción. No se ejecutó nada.';
    case 'form_fields':
      return 'Es un formulario. No se leyó lo que está rellenado.';
    case 'links_outside':
      return 'Remite a archivos o páginas externos. No se consultaron.';
  }
}

/** Pages as people write them: `2, 4-7`. */
function ranges(pages: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const page of pages) {
    const last = parts.at(-1);
    if (last !== undefined && page === last[1] + 1) last[1] = page;
    else parts.push([page, page]);
  }
  const shown = parts.slice(0, 10).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  return `${shown.join(', ')}${parts.length > 10 ? ', …' : ''}`;
}
