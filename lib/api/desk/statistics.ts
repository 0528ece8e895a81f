import { Hono } from 'hono';
import { z } from 'zod';
import { exportByDay } from '@/lib/statistics/export-by-day';
import { getCouponStatistics } from '@/lib/statistics/get-coupon-statistics';
import { listSubscriptions } from '@/lib/statistics/list-subscriptions';
import { couponStatisticsInput, listSubscriptionsInput, subscriptionsPerPage } from '@/lib/statistics/schemas';
import type { DeskEnv } from '../environment';
import { answerCsv } from './answer-csv';
import { queryOf } from './query';

const subscriptionsQuery = z.object({
  couponId: couponStatisticsInput.shape.couponId,
  after: listSubscriptionsInput.shape.after,
});

/** `GET /api/desk/statistics/coupon?couponId=1&days=30`: how a coupon was used; its days as a file; who used it. */
export const deskStatistics = new Hono<DeskEnv>()
  .get('/coupon', queryOf(couponStatisticsInput), async (c) => {
    const { couponId, days } = c.req.valid('query');
    return c.json(await getCouponStatistics(c.var.ctx, couponId, { lastDays: days }));
  })
  .get('/coupon.csv', queryOf(couponStatisticsInput), async (c) =>
    answerCsv(c, await exportByDay(c.var.ctx, c.req.valid('query'))),
  )
  .get('/subscriptions', queryOf(subscriptionsQuery), async (c) =>
    c.json(await listSubscriptions(c.var.ctx, { ...c.req.valid('query'), perPage: subscriptionsPerPage })),
  );
