import { and, eq, isNull } from 'drizzle-orm';
import { tvodPrices } from '@/db/schema/coupons';
import { entryInput } from '@/lib/domain/coupons/imports/schemas';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { readTvodPrice, type TvodPrice, tvodPriceColumns } from './tvod-price-row';

/**
 * Takes a price out of use: lists and pickers leave it out, no further coupon is limited to it, and its name is free.
 * Links that exist stay and go on restricting: a coupon whose only price is archived must not become one for everything.
 * Twice is no error.
 * @throws Forbidden, NotFound
 */
export const archiveTvodPrice = operation('coupons.write', entryInput, async (ctx, { id }): Promise<TvodPrice> => {
  return inTransaction(ctx, async (tx) => {
    const now = tx.now();
    const [price] = await tx.db
      .update(tvodPrices)
      .set({ archivedAt: now, updatedAt: now })
      .where(and(eq(tvodPrices.id, id), isNull(tvodPrices.archivedAt)))
      .returning(tvodPriceColumns);
    if (!price) return readTvodPrice(tx, id);
    const data = { name: price.name };
    await recordAudit(tx, { action: 'tvod_price.archived', subjectKind: 'tvod_price', subjectId: id, data });
    return price;
  });
});
