import { type AnyColumn, desc, eq, inArray, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { correctedPins, replacedCodes, sales } from '@/db/schema/sales';

/** Next to other conditions: `in` would have every sale read, for Postgres does not combine it with them by index. */
export const isOneOf = (column: AnyColumn, ids: SQLWrapper): SQL => sql`${column} = any (array${ids})`;

/** Any number of ids in one parameter: a statement takes 65,535 of them. */
export const isOneOfIds = (column: AnyColumn, ids: readonly number[]): SQL =>
  isOneOf(column, sql`(select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::int8)`);

/** The sale whose PIN this code is, or was before it was replaced. */
export function soldAs(db: Executor, codeId: number): SQL | undefined {
  const replaced = db.select({ id: replacedCodes.saleId }).from(replacedCodes).where(eq(replacedCodes.codeId, codeId));
  return or(eq(sales.codeId, codeId), isOneOf(sales.id, replaced));
}

/** The sale whose supplier's PIN or serial reads like one of these, or whose PIN did before it was corrected. */
export function soldWith(db: Executor, digests: Buffer[]): SQL | undefined {
  const corrected = db
    .select({ id: correctedPins.saleId })
    .from(correctedPins)
    .where(inArray(correctedPins.digest, digests));
  return or(inArray(sales.pinDigest, digests), inArray(sales.serialDigest, digests), isOneOf(sales.id, corrected));
}

/** For an order by: the sale that has the PIN now comes before those where it was corrected. */
export const hasItNow = (digests: Buffer[]): SQL => desc(sql`${inArray(sales.pinDigest, digests)} is true`);
