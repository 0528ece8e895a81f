import { Hono } from 'hono';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { countCoupons, listCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import type { DeskEnv } from '../http/environment';
import { inputQuery } from './input-query';

/** `GET /api/desk/coupons`: a page of the list with its capped count; `/api/desk/coupons/ID`: one, deleted or not. */
export const deskCoupons = new Hono<DeskEnv>()
  .get('/', inputQuery(listCoupons.input), async (c) => {
    const input = c.req.valid('query');
    const [page, total] = await Promise.all([listCoupons(c.var.ctx, input), countCoupons(c.var.ctx, input)]);
    return c.json({ ...page, total });
  })
  .get('/:id{[1-9][0-9]{0,14}}', async (c) =>
    c.json(await getCoupon(c.var.ctx, { id: Number(c.req.param('id')), withDeleted: true })),
  );
