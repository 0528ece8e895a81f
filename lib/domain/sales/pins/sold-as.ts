import { eq, inArray, or, type SQL } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { replacedCodes, sales } from '@/db/schema/sales';

/** The sale whose PIN this code is, or was before it was replaced. */
export function soldAs(db: Executor, codeId: number): SQL | undefined {
  const replaced = db.select({ id: replacedCodes.saleId }).from(replacedCodes).where(eq(replacedCodes.codeId, codeId));
  return or(eq(sales.codeId, codeId), inArray(sales.id, replaced));
}
