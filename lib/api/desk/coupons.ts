import { Hono } from 'hono';
import { exportCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import { getCoupon } from '@/lib/domain/coupons/coupons/get-coupon';
import { countCoupons, listCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { countCouponsInput } from '@/lib/domain/coupons/coupons/schemas';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { inputQuery } from './input-query';
import { bodyOf } from './query';

/** `GET /api/desk/coupons`: a page of the list with its capped count; `/exports`: what its filters show, as a file; `/api/desk/coupons/ID`: one, deleted or not. */
export const deskCoupons = new Hono<DeskEnv>()
  .get('/', inputQuery(listCoupons.input), async (c) => {
    const input = c.req.valid('query');
    const [page, total] = await Promise.all([listCoupons(c.var.ctx, input), countCoupons(c.var.ctx, input)]);
    return c.json({ ...page, total });
  })
  .post('/exports', fromDeskPage, bodyOf(countCouponsInput), async (c) =>
    answerTable(c, exportCoupons, c.req.valid('json')),
  )
  .get('/:id{[1-9][0-9]{0,14}}', async (c) =>
    c.json(await getCoupon(c.var.ctx, { id: Number(c.req.param('id')), withDeleted: true })),
  );
