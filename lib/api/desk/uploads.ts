import { Hono } from 'hono';
import { getUpload } from '@/lib/domain/coupons/codes/code-upload';
import { exportBadRows } from '@/lib/domain/coupons/codes/export-bad-rows';
import { listBadRows } from '@/lib/domain/coupons/codes/list-bad-rows';
import { readUploadHead } from '@/lib/domain/coupons/codes/read-upload-head';
import { receiveUpload } from '@/lib/domain/coupons/codes/receive-upload';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fileOf } from './file-of';
import { fromDeskPage } from './from-desk-page';
import { inputQuery } from './input-query';

const ofCoupon = inputQuery(getUpload.input.pick({ couponId: true }));
const ofRows = inputQuery(listBadRows.input.omit({ uploadId: true }));

/**
 * `POST /api/desk/uploads/codes/head`, with the first 64 KiB of a CSV file of codes as the body: as what it is read.
 * `POST /api/desk/uploads/codes`, with all of it: its dry run; then how far that is, and the bad rows,
 * `/rows?result=existing` the first of them, `/bad-rows` all as a file.
 */
export const deskUploads = new Hono<DeskEnv>()
  .post('/codes', fromDeskPage, inputQuery(receiveUpload.input.omit({ file: true })), async (c) =>
    c.json(await receiveUpload(c.var.ctx, { ...c.req.valid('query'), file: fileOf(c) })),
  )
  .post('/codes/head', fromDeskPage, inputQuery(readUploadHead.input.omit({ file: true })), async (c) =>
    c.json(await readUploadHead(c.var.ctx, { ...c.req.valid('query'), file: fileOf(c) })),
  )
  .get('/codes/:id{[1-9][0-9]{0,14}}', ofCoupon, async (c) =>
    c.json(await getUpload(c.var.ctx, { ...c.req.valid('query'), uploadId: Number(c.req.param('id')) })),
  )
  .get('/codes/:id{[1-9][0-9]{0,14}}/rows', ofRows, async (c) => {
    const uploadId = Number(c.req.param('id'));
    return c.json({ rows: await listBadRows(c.var.ctx, { ...c.req.valid('query'), uploadId }) });
  })
  .post('/codes/:id{[1-9][0-9]{0,14}}/bad-rows', fromDeskPage, ofCoupon, async (c) => {
    const uploadId = Number(c.req.param('id'));
    return answerTable(c, exportBadRows, { ...c.req.valid('query'), uploadId });
  });
