import { eq } from 'drizzle-orm';
import { tvodPrices } from '@/db/schema/coupons';
import { Invalid } from '@/lib/core/errors';
import { changedFields } from '@/lib/domain/coupons/imports/changed-fields';
import { refuseTakenName } from '@/lib/domain/coupons/imports/taken-name';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { checkTvodPrice, findTvodPriceProblems, settleDuration } from './find-tvod-price-problems';
import { type CreateTvodPriceInput, updateTvodPriceInput } from './schemas';
import { lockTvodPrice, type TvodPrice, tvodPriceColumns } from './tvod-price-row';

/**
 * Changes the fields given and no others; what becomes a purchase loses its days.
 * @throws Forbidden, NotFound, Invalid, Conflict `archived`
 */
export const updateTvodPrice = operation(
  'coupons.write',
  updateTvodPriceInput,
  async (ctx, { id, ...rest }): Promise<TvodPrice> => {
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const fields = settleDuration<Partial<CreateTvodPriceInput>>(given);
    return inTransaction(ctx, async (tx) => {
      const before = await lockTvodPrice(tx, id);
      const problems = await findTvodPriceProblems(tx, fields, before);
      if (Object.keys(problems).length > 0) throw new Invalid(problems);
      const data = changedFields<CreateTvodPriceInput>(before, fields);
      if (Object.keys(data).length === 0) return before;
      const [price] = await tx.db
        .update(tvodPrices)
        .set({ ...fields, updatedAt: tx.now() })
        .where(eq(tvodPrices.id, id))
        .returning(tvodPriceColumns);
      if (!price) throw new Error('The TVOD price was not written.');
      await recordAudit(tx, { action: 'tvod_price.updated', subjectKind: 'tvod_price', subjectId: id, data });
      return price;
    }).catch(refuseTakenName);
  },
  checkTvodPrice,
);
