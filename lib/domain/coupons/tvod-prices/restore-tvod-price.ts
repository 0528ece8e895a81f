import { and, eq, isNotNull } from 'drizzle-orm';
import { tvodPrices } from '@/db/schema/coupons';
import type { EntryInput } from '@/lib/domain/coupons/imports/schemas';
import { refuseTakenName } from '@/lib/domain/coupons/imports/taken-name';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
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
