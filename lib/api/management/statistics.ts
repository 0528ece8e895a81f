import { z } from '@hono/zod-openapi';
import { couponFields } from '@/lib/core/entities/coupon';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { redemptionStates } from '@/lib/domain/redemptions/redemptions/filters';
import type { Redemption } from '@/lib/domain/redemptions/redemptions/redemption';
import { type CouponStatistics, getCouponStatistics } from '@/lib/domain/redemptions/statistics/get-coupon-statistics';
import { listSubscriptions } from '@/lib/domain/redemptions/statistics/list-subscriptions';
import { addCall, type ManagementRouter, pathId, readQuery } from './call';
import { couponShape } from './coupon-serializer';
import { answerPage, pagingQuery } from './paging';
import { answer, idParam, paginationSchema } from './shapes';

const { page, per_page, after } = pagingQuery;
const query = z.object({ subscription_page: page, per_page, after });

/** The six keys of the source's sample, and no others. */
function briefShape(coupon: Coupon) {
  const { code, discount, duration } = coupon;
  const { id, months, description } = couponShape(coupon);
  return { id, code, discount, duration, months, description };
}

function statisticsShape(statistics: CouponStatistics) {
  return {
    redemptions: statistics.redemptions,
    unique_users: statistics.uniqueUsers,
    codes: statistics.codes,
    remaining: statistics.remaining,
    first_redeemed_at: statistics.firstRedeemedAt,
    last_redeemed_at: statistics.lastRedeemedAt,
    by_day: statistics.byDay,
    time_zone: statistics.timeZone,
  };
}

const textId = (id: number | null) => (id === null ? null : String(id));

function subscriptionShape(redemption: Redemption) {
  const { percent, duration, cycles } = redemption.discount;
  return {
    id: String(redemption.id),
    user_id: redemption.userRef,
    subscription_id: redemption.subscriptionRef,
    tvod_price_id: textId(redemption.tvodPriceId),
    code_id: textId(redemption.codeId),
    status: redemption.state,
    discount: percent,
    duration,
    months: duration === 'repeating' ? cycles : 0,
    created_at: redemption.createdAt.toISOString(),
    redeemed_at: redemption.confirmedAt?.toISOString() ?? null,
    ended_at: redemption.endedAt?.toISOString() ?? null,
  };
}

const time = z.string().nullable().openapi({ format: 'date-time' });
const count = z.int();
const brief = z.object({
  id: z.string(),
  code: z.string(),
  discount: z.number(),
  duration: z.enum(couponFields.duration.values),
  months: z.int(),
  description: z.string(),
});
const statisticsSchema = z
  .object({
    redemptions: count.openapi({ description: 'Redeemed and not rolled back.' }),
    unique_users: count,
    codes: z.object({ available: count, redeemed: count, sold: count, voided: count, deleted: count }),
    remaining: count.nullable().openapi({ description: 'How often it can still be redeemed; null without a limit.' }),
    first_redeemed_at: time,
    last_redeemed_at: time,
    by_day: z.array(z.object({ day: z.string().openapi({ format: 'date' }), redemptions: count })),
    time_zone: z.string().openapi({ description: 'In which a day begins and ends.' }),
  })
  .openapi('CouponStatistics');
const subscriptionSchema = z
  .object({
    id: z.string(),
    user_id: z.string(),
    subscription_id: z.string().nullable(),
    tvod_price_id: z.string().nullable(),
    code_id: z.string().nullable().openapi({ description: "Null for the coupon's own code." }),
    status: z.enum(redemptionStates),
    discount: z.number(),
    duration: z.enum(couponFields.duration.values),
    months: z.int(),
    created_at: z.string().openapi({ format: 'date-time' }),
    redeemed_at: time,
    ended_at: time.openapi({ description: 'When it was rolled back or its hold ran out.' }),
  })
  .openapi('CouponSubscription');

const at = '2026-11-03T06:15:00.000Z';
const example = {
  coupons: [{ id: '1-teste', code: 'teste', discount: 100, duration: 'once', months: 0, description: '100%' }],
  coupons_pagination: { current: 1, last: true },
  statistics: {
    redemptions: 1,
    unique_users: 1,
    codes: { available: 98, redeemed: 1, sold: 1, voided: 0, deleted: 0 },
    remaining: null,
    first_redeemed_at: at,
    last_redeemed_at: at,
    by_day: [{ day: '2026-11-03', redemptions: 1 }],
    time_zone: 'Asia/Kathmandu',
  },
  subscriptions: [
    {
      id: '12',
      user_id: 'user-4411',
      subscription_id: 'sub-881',
      tvod_price_id: null,
      code_id: '7',
      status: 'redeemed',
      discount: 100,
      duration: 'once',
      months: 0,
      created_at: at,
      redeemed_at: at,
      ended_at: null,
    },
  ],
  subscriptions_pagination: { current: 1, last: true, next: null },
};

export function addStatisticsCalls(router: ManagementRouter): void {
  addCall(
    router,
    {
      tag: 'Coupons',
      method: 'get',
      path: '/coupons/{id}/statistics.json',
      operationId: 'getCouponStatistics',
      summary: 'Get how a coupon was used',
      description: 'Also of a deleted one. `subscriptions` has one entry a redemption, the newest first.',
      permission: 'coupons.read',
      request: { params: z.object({ id: idParam('1-teste') }), query },
      responses: answer(
        z.object({
          coupons: z.array(brief).openapi({ description: 'The one that was asked for.' }),
          coupons_pagination: z.object({ current: z.int(), last: z.boolean() }),
          statistics: statisticsSchema,
          subscriptions: z.array(subscriptionSchema),
          subscriptions_pagination: paginationSchema,
        }),
        example,
      ),
    },
    async (c) => {
      const { ctx } = c.var;
      const { subscription_page, ...rest } = readQuery(c, query);
      const coupon = await getCoupon(ctx, { id: pathId(c, 'id'), withDeleted: true });
      const statistics = await getCouponStatistics(ctx, { couponId: coupon.id });
      return answerPage(c, {
        plural: 'subscriptions',
        paging: { page: subscription_page, ...rest },
        list: (request) => listSubscriptions(ctx, { couponId: coupon.id, ...request }),
        shape: (rows) => rows.map(subscriptionShape),
        extra: {
          coupons: [briefShape(coupon)],
          coupons_pagination: { current: 1, last: true },
          statistics: statisticsShape(statistics),
        },
      });
    },
  );
}
