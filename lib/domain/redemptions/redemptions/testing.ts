import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { couponTvodPrices, couponUserGroups } from '@/db/schema/coupon-links';
import { codeBatches, codes, coupons } from '@/db/schema/coupons';
import { tvodPrices, userGroups } from '@/db/schema/directories';
import { encryptCode } from '@/lib/domain/coupons/codes/encrypt-code';
import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import { digestCode } from '@/lib/domain/coupons/reading/digest-code';

// All of one length: lists are in the order of names and codes, and files of tests share this number.
let serial = 100_000;

type CouponValues = Partial<typeof coupons.$inferInsert>;

export async function makeCoupon(db: Executor, values: CouponValues = {}) {
  const code = values.code ?? `Coupon-${process.pid}-${++serial}`;
  const [coupon] = await db
    .insert(coupons)
    .values({ code, codeDigest: digestCode(code), discount: 25, duration: 'once', ...values })
    .returning();
  if (!coupon) throw new Error('The coupon was not made.');
  return coupon;
}

/** Issues codes for a coupon and gives them in clear. */
export async function makeCodes(
  db: Executor,
  couponId: number,
  count: number,
  values: Partial<typeof codes.$inferInsert> = {},
) {
  const [batch] = await db
    .insert(codeBatches)
    .values({
      couponId,
      kind: 'generated',
      state: 'done',
      requested: count,
      issued: count,
      createdBy: 'test',
      finishedAt: new Date(),
    })
    .returning();
  if (!batch) throw new Error('The batch was not made.');
  const clear = Array.from({ length: count }, generateCode);
  const rows = await db
    .insert(codes)
    .values(clear.map((code) => ({ couponId, batchId: batch.id, ...encryptCode(code), ...values })))
    .returning({ id: codes.id });
  return clear.map((code, index) => ({ code, id: rows[index]?.id ?? 0 }));
}

export async function makeCode(db: Executor, couponId: number, values: Partial<typeof codes.$inferInsert> = {}) {
  const [code] = await makeCodes(db, couponId, 1, values);
  if (!code) throw new Error('The code was not made.');
  return code;
}

export async function linkNewGroup(db: Executor, couponId: number) {
  const [group] = await db
    .insert(userGroups)
    .values({ name: `Group ${process.pid}-${++serial}` })
    .returning();
  if (!group) throw new Error('The group was not made.');
  await db.insert(couponUserGroups).values({ couponId, userGroupId: group.id });
  return group;
}

export async function makePrice(db: Executor, linkTo?: number) {
  const [price] = await db
    .insert(tvodPrices)
    .values({ name: `Price ${process.pid}-${++serial}`, tvodType: 'purchase', pricePaisa: 99_000 })
    .returning();
  if (!price) throw new Error('The price was not made.');
  if (linkTo !== undefined) await db.insert(couponTvodPrices).values({ couponId: linkTo, tvodPriceId: price.id });
  return price;
}

/** Counters, codes and limits that do not agree with the rows; empty when all is well. */
export async function findInconsistencies(db: Executor): Promise<string[]> {
  const rows = await db.execute<{ problem: string }>(sql`
    select 'coupon ' || c.id || ' counts ' || c.redemption_count || ' and has ' || count(r.id) as problem
    from coupons c left join redemptions r on r.coupon_id = c.id and r.state in ('held', 'redeemed')
    group by c.id having c.redemption_count <> count(r.id)
    union all
    select 'coupon ' || c.id || ' took off ' || c.spent || ' and has ' || coalesce(sum(r.amount_off), 0) as problem
    from coupons c left join redemptions r on r.coupon_id = c.id and r.state in ('held', 'redeemed')
    group by c.id having c.spent <> coalesce(sum(r.amount_off), 0)
    union all
    select 'code ' || d.id || ' is ' || d.status || ' and has ' || count(r.id) || ' live redemptions'
    from codes d left join redemptions r on r.code_id = d.id and r.state in ('held', 'redeemed')
    group by d.id having (d.status = 'redeemed') <> (count(r.id) = 1)
    union all
    select 'redemption ' || r.id || ' has no audit row' from redemptions r where not exists (
      select from audit_events a where a.subject_kind = 'redemption' and a.subject_id = r.id)`);
  return rows.map((row) => row.problem);
}
