import { and, eq, isNotNull } from 'drizzle-orm';
import { tvodPrices } from '@/db/schema/coupons';
import { entryInput } from '@/lib/domain/coupons/imports/schemas';
import { refuseTakenName } from '@/lib/domain/coupons/imports/taken-name';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { readTvodPrice, type TvodPrice, tvodPriceColumns } from './tvod-price-row';

/**
 * Undoes archiving. One that is not archived stays as it is.
 * @throws Forbidden, NotFound, Invalid (another price has its name by now)
 */
export const restoreTvodPrice = operation('coupons.write', entryInput, async (ctx, { id }): Promise<TvodPrice> => {
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
});
