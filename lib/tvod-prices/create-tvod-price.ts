import { tvodPrices } from '@/db/schema/coupons';
import { recordAudit } from '@/lib/audit/record-audit';
import { assertCan } from '@/lib/auth/permissions';
import { type Context, inTransaction } from '@/lib/context';
import { violatedConstraint } from '@/lib/database-errors';
import { Invalid } from '@/lib/errors';
import { type CreateTvodPriceInput, durationProblem } from './schemas';

export const tvodPriceColumns = {
  id: tvodPrices.id,
  name: tvodPrices.name,
  tvodType: tvodPrices.tvodType,
  pricePaisa: tvodPrices.pricePaisa,
  durationDays: tvodPrices.durationDays,
};

export type TvodPrice = Pick<typeof tvodPrices.$inferSelect, keyof typeof tvodPriceColumns>;

/** @throws Forbidden, Invalid (another price has this name, or a rental without its days) */
export async function createTvodPrice(ctx: Context, input: CreateTvodPriceInput): Promise<TvodPrice> {
  assertCan(ctx, 'coupons.write');
  const problem = durationProblem(input);
  if (problem) throw new Invalid({ durationDays: [problem] });
  try {
    return await inTransaction(ctx, async (tx) => {
      const now = tx.now();
      const [price] = await tx.db
        .insert(tvodPrices)
        .values({ ...input, createdAt: now, updatedAt: now })
        .returning(tvodPriceColumns);
      if (!price) throw new Error('The TVOD price was not written.');
      const { id, ...data } = price;
      await recordAudit(tx, { action: 'tvod_price.created', subjectKind: 'tvod_price', subjectId: id, data });
      return price;
    });
  } catch (error) {
    if (violatedConstraint(error) === 'tvod_prices_name_key') throw new Invalid({ name: ['has already been taken'] });
    throw error;
  }
}
