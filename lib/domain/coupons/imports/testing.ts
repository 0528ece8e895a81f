import { expect } from 'vitest';
import type { z } from 'zod';
import type { openTestDatabase } from '@/db/testing';
import { Conflict, Invalid } from '@/lib/core/errors';
import type { TableFile } from '@/lib/core/table-file';
import { readSentence } from '@/lib/core/translate-sentence';
import { type Context, inTransaction, systemContext } from '@/lib/platform/context/context';
import ne from '@/messages/ne/refusals.json';
import pt from '@/messages/pt/refusals.json';
import type { importOperations } from './import-file';
import type { ValidatedRow } from './import-kind';
import { inWords } from './reasons';
import type { receiveFileInput, startImportInput } from './schemas';
import type { CheckedFile } from './summarize-rows';

type Operations<Entry> = ReturnType<typeof importOperations<Entry>>;
type Import = Pick<Operations<unknown>, 'readHead'>;
type SentFile = z.input<typeof receiveFileInput>;
type Reading = Omit<SentFile, 'file' | 'fileName' | 'shape'>;
type Confirmed = Partial<Omit<z.input<typeof startImportInput>, 'id'>>;

/** The worker, at the time of somebody's clock. */
export const workerOf = ({ db, now }: Context) => ({ ...systemContext(db, 'Tests'), now });

/** An import as somebody sees it who waits for its jobs: each is run at once. */
export function withJobs<Entry>(operations: Operations<Entry>) {
  /** @throws Invalid where the file is refused, by the job, too */
  async function sent(ctx: Context, file: SentFile): Promise<number> {
    const { id } = await operations.receiveFile(ctx, file);
    await operations.runCheck(workerOf(ctx), { uploadId: id });
    const { state, failure, refusal } = await operations.getFile(ctx, { id });
    if (failure === 'refused') throw new Invalid({ file: [refusal ?? ''] });
    if (state !== 'checked') throw new Error(`The file is ${state} by ${failure}.`);
    return id;
  }

  async function checkFile(ctx: Context, file: SentFile): Promise<CheckedFile<Entry>> {
    const { checked } = await operations.getFile(ctx, { id: await sent(ctx, file) });
    if (!checked) throw new Error('The file is not checked.');
    return checked;
  }

  async function importFile(ctx: Context, { confirmed, meant, ...file }: SentFile & Confirmed) {
    const id = await sent(ctx, file);
    try {
      await operations.startImport(ctx, { id, confirmed, meant });
    } catch (error) {
      if (error instanceof Conflict && error.reason === 'nothing_to_import') return { added: 0, id: null };
      throw error;
    }
    await operations.runImport(workerOf(ctx), { uploadId: id });
    const { imported } = await operations.getFile(ctx, { id });
    return { added: imported?.added ?? 0, id: imported?.id ?? null };
  }

  async function undoImport(ctx: Context, { id }: { id: number }) {
    await operations.undoImport(ctx, { id });
    await operations.runUndo(workerOf(ctx), { importId: id });
    const { undone, undoStaying: staying, undoStays: stays, undoGone: gone } = await keptImport(ctx, id);
    return { undone, staying, stays, gone };
  }

  async function keptImport(ctx: Context, id: number) {
    const found = (await operations.recentImports(ctx)).rows.find((row) => row.id === id);
    if (!found) throw new Error('The import is not listed.');
    return found;
  }

  const exportLeftOut = async (ctx: Context, file: SentFile): Promise<TableFile> =>
    operations.exportLeftOut(ctx, { id: await sent(ctx, file) });

  return { readHead: operations.readHead, sent, checkFile, importFile, undoImport, keptImport, exportLeftOut };
}

/** Why a row is left out, and what of it is not taken over, as the file of these rows says it. */
export const problemsOf = ({ problems }: ValidatedRow<unknown>): string =>
  problems.map((one) => inWords(one)).join('; ');
export const warningsOf = ({ warnings }: ValidatedRow<unknown>): string[] => warnings.map((one) => inWords(one));
export const notesOf = ({ notes }: ValidatedRow<unknown>): string[] => notes.map((one) => inWords(one));

/** What a file is refused with that the desk could only say in English. */
export const untranslated = (reasons: readonly { words: string }[]): string[] =>
  reasons.map(({ words }) => words).filter((words) => [ne, pt].some((texts) => !(readSentence(words).key in texts)));

/** A file that arrives in pieces. */
export async function* inPieces(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

/** As what a file is read where a person takes what is proposed, and `chosen` of it. */
export async function readAsProposed(
  { readHead }: Import,
  ctx: Parameters<Import['readHead']>[0],
  content: string | Uint8Array,
  chosen: Partial<Reading> = {},
): Promise<Reading> {
  const head = await readHead(ctx, { ...chosen, isWhole: true, file: inPieces(content) });
  const { encoding, delimiter, sheet, headerRow, form, places, unit } = head;
  const text = places.length > 0 ? places.join(',') : '0';
  return { encoding, delimiter, sheet, headerRow, form: form ?? '', places: text, unit: unit ?? undefined };
}

/** Until as many statements wait for a lock. */
export const untilWaiting = ({ sql }: ReturnType<typeof openTestDatabase>, count: number, timeout = 10_000) =>
  expect
    .poll(
      async () => {
        const [row] = await sql`select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        return row?.n;
      },
      { timeout },
    )
    .toBe(count);

type Meanwhile<T> = {
  ctx: Context;
  use: (tx: Context) => Promise<unknown>;
  undo: () => Promise<T>;
  /** How many statements wait for a lock then, that of the undo among them. */
  waiting?: number;
};

/** What an undo does that is pressed while something of the import is used, and that is not committed yet. */
export async function undoMeanwhile<T>(
  test: ReturnType<typeof openTestDatabase>,
  { ctx, use, undo, waiting = 1 }: Meanwhile<T>,
): Promise<T> {
  const { begun } = await inTransaction(ctx, async (tx) => {
    await use(tx);
    const begun = undo();
    await untilWaiting(test, waiting);
    return { begun };
  });
  return begun;
}

/** The signal of a job whose process stops before its part of this number. */
export function stoppedBefore(part: number): AbortSignal {
  const controller = new AbortController();
  let parts = 0;
  return Object.assign(controller.signal, {
    throwIfAborted() {
      if (++parts === part) controller.abort();
      if (controller.signal.aborted) throw new Error('stopped');
    },
  });
}
