import type { Desk } from './compose.ts';
import { auditSigner } from './compose.ts';
import type { Config } from './config.ts';
import type { CallContext } from './core/call-context.ts';
import type { DocumentReader } from './documents/document-reader.ts';
import type { FileTransfer } from './documents/file-transfer.ts';
import type { Language } from './regulations/act.ts';

/** What a door needs to take files from people, and to give them some. */
export interface DeskFiles {
  readonly documentReader: DocumentReader;
  readonly transfer: FileTransfer;
  /**
   * The examiner pack of a conversation as one zip; a checkpoint that covers all of it is taken first.
   *
   * @throws AppError `not_found` for a conversation that the audit does not know
   */
  packConversation(conversation: string): Promise<{ readonly bytes: Uint8Array; readonly files: number }>;
  /**
   * A gap analysis as a file: a page that stands alone, or a workbook.
   *
   * @throws AppError `not_found` for an analysis that is not there, or that read a policy which the caller may not see
   */
  gapReport(
    asked: { readonly run: string; readonly form: 'html' | 'xlsx'; readonly language: Language },
    context: CallContext,
  ): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** @param local one person on this machine is served: files are taken from their machine as well */
export async function openFiles(
  desk: Pick<Desk, 'audit' | 'checkpoints' | 'clock' | 'gaps'>,
  config: Pick<Config, 'auditKey'>,
  { local }: { readonly local: boolean },
): Promise<DeskFiles> {
  const [{ createDocumentReader }, { createFileTransfer }] = await Promise.all([
    import('./adapters/documents/document-reader.ts'),
    import('./adapters/web/file-transfer.ts'),
  ]);
  const transfer = createFileTransfer({ local });
  return {
    documentReader: createDocumentReader(),
    transfer,
    packConversation: async (conversation) => {
      const [{ examinerPack }, { zip }] = await Promise.all([
        import('./audit/examiner-pack.ts'),
        import('./adapters/files/zip.ts'),
      ]);
      desk.checkpoints.take();
      const signer = auditSigner(config);
      const files = examinerPack(desk.audit.store, {
        conversation,
        exportedAt: new Date(desk.clock.now()).toISOString(),
        ...(signer === undefined ? {} : { signer }),
      });
      return { bytes: zip(files), files: files.size };
    },
    gapReport: async ({ run, form, language }, context) => {
      const found = desk.gaps.find(run, context);
      if (form === 'xlsx') return (await import('./compose-gaps.ts')).gapWorkbookFile(found, language);
      const { gapHtml } = await import('./gaps/report/gap-html.ts');
      const generated = new Date(desk.clock.now()).toISOString();
      const page = gapHtml(found, { language, generated, productName: 'banking-rag-compliance' });
      return new TextEncoder().encode(page);
    },
    close: () => transfer.close(),
  };
}
