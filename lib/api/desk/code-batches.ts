import { Hono } from 'hono';
import { z } from 'zod';
import { getBatch, listBatches } from '@/lib/domain/coupons/codes/list-batches';
import { batchInput, listBatchesInput } from '@/lib/domain/coupons/codes/schemas';
import type { DeskEnv } from '../http/environment';
import { queryOf } from './query';

const id = z.coerce.number().pipe(batchInput.shape.batchId);
const listQuery = z.object({ couponId: id, after: listBatchesInput.shape.after });

/** `GET /api/desk/code-batches?couponId=1`: a page of a coupon's batches and how far each is; `…/7?couponId=1`: one. */
export const deskCodeBatches = new Hono<DeskEnv>()
  .get('/', queryOf(listQuery), async (c) => c.json(await listBatches(c.var.ctx, c.req.valid('query'))))
  .get('/:id{[1-9][0-9]{0,14}}', queryOf(z.object({ couponId: id })), async (c) => {
    const { couponId } = c.req.valid('query');
    return c.json(await getBatch(c.var.ctx, { couponId, batchId: Number(c.req.param('id')) }));
  });
