import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

export type EncryptedRow = { id: number; sealed: Buffer; keyId: number; boundTo: Buffer };

/** Where encrypted values are: their table, and the names of its columns. */
export type EncryptedPlace = {
  table: string;
  sealed: string;
  keyId: string;
  /** The column whose value the encryption is bound to; the id where it is none. */
  boundTo: string;
};

type Range = { after: number; limit: number; exceptKey: number };

/**
 * The next rows, in id order, whose value another key than `exceptKey` wrote. It locks them in that order, and its
 * transaction holds no other lock.
 */
export function lockRowsOfOtherKeys(
  tx: Executor,
  place: EncryptedPlace,
  { after, limit, exceptKey }: Range,
): Promise<EncryptedRow[]> {
  const { table, sealed, keyId } = identifiersOf(place);
  return tx.execute<EncryptedRow>(sql`
    select id::int8::float8 as id, ${sealed} as sealed, ${keyId} as "keyId",
      ${place.boundTo === 'id' ? sql`convert_to(id::text, 'UTF8')` : sql.identifier(place.boundTo)} as "boundTo"
    from ${table} where id > ${after} and ${keyId} <> ${exceptKey} and ${sealed} is not null
    order by id limit ${limit} for no key update`);
}

type WrittenValue = Pick<EncryptedRow, 'id' | 'sealed' | 'keyId'>;

/** Writes these values. Their rows are locked by `lockRowsOfOtherKeys`. */
export async function updateValues(tx: Executor, place: EncryptedPlace, written: WrittenValue[]): Promise<void> {
  const { table, sealed, keyId } = identifiersOf(place);
  const values = JSON.stringify(written.map((row) => ({ ...row, sealed: row.sealed.toString('hex') })));
  await tx.execute(sql`
    update ${table} t set ${sealed} = decode(w.sealed, 'hex'), ${keyId} = w."keyId"
    from jsonb_to_recordset(${values}::text::jsonb) as w (id int8, sealed text, "keyId" int2)
    where t.id = w.id`);
}

const identifiersOf = ({ table, sealed, keyId }: EncryptedPlace) => ({
  table: sql.identifier(table),
  sealed: sql.identifier(sealed),
  keyId: sql.identifier(keyId),
});
