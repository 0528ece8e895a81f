import { Hono } from 'hono';
import { z } from 'zod';
import { countCodes, listCodes } from '@/lib/domain/coupons/codes/list-codes';
import { listCodesInput } from '@/lib/domain/coupons/codes/schemas';
import type { DeskEnv } from '../http/environment';
import { queryOf } from './query';

const { status, after } = listCodesInput.shape;
const id = z.coerce.number().pipe(listCodesInput.shape.couponId);
const from = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .optional();
const listQuery = z.object({ couponId: id, batchId: id.optional(), status, from, after });

/** `GET /api/desk/codes?couponId=1`: a page of a coupon's codes, masked, and how many there are of each status. */
export const deskCodes = new Hono<DeskEnv>().get('/', queryOf(listQuery), async (c) => {
  const input = c.req.valid('query');
  const [page, counts] = await Promise.all([listCodes(c.var.ctx, input), countCodes(c.var.ctx, input.couponId)]);
  return c.json({ ...page, counts });
});
