import { and, eq, isNotNull } from 'drizzle-orm';
import { tvodPrices } from '@/db/schema/coupons';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import type { EntryInput } from '@/lib/directory/schemas';
import { refuseTakenName } from '@/lib/directory/taken-name';
import { readTvodPrice, type TvodPrice, tvodPriceColumns } from './tvod-price-row';

/**
 * Undoes archiving. One that is not archived stays as it is.
 * @throws Forbidden, NotFound, Invalid (another price has its name by now)
 */
export async function restoreTvodPrice(ctx: Context, { id }: EntryInput): Promise<TvodPrice> {
  assertCan(ctx, 'coupons.write');
  return inTransaction(ctx, async (tx) => {
    const [price] = await tx.db
      .update(tvodPrices)
      .set({ archivedAt: null, updatedAt: tx.now() })
      .where(and(eq(tvodPrices.id, id), isNotNull(tvodPrices.archivedAt)))
      .returning(tvodPriceColumns);
    if (!price) return readTvodPrice(tx, id);
    const data = { name: price.name };
    await recordAudit(tx, { action: 'tvod_price.restored', subjectKind: 'tvod_price', subjectId: id, data });
    return price;
  }).catch(refuseTakenName);
}
