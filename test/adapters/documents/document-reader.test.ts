import { describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../../src/adapters/documents/document-reader.ts';
import { AppError } from '../../../src/core/errors.ts';
import { makeDocx, p } from './make-docx.ts';
import { column, makePdf } from './make-pdf.ts';

const PDF = makePdf([column(72, 100, ['The warden lights the lamp.', 'The clerk shuts the vault.'])]);

const TEXT = Buffer.from('The warden lights the lamp.');

describe('a reader that reads in threads', () => {
  it('gives a document as the thread read it, and leaves the bytes to whoever sent them', async () => {
    const bytes = Uint8Array.from(PDF);
    const document = await createDocumentReader().read(bytes, 'policy.pdf');
    expect(document).toMatchObject({ name: 'policy.pdf', kind: 'pdf', bytes: PDF.length, notes: [] });
    expect(document.statements.map(({ id, text }) => [id, text])).toEqual([
      ['s1', 'The warden lights the lamp.'],
      ['s2', 'The clerk shuts the vault.'],
    ]);
    expect(bytes).toEqual(PDF);
    const docx = await createDocumentReader().read(makeDocx({ body: p('The warden lights the lamp.') }), 'policy.docx');
    expect(docx.statements).toEqual([{ id: 's1', section: [], text: 'The warden lights the lamp.' }]);
  });

  it('passes on what the thread refused', async () => {
    const refusal = await createDocumentReader()
      .read(Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'a.png')
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^a\.png is a picture \(PNG\)\. Send the policy as/),
    });
  });

  it('refuses what is too large before any thread begins', async () => {
    const refusal = createDocumentReader({ limits: { bytes: 100 } }).read(PDF, 'policy.pdf');
    await expect(refusal).rejects.toThrow(/^policy\.pdf has [\d,]+ bytes; at most 100 are read\. Split it/);
  });

  it('ends a thread that takes too long, and one whose reader went away', async () => {
    const slow = createDocumentReader({ limits: { time: 5 } });
    await expect(slow.read(TEXT, 'policy.txt')).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^policy\.txt takes longer than 0\.005 seconds to read/),
    });
    const gone = new AbortController();
    const reading = createDocumentReader().read(TEXT, 'policy.txt', gone.signal);
    gone.abort(new Error('the person left'));
    await expect(reading).rejects.toThrow('the person left');
    await expect(createDocumentReader().read(TEXT, 'policy.txt', gone.signal)).rejects.toThrow('the person left');
  });

  it('ends a thread that takes too much memory', async () => {
    const many = Array.from({ length: 60_000 }, (_, at) => p(`The warden lights lamp ${at} at dusk.`)).join('');
    const small = createDocumentReader({ memory: 24 });
    await expect(small.read(makeDocx({ body: many }), 'long.docx')).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^long\.docx takes more memory to read than it is given/),
    });
  });

  it('reads so many at one time, and the others in their turn', async () => {
    const one = createDocumentReader({ atOnce: 1 });
    const gone = new AbortController();
    const readings = [one.read(TEXT, 'a.txt'), one.read(TEXT, 'b.txt', gone.signal), one.read(TEXT, 'c.txt')];
    gone.abort(new Error('the person left'));
    const outcomes = await Promise.allSettled(readings);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
