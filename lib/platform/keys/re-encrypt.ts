import type { Executor } from '@/db/client';
import { keyring } from './keyring';
import {
  countRowsOfOtherKeys,
  type EncryptedPlace,
  type EncryptedRow,
  type EncryptedValue,
  lockRowsOfOtherKeys,
  updateValues,
} from './re-encrypt.sql';

/** A column of encrypted values: where it is, and how one of its values is written again with the active key. */
export type EncryptedColumn = EncryptedPlace & {
  /** For progress and reports: "code", "PIN of sale". */
  name: string;
  reEncrypt: (row: EncryptedRow) => EncryptedValue;
};

export type ReEncryption = {
  done: number;
  /** Rows that could not be decrypted, by column: they are left as they are. */
  unreadable: { name: string; id: number }[];
};

const chunk = 2_000;

const activeKeys = () => ({ encryption: keyring().encryption.active.id, digest: keyring().digest.active.id });

/** How many values of a column are still of another key. */
export const countOfOtherKeys = (db: Executor, column: EncryptedColumn): Promise<number> =>
  countRowsOfOtherKeys(db, column, activeKeys());

/**
 * Writes every value of a column that another key than the active ones wrote again with these, its digest too, chunk by chunk,
 * next to a desk that goes on working: a chunk locks its own rows for the time of two statements. It may be stopped and
 * run again at any time.
 */
export async function reEncrypt(
  db: Executor,
  column: EncryptedColumn,
  onProgress: (done: number) => void,
): Promise<ReEncryption> {
  const result: ReEncryption = { done: 0, unreadable: [] };
  for (let after = 0; ; ) {
    const next = await reEncryptChunk(db, column, after, result);
    if (next === undefined) return result;
    after = next;
    onProgress(result.done);
  }
}

async function reEncryptChunk(
  db: Executor,
  column: EncryptedColumn,
  after: number,
  result: ReEncryption,
): Promise<number | undefined> {
  const active = activeKeys();
  return db.transaction(async (tx) => {
    const rows = await lockRowsOfOtherKeys(tx, column, { after, limit: chunk, active });
    const last = rows.at(-1);
    if (!last) return undefined;
    const written = rows.flatMap((row) => {
      try {
        return [{ id: row.id, ...column.reEncrypt(row) }];
      } catch {
        result.unreadable.push({ name: column.name, id: row.id });
        return [];
      }
    });
    await updateValues(tx, column, written, active.digest);
    result.done += written.length;
    return last.id;
  });
}
