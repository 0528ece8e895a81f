import { eq } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { redemptions } from '@/db/schema/redemptions';
import { sales } from '@/db/schema/sales';
import { openTestDatabase } from '@/db/testing';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeBuyer, makeStock, order, type Stock } from '@/lib/domain/sales/sales/testing';
import { voidPurchase, voidSale } from '@/lib/domain/sales/sales/void-sale';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { furtherProcesses } from '@/test/further-processes';
import { prepared } from '@/test/prepared';
import { checkRedemption } from './check-redemption';
import { redeem } from './redeem';
import { rollBackRedemption } from './roll-back-redemption';
import { findInconsistencies } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const others = furtherProcesses(test, 1);
/** In another process than the sales. */
const platform = prepared(async () => {
  const ctx = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']);
  return others.map(({ db }): Context<KeyActor> => ({ ...ctx, db }))[0] ?? ctx;
});
afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
});

const reason = 'Wrong number';
const rounds = 60;

const take = (stock: Stock, pin: string | null, hold_seconds?: number) =>
  redeem(platform, {
    code: pin ?? '',
    user: { id: `user-${stock.couponId}` },
    idempotencyKey: crypto.randomUUID(),
    ...(hold_seconds ? { hold_seconds } : {}),
  });

it(`of a void and a redemption of the same PIN at the same instant exactly one wins, in ${rounds} rounds`, async () => {
  const won = { voided: 0, redeemed: 0 };
  const buyer = await makeBuyer(test.db, rounds * 200_000);
  const stock = await makeStock(test.db, rounds, { coupon: { uniqueRedemption: false } });
  for (let round = 0; round < rounds; round += 1) {
    const { sale, pin } = await sell(buyer, order(stock));
    const { reference, id } = sale;
    const undo = () => voidPurchase(buyer, { reference, reason });
    const use = () => take(stock, pin, round % 3 === 0 ? 600 : undefined);
    const both = round % 2 === 0 ? [undo(), use()] : [use(), undo()];
    const settled = await Promise.allSettled(both);
    const [voided, used] = round % 2 === 0 ? settled : settled.toReversed();
    const [row] = await test.db
      .select({ state: sales.state, status: codes.status })
      .from(sales)
      .innerJoin(codes, eq(codes.id, sales.codeId))
      .where(eq(sales.id, id));
    if (voided?.status === 'fulfilled') {
      won.voided += 1;
      expect(used).toMatchObject({ status: 'rejected', reason: { reason: 'code_voided' } });
      expect(row).toEqual({ state: 'voided', status: 'voided' });
    } else {
      won.redeemed += 1;
      expect(voided).toMatchObject({ reason: { reason: 'pin_used' } });
      expect(used).toMatchObject({ status: 'fulfilled' });
      expect(row).toEqual({ state: 'succeeded', status: 'redeemed' });
    }
  }
  expect(won.voided + won.redeemed).toBe(rounds);
  expect(await test.db.$count(redemptions, eq(redemptions.couponId, stock.couponId))).toBe(won.redeemed);
  const balance = await getOwnBalance(buyer);
  expect(balance).toMatchObject({ availablePaisa: won.voided * 200_000, consumedPaisa: won.redeemed * 200_000 });
}, 120_000);

it('a PIN that was used and given back can be voided, and then nobody uses it', async () => {
  const stock = await makeStock(test.db, 1);
  const { sale, pin } = await sell(admin, order(stock));
  const { id } = await take(stock, pin);
  await expect(voidSale(admin, { saleId: sale.id, reason })).rejects.toMatchObject({ reason: 'pin_used' });
  await rollBackRedemption(platform, { id, reason: 'Payment failed' });
  await voidSale(admin, { saleId: sale.id, reason });
  await expect(take(stock, pin)).rejects.toMatchObject({ reason: 'code_voided' });
  const checked = await checkRedemption(platform, { code: pin ?? '', user: { id: 'somebody' } });
  expect(checked.reasons.filter(({ passed }) => !passed)).toMatchObject([{ rule: 'code_state', code: 'code_voided' }]);
});
