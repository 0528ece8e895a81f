import { Hono } from 'hono';
import { z } from 'zod';
import { exportStatistics } from '@/lib/domain/redemptions/statistics/export-statistics';
import { getPeriodStatistics } from '@/lib/domain/redemptions/statistics/get-period-statistics';
import { listSubscriptions } from '@/lib/domain/redemptions/statistics/list-subscriptions';
import {
  exportStatisticsInput,
  listSubscriptionsInput,
  periodStatisticsInput,
  subscriptionsPerPage,
} from '@/lib/domain/redemptions/statistics/schemas';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

const subscriptionsQuery = z.object({
  couponId: listSubscriptionsInput.shape.couponId,
  after: listSubscriptionsInput.shape.after,
});

/** `GET /api/desk/statistics/period?couponId=1&days=30`: how a coupon, or all, were used; as files; who used one. */
export const deskStatistics = new Hono<DeskEnv>()
  .get('/period', queryOf(periodStatisticsInput), async (c) =>
    c.json(await getPeriodStatistics(c.var.ctx, c.req.valid('query'))),
  )
  .post('/exports', fromDeskPage, bodyOf(exportStatisticsInput), async (c) =>
    answerTable(c, exportStatistics, c.req.valid('json')),
  )
  .get('/subscriptions', queryOf(subscriptionsQuery), async (c) =>
    c.json(await listSubscriptions(c.var.ctx, { ...c.req.valid('query'), perPage: subscriptionsPerPage })),
  );
