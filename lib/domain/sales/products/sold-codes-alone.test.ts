import { readFile } from 'node:fs/promises';
import { and, desc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { codes, coupons } from '@/db/schema/coupons';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { makeStock } from '@/lib/domain/sales/sales/testing';

const database = openTestDatabase();

const migration = await readFile('drizzle/0020_sold_codes_alone.sql', 'utf8');

async function makeOpenStock() {
  const { couponId } = await makeStock(database.db, 2);
  await database.db.update(coupons).set({ requiresSale: false }).where(eq(coupons.id, couponId));
  return couponId;
}

async function requiresSale(couponId: number) {
  const [row] = await database.db.select().from(coupons).where(eq(coupons.id, couponId));
  return row?.requiresSale;
}

describe('the codes of products that were made before they worked only once sold', () => {
  it('work only once sold from now on, unless they were given out in other ways, too', async () => {
    const sold = await makeOpenStock();
    const redeemedUnsold = await makeOpenStock();
    const [code] = await database.db.select().from(codes).where(eq(codes.couponId, redeemedUnsold));
    await database.db
      .update(codes)
      .set({ status: 'redeemed', redeemedAt: new Date() })
      .where(eq(codes.id, code?.id ?? 0));
    const exported = await makeOpenStock();
    const subject = { subjectKind: 'coupon', subjectId: exported } as const;
    await database.db
      .insert(auditEvents)
      .values({ ...subject, actorKind: 'system', actorName: 'test', action: 'codes.exported' });
    const [without] = await database.db
      .insert(coupons)
      .values({ code: `without-product-${process.pid}`, discount: 25, duration: 'once' })
      .returning();

    await database.sql.unsafe(migration);

    expect(await requiresSale(sold)).toBe(true);
    expect(await requiresSale(redeemedUnsold)).toBe(false);
    expect(await requiresSale(exported)).toBe(false);
    expect(await requiresSale(without?.id ?? 0)).toBe(false);
    const about = and(eq(auditEvents.subjectKind, 'coupon'), eq(auditEvents.subjectId, sold));
    const [written] = await database.db.select().from(auditEvents).where(about).orderBy(desc(auditEvents.id)).limit(1);
    expect(written).toMatchObject({ action: 'coupon.updated', data: { changed: { requiresSale: [false, true] } } });
  });
});
