import { Hono } from 'hono';
import { z } from 'zod';
import { getCouponStatistics } from '@/lib/statistics/get-coupon-statistics';
import type { DeskEnv } from '../environment';
import { queryOf } from './query';

const couponQuery = z.object({ couponId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

/** `GET /api/desk/statistics/coupon?couponId=1`: how a coupon was used, for its page. */
export const deskStatistics = new Hono<DeskEnv>().get('/coupon', queryOf(couponQuery), async (c) =>
  c.json(await getCouponStatistics(c.var.ctx, c.req.valid('query').couponId)),
);
