import type { DocumentNote } from '../../documents/document-notes.ts';
import type { DocumentLimits } from '../../documents/document-reader.ts';
import type { PageText, PlacedText } from '../../documents/pages/page-text.ts';
import { guardPdf } from './pdf-guard.ts';
import type { Refuse } from './refusal.ts';

/** What the pages of a PDF say, where it stands on them, and what of it was not read. */
export interface ReadPdf {
  readonly pages: readonly PageText[];
  readonly title?: string;
  readonly notes: readonly DocumentNote[];
}

type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');
type PdfDocument = Awaited<ReturnType<PdfJs['getDocument']>['promise']>;

const SAVE_AGAIN = 'Open it in the program that it comes from, save it as PDF again and send that.';
const SPLIT = 'Split it and send the parts.';

/**
 * Reads the text layer of a PDF. PDF.js is loaded here, when there is one to read; it evaluates nothing, fetches nothing,
 * loads no fonts and draws no page.
 */
export async function readPdf(bytes: Uint8Array, limits: DocumentLimits, refuse: Refuse): Promise<ReadPdf> {
  await guardPdf(bytes, refuse);
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    // It takes the bytes for its own.
    data: Uint8Array.from(bytes),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWasm: false,
    enableXfa: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableAutoFetch: true,
    stopAtErrors: false,
    maxImageSize: 0,
  });
  try {
    const document = await task.promise.catch((cause: unknown) => {
      if ((cause as Error).name === 'PasswordException')
        return refuse('is encrypted', 'Save it without a password and send that.', cause);
      return refuse('is damaged: it cannot be read as a PDF', SAVE_AGAIN, cause);
    });
    return await readPages(document, limits, refuse, bytes);
  } finally {
    await task.destroy();
  }
}

async function readPages(
  document: PdfDocument,
  limits: DocumentLimits,
  refuse: Refuse,
  bytes: Uint8Array,
): Promise<ReadPdf> {
  const { info, title } = await aboutOf(document);
  if (typeof info['EncryptFilterName'] === 'string')
    refuse('is encrypted', 'Save it without a password or restrictions and send that.');
  const count = document.numPages;
  if (count > limits.pages) refuse(`has ${count.toLocaleString('en')} pages; at most ${limits.pages} are read`, SPLIT);
  const pages: PageText[] = [];
  let characters = 0;
  for (let number = 1; number <= count; number += 1) {
    const page = await readPage(document, number).catch((cause: unknown) =>
      refuse(`is damaged: its page ${number} of ${count} cannot be read`, SAVE_AGAIN, cause),
    );
    characters += page.texts.reduce((sum, { text }) => sum + text.length, 0);
    if (characters > limits.characters)
      refuse(`holds more than ${limits.characters.toLocaleString('en')} characters`, SPLIT);
    pages.push(page);
  }
  return { pages, ...(title === undefined ? {} : { title }), notes: await notesOf(document, bytes) };
}

async function aboutOf(document: PdfDocument): Promise<{ info: Readonly<Record<string, unknown>>; title?: string }> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const known = info as Readonly<Record<string, unknown>>;
  const title = typeof known['Title'] === 'string' ? known['Title'].trim() : '';
  return title === '' ? { info: known } : { info: known, title };
}

async function readPage(document: PdfDocument, number: number): Promise<PageText> {
  const page = await document.getPage(number);
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const texts: PlacedText[] = [];
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue;
    const placed = place(item, viewport.transform);
    if (placed !== undefined) texts.push(placed);
  }
  page.cleanup();
  return { page: number, width: viewport.width, height: viewport.height, texts };
}

interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName?: string;
}

/**
 * Where a text stands on the page as it is looked at. What runs up or down or aslant (stamps, watermarks, notes in the
 * margin) stands below all else: it belongs to no line.
 */
function place({ str, transform, width, height, fontName }: TextItem, view: readonly number[]): PlacedText | undefined {
  const [a = 1, b = 0, , , e = 0, f = 0] = transform;
  const [va = 1, vb = 0, vc = 0, vd = -1, ve = 0, vf = 0] = view;
  const along = [va * a + vc * b, vb * a + vd * b] as const;
  const x = va * e + vc * f + ve;
  const y = vb * e + vd * f + vf;
  const size = Math.round(2 * (height || Math.hypot(a, b))) / 2;
  if (![x, y, size, width].every(Number.isFinite) || size <= 0) return undefined;
  // Blanks set for their width are no more than a blank.
  const text = str.replace(/\s+/g, ' ');
  const isLevel = Math.abs(along[1]) <= 0.05 * Math.abs(along[0]) && along[0] > 0;
  const set = { text, width, size, ...(fontName === undefined ? {} : { font: fontName }) };
  return isLevel ? { ...set, x, y } : { ...set, x: 0, y: ASIDE + y };
}

/** Below any page: 200 inches is the most that a page can measure (ISO 32000-1 annex C). */
const ASIDE = 20_000;

async function notesOf(document: PdfDocument, bytes: Uint8Array): Promise<readonly DocumentNote[]> {
  const notes: DocumentNote[] = [];
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasActions = await document.hasJSActions().catch(() => false);
  if (hasActions || raw.includes('/JavaScript') || raw.includes('/Launch')) notes.push({ kind: 'scripts' });
  if (raw.includes('/EmbeddedFile')) notes.push({ kind: 'attachments' });
  if (raw.includes('/AcroForm')) notes.push({ kind: 'form_fields' });
  return notes;
}
