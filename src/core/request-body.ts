/** Why the body of a request was not read. */
export type UnreadReason = 'too large' | 'too slow' | 'broken off';

export class UnreadBodyError extends Error {
  readonly reason: UnreadReason;

  constructor(reason: UnreadReason, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'UnreadBodyError';
    this.reason = reason;
  }
}

/**
 * The bytes of a request that somebody sent, read no further and no longer than they may be.
 *
 * @param most bytes
 * @param within milliseconds
 * @throws UnreadBodyError
 */
export async function requestBytes(
  request: Request,
  { most, within }: { readonly most: number; readonly within: number },
): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw new UnreadBodyError('too large');
  const reader = request.body?.getReader();
  if (reader === undefined) return Buffer.alloc(0);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UnreadBodyError('too slow')), within);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([collected(reader, most), late]);
  } catch (error) {
    // Nobody waits for the rest; that it cannot be called off any more is of no account.
    void reader.cancel().catch(() => undefined);
    throw error instanceof UnreadBodyError ? error : new UnreadBodyError('broken off', error);
  } finally {
    clearTimeout(timer);
  }
}

async function collected(reader: ReadableStreamDefaultReader<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    bytes += value.byteLength;
    if (bytes > most) throw new UnreadBodyError('too large');
    chunks.push(value);
  }
}
