import { Hono } from 'hono';
import { z } from 'zod';
import { NotFound } from '@/lib/core/errors';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { countCoupons, listCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { listCouponsInput } from '@/lib/domain/coupons/coupons/schemas';
import type { DeskEnv } from '../http/environment';
import { queryOf } from './query';

const listQuery = listCouponsInput.omit({ page: true, perPage: true }).extend({
  deleted: z
    .literal('true')
    .transform(() => true)
    .optional(),
});

/** `GET /api/desk/coupons`: a page of the list with its capped count; `/api/desk/coupons/ID`: one, deleted or not. */
export const deskCoupons = new Hono<DeskEnv>()
  .get('/', queryOf(listQuery), async (c) => {
    const { sort, after, ...filters } = c.req.valid('query');
    const [page, total] = await Promise.all([
      listCoupons(c.var.ctx, { ...filters, sort, after }),
      countCoupons(c.var.ctx, filters),
    ]);
    return c.json({ ...page, total });
  })
  .get('/:id{[0-9]{1,15}}', async (c) => {
    const id = Number(c.req.param('id'));
    if (!id) throw new NotFound('The coupon');
    return c.json(await getCoupon(c.var.ctx, id, { withDeleted: true }));
  });
