import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { keyring } from './keyring';

export type EncryptedRow = { id: number; sealed: Buffer; keyId: number; boundTo: Buffer };

/** A column of encrypted values: where it is, and how one of its values is written again with the active key. */
export type EncryptedColumn = {
  /** For progress and reports: "code", "PIN of sale". */
  name: string;
  table: string;
  sealed: string;
  keyId: string;
  /** The column whose value the encryption is bound to; the id where it is none. */
  boundTo: string;
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
  const [table, sealed, keyId] = [column.table, column.sealed, column.keyId].map((name) => sql.identifier(name));
  return db.transaction(async (tx) => {
    const rows = await tx.execute<EncryptedRow>(sql`
      select id::int8::float8 as id, ${sealed} as sealed, ${keyId} as "keyId",
        ${column.boundTo === 'id' ? sql`convert_to(id::text, 'UTF8')` : sql.identifier(column.boundTo)} as "boundTo"
      from ${table} where id > ${after} and ${keyId} <> ${active} and ${sealed} is not null
      order by id limit ${chunk} for no key update`);
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
    const values = JSON.stringify(written.map((row) => ({ ...row, sealed: row.sealed.toString('hex') })));
    await tx.execute(sql`
      update ${table} t set ${sealed} = decode(w.sealed, 'hex'), ${keyId} = w."keyId"
      from jsonb_to_recordset(${values}::text::jsonb) as w (id int8, sealed text, "keyId" int2)
      where t.id = w.id`);
    result.done += written.length;
    return last.id;
  });
}
