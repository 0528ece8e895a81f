import { Hono } from 'hono';
import { exportBatches } from '@/lib/domain/coupons/codes/export-batches';
import { getBatch, listBatches } from '@/lib/domain/coupons/codes/list-batches';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { inputQuery } from './input-query';
import { bodyOf } from './query';

/**
 * `GET /api/desk/code-batches?couponId=1`: a page of a coupon's batches and how far each is; `…/7?couponId=1`: one;
 * `…/exports`: all as a file.
 */
export const deskCodeBatches = new Hono<DeskEnv>()
  .get('/', inputQuery(listBatches.input), async (c) => c.json(await listBatches(c.var.ctx, c.req.valid('query'))))
  .post('/exports', fromDeskPage, bodyOf(exportBatches.input), async (c) =>
    answerTable(c, exportBatches, c.req.valid('json')),
  )
  .get('/:id{[1-9][0-9]{0,14}}', inputQuery(getBatch.input.pick({ couponId: true })), async (c) =>
    c.json(await getBatch(c.var.ctx, { ...c.req.valid('query'), batchId: Number(c.req.param('id')) })),
  );
