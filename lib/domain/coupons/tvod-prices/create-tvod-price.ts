import { tvodPrices } from '@/db/schema/coupons';
import { Invalid } from '@/lib/core/errors';
import { refuseTakenName } from '@/lib/domain/coupons/imports/taken-name';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { checkTvodPrice, findTvodPriceProblems } from './find-tvod-price-problems';
import { createTvodPriceInput } from './schemas';
import { type TvodPrice, tvodPriceColumns } from './tvod-price-row';

/** @throws Forbidden, Invalid (another price has this name, or a rental without its days) */
export const createTvodPrice = operation(
  'coupons.write',
  createTvodPriceInput,
  async (ctx, input): Promise<TvodPrice> => {
    return inTransaction(ctx, async (tx) => {
      const problems = await findTvodPriceProblems(tx, input);
      if (Object.keys(problems).length > 0) throw new Invalid(problems);
      const now = tx.now();
      const [price] = await tx.db
        .insert(tvodPrices)
        .values({ ...input, createdAt: now, updatedAt: now })
        .returning(tvodPriceColumns);
      if (!price) throw new Error('The TVOD price was not written.');
      await recordAudit(tx, {
        action: 'tvod_price.created',
        subjectKind: 'tvod_price',
        subjectId: price.id,
        data: input,
      });
      return price;
    }).catch(refuseTakenName);
  },
  checkTvodPrice,
);
