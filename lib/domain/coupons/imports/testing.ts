import { expect } from 'vitest';
import type { z } from 'zod';
import type { openTestDatabase } from '@/db/testing';
import { readSentence } from '@/lib/core/translate-sentence';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import ne from '@/messages/ne/refusals.json';
import pt from '@/messages/pt/refusals.json';
import type { importOperations } from './import-file';
import type { ValidatedRow } from './import-kind';
import { inWords } from './reasons';
import type { fileInput } from './schemas';

type Import = Pick<ReturnType<typeof importOperations>, 'readHead'>;
type Reading = Omit<z.input<typeof fileInput>, 'file'>;

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
export const untilWaiting = ({ sql }: ReturnType<typeof openTestDatabase>, count: number) =>
  expect
    .poll(async () => {
      const [row] = await sql`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.n;
    })
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
