import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';

export type EncryptedRow = { id: number; sealed: Buffer; keyId: number; boundTo: Buffer };
/** With `digest` where the value is bound to one. */
export type EncryptedValue = { sealed: Buffer; keyId: number; digest?: Buffer };

/** Where encrypted values are: their table, and the names of its columns. */
export type EncryptedPlace = {
  table: string;
  sealed: string;
  keyId: string;
  /** The column whose value the encryption is bound to; the id where it is none. */
  boundTo: string;
  /** Where it is bound to a digest: the column of that digest's key. */
  digestKeyId?: string;
};

type ActiveKeys = { encryption: number; digest: number };
type Range = { after: number; limit: number; active: ActiveKeys };

/** Whether another key than the active ones wrote a value of this place, or its digest. */
const isOfOtherKey = (place: EncryptedPlace, active: ActiveKeys): SQL => sql`${sql.identifier(place.sealed)} is not null
  and (${sql.identifier(place.keyId)} <> ${active.encryption} or ${
    place.digestKeyId ? sql`${sql.identifier(place.digestKeyId)} is distinct from ${active.digest}` : sql`false`
  })`;

/**
 * The next rows, in id order, whose value another key than the active ones wrote. It locks them in that order, and its
 * transaction holds no other lock.
 */
export function lockRowsOfOtherKeys(
  tx: Executor,
  place: EncryptedPlace,
  { after, limit, active }: Range,
): Promise<EncryptedRow[]> {
  const { table, sealed, keyId } = identifiersOf(place);
  return tx.execute<EncryptedRow>(sql`
    select id::int8::float8 as id, ${sealed} as sealed, ${keyId} as "keyId",
      ${place.boundTo === 'id' ? sql`convert_to(id::text, 'UTF8')` : sql.identifier(place.boundTo)} as "boundTo"
    from ${table} where id > ${after} and ${isOfOtherKey(place, active)}
    order by id limit ${limit} for no key update`);
}

/** How many rows `lockRowsOfOtherKeys` would still find. */
export async function countRowsOfOtherKeys(db: Executor, place: EncryptedPlace, active: ActiveKeys): Promise<number> {
  const [counted] = await db.execute<{ count: number }>(sql`
    select count(*)::float8 as count from ${sql.identifier(place.table)} where ${isOfOtherKey(place, active)}`);
  return counted?.count ?? 0;
}

type WrittenValue = { id: number } & EncryptedValue;

/** Writes these values. Their rows are locked by `lockRowsOfOtherKeys`. */
export async function updateValues(
  tx: Executor,
  place: EncryptedPlace,
  written: WrittenValue[],
  activeDigest: number,
): Promise<void> {
  const { table, sealed, keyId } = identifiersOf(place);
  const hex = ({ digest, sealed, ...row }: WrittenValue) => ({
    ...row,
    ...{ sealed: sealed.toString('hex'), digest: digest?.toString('hex') },
  });
  const digest = place.digestKeyId
    ? sql`, ${sql.identifier(place.boundTo)} = decode(w.digest, 'hex'), ${sql.identifier(place.digestKeyId)} = ${activeDigest}`
    : sql``;
  await tx.execute(sql`
    update ${table} t set ${sealed} = decode(w.sealed, 'hex'), ${keyId} = w."keyId"${digest}
    from jsonb_to_recordset(${JSON.stringify(written.map(hex))}::text::jsonb)
      as w (id int8, sealed text, "keyId" int2, digest text)
    where t.id = w.id`);
}

const identifiersOf = ({ table, sealed, keyId }: EncryptedPlace) => ({
  table: sql.identifier(table),
  sealed: sql.identifier(sealed),
  keyId: sql.identifier(keyId),
});
