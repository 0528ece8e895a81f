import type { Executor } from '@/db/client';
import { keyring } from './keyring';
import { type EncryptedPlace, type EncryptedRow, lockRowsOfOtherKeys, updateValues } from './re-encrypt.sql';

/** A column of encrypted values: where it is, and how one of its values is written again with the active key. */
export type EncryptedColumn = EncryptedPlace & {
  /** For progress and reports: "code", "PIN of sale". */
  name: string;
  reEncrypt: (row: EncryptedRow) => { sealed: Buffer; keyId: number };
};

export type ReEncryption = {
  done: number;
  /** Rows that could not be decrypted, by column: they are left as they are. */
  unreadable: { name: string; id: number }[];
};

const chunk = 2_000;

/**
 * Writes every value of a column that another key than the active one wrote again with the active one, chunk by chunk,
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
  const active = keyring().encryption.active.id;
  return db.transaction(async (tx) => {
    const rows = await lockRowsOfOtherKeys(tx, column, { after, limit: chunk, exceptKey: active });
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
    await updateValues(tx, column, written);
    result.done += written.length;
    return last.id;
  });
}
