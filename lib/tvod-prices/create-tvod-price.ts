import { tvodPrices } from '@/db/schema/coupons';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import { refuseTakenName } from '@/lib/directory/taken-name';
import { Invalid } from '@/lib/errors';
import { findTvodPriceProblems } from './find-tvod-price-problems';
import type { CreateTvodPriceInput } from './schemas';
import { type TvodPrice, tvodPriceColumns } from './tvod-price-row';

/** @throws Forbidden, Invalid (another price has this name, or a rental without its days) */
export async function createTvodPrice(ctx: Context, input: CreateTvodPriceInput): Promise<TvodPrice> {
  assertCan(ctx, 'coupons.write');
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
}
