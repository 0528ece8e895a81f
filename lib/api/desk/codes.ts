import { Hono } from 'hono';
import { countCodes, listCodes } from '@/lib/domain/coupons/codes/list-codes';
import type { DeskEnv } from '../http/environment';
import { inputQuery } from './input-query';

/** `GET /api/desk/codes?couponId=1`: a page of a coupon's codes, masked, and how many there are of each status. */
export const deskCodes = new Hono<DeskEnv>().get('/', inputQuery(listCodes.input), async (c) => {
  const input = c.req.valid('query');
  const [page, counts] = await Promise.all([listCodes(c.var.ctx, input), countCodes(c.var.ctx, input)]);
  return c.json({ ...page, counts });
});
