import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { deliveries } from '@/db/schema/deliveries';
import { sales } from '@/db/schema/sales';
import { openTestDatabase } from '@/db/testing';
import { sendDelivery } from '@/lib/domain/sales/deliveries/send-delivery';
import { makeSale, queueDeliveries } from '@/lib/domain/sales/deliveries/testing';
import { getSale } from '@/lib/domain/sales/sales/get-sale';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { sell } from '@/lib/domain/sales/sales/sell';
import { makeStock, order } from '@/lib/domain/sales/sales/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { revealSalePin } from './reveal-sale-pin';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

/** What no key opens, as of an altered row or a key that is gone. */
const altered = Buffer.alloc(64);

describe('a PIN that cannot be decrypted', () => {
  it('is reported by its sale alone, which is listed with the others and shown', async () => {
    const { saleId } = await makeSale(test.db, admin.actor.id);
    const other = await makeSale(test.db, admin.actor.id);
    await test.db.update(sales).set({ pinSealed: altered }).where(eq(sales.id, saleId));
    await expect(revealSalePin(admin, { saleId })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'unreadable',
      message: `The PIN of sale ${saleId} cannot be decrypted with the keys of this desk.`,
    });
    expect(await revealSalePin(admin, { saleId: other.saleId })).toEqual({ pin: other.pin });
    expect(await getSale(admin, { saleId })).toMatchObject({ id: saleId, state: 'succeeded' });
    const { rows } = await listSales(admin, {});
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining([saleId, other.saleId]));
  });

  it('is not sent, and its message says why instead of being tried forever', async () => {
    const { saleId } = await makeSale(test.db, admin.actor.id);
    await test.db.update(sales).set({ pinSealed: altered }).where(eq(sales.id, saleId));
    await queueDeliveries(admin, { saleId, phone: '+9779860848045', email: null });
    const [delivery] = await test.db.select().from(deliveries).where(eq(deliveries.saleId, saleId));
    const deliveryId = delivery?.id ?? 0;
    await sendDelivery(systemContext(test.db, 'tests'), { deliveryId, attempt: 1 });
    const [after] = await test.db.select().from(deliveries).where(eq(deliveries.id, deliveryId));
    expect(after).toMatchObject({ state: 'failed', error: 'pin_unreadable', attempts: 0 });
  });

  it('was paid for all the same: the sale stays sold, and waits for a person', async () => {
    const stock = await makeStock(test.db, 1);
    await test.db.update(codes).set({ sealed: altered }).where(eq(codes.couponId, stock.couponId));
    const { sale, pin } = await sell(admin, order(stock));
    expect([sale.state, pin]).toEqual(['succeeded', null]);
    expect(await getSale(admin, { saleId: sale.id })).toMatchObject({ flagReason: 'pin_unreadable' });
  });
});
