import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { failing } from './expect-error.ts';
import { ledgerNoteTool } from './ledger-note-tool.ts';
import { asked, FILER, writeDesk } from './write-desk.ts';

let desk: ReturnType<typeof writeDesk>;
beforeEach(() => {
  desk = writeDesk();
});
afterEach(() => desk.close());

const NOTE = { text: 'Barley is dry', folio: 7 };

describe('a write that fails once it was confirmed', () => {
  it('is not tried again by itself, not even where a reading tool would be', async () => {
    const before = vi.fn(async () => Promise.reject(new AppError('conflict', 'The ledger is being bound.')));
    const tool = desk.bind({ before });
    const confirmation = await asked(tool, NOTE);
    const error = await failing(tool.call({ ...NOTE, confirmation }, FILER));
    expect(error).toMatchObject({
      code: 'conflict',
      message:
        'The ledger is being bound. The confirmation is spent, and nothing is known to have been written. Look whether it was written before you ask again.',
    });
    expect(before).toHaveBeenCalledOnce();
    const [ask, intent, failed] = desk.rows();
    expect(failed).toMatchObject({
      type: 'tool_call',
      body: {
        outcome: 'failed',
        code: 'conflict',
        confirmation: ask?.body.confirmation,
        intent: intent?.position,
      },
      texts: { message: error.message },
    });
    const again = await failing(tool.call({ ...NOTE, confirmation }, FILER));
    expect(again).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/and the call failed: nothing is/),
    });
    expect(before).toHaveBeenCalledOnce();
  });

  it('keeps what the error says for people, and tells nothing of what lies inside', async () => {
    const throwing = async (thrown: unknown) => {
      const tool = desk.bind({ before: async () => Promise.reject(thrown) });
      return failing(tool.call({ ...NOTE, confirmation: await asked(tool, NOTE) }, FILER));
    };
    const thrown = new AppError('not_found', 'No page.', { suggestions: ['page 2'], detail: 'shelf 7' });
    expect(await throwing(thrown)).toMatchObject({ code: 'not_found', suggestions: ['page 2'], cause: thrown });
    const inner = await throwing(new TypeError('secret-host:9200 refused'));
    expect(inner).toMatchObject({ code: 'internal', message: expect.stringMatching(/^file_note failed for a reason/) });
    expect(inner.message).not.toContain('secret-host');
    expect(JSON.stringify(desk.rows())).not.toMatch(/secret-host|shelf 7/);
  });

  it('withholds a result that is not what was promised, and says that it ran', async () => {
    const tool = desk.bind({ gives: { folio: 'seven', password: 'x' } });
    const confirmation = await asked(tool, NOTE);
    const error = await failing(tool.call({ ...NOTE, confirmation }, FILER));
    expect(error).toMatchObject({ code: 'internal', message: expect.stringMatching(/withheld.*It ran to its end/) });
    expect(desk.rows().at(-1)?.body).toMatchObject({ outcome: 'failed', code: 'internal' });
    const again = await failing(tool.call({ ...NOTE, confirmation }, FILER));
    expect(again.message).toMatch(/what it was given for was done\. Nothing was done a second time\./);
    expect(desk.ledger).toHaveLength(1);
  });

  it('is told as cancelled where the caller goes while it runs', async () => {
    const leaving = new AbortController();
    const tool = desk.bind({
      before: async ({ signal }) => {
        leaving.abort();
        signal?.throwIfAborted();
      },
    });
    const confirmation = await asked(tool, NOTE);
    const error = await failing(tool.call({ ...NOTE, confirmation }, { ...FILER, signal: leaving.signal }));
    expect(error).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/cancelled.*confirmation is spent/),
    });
  });

  it('spends nothing where it does not come to run: the caller has gone, or the desk is not ready', async () => {
    const tool = desk.bind();
    const confirmation = await asked(tool, NOTE);
    await failing(tool.call({ ...NOTE, confirmation }, { ...FILER, signal: AbortSignal.abort() }));
    const prepare = async () => Promise.reject(new AppError('conflict', 'The library is being changed.'));
    await failing(desk.bind({}, ledgerNoteTool(), { prepare }).call({ ...NOTE, confirmation }, FILER));
    expect(desk.ledger).toEqual([]);
    await tool.call({ ...NOTE, confirmation }, FILER);
    expect(desk.ledger).toHaveLength(1);
  });

  it('does not begin where that cannot be recorded, and the confirmation stays', async () => {
    const tool = desk.bind();
    const confirmation = await asked(tool, NOTE);
    desk.seal();
    await failing(tool.call({ ...NOTE, confirmation }, FILER));
    expect(desk.ledger).toEqual([]);
    desk.unseal();
    await tool.call({ ...NOTE, confirmation }, FILER);
    expect(desk.ledger).toHaveLength(1);
  });

  it('counts as unknown where its end cannot be recorded: it is not done again, and the next start says so', async () => {
    const tool = desk.bind({ before: async () => desk.seal() });
    const confirmation = await asked(tool, NOTE);
    const error = await failing(tool.call({ ...NOTE, confirmation }, FILER));
    expect(error.message).toMatch(/file_note has run, and how it ended could not be recorded: that counts as unknown/);
    expect(desk.ledger).toHaveLength(1);
    desk.unseal();
    const other = desk.reopen();
    expect(other.audit.closeOrphans(() => false)).toBe(1);
    const [, intent, outcome] = desk.rows();
    expect(outcome).toMatchObject({ type: 'outcome', body: { intent: intent?.position, outcome: 'unknown' } });
    const again = desk.bind({}, ledgerNoteTool(), other.seam).call({ ...NOTE, confirmation }, FILER);
    expect(await failing(again)).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        /what became of it is not known.*Look whether it was written before you ask again/,
      ),
    });
    expect(desk.ledger).toHaveLength(1);
  });
});
