import { Hono } from 'hono';
import { z } from 'zod';
import { Invalid } from '@/lib/core/errors';
import { getUpload } from '@/lib/domain/coupons/codes/code-upload';
import { exportBadRows } from '@/lib/domain/coupons/codes/export-bad-rows';
import { receiveUpload } from '@/lib/domain/coupons/codes/receive-upload';
import { receiveUploadInput, uploadInput } from '@/lib/domain/coupons/codes/schemas';
import type { DeskEnv } from '../http/environment';
import { answerCsv } from './answer-csv';
import { fromDeskPage } from './from-desk-page';
import { queryOf } from './query';

const couponId = z.coerce.number().pipe(uploadInput.shape.couponId);
const oneUpload = z.object({ couponId });
const newUpload = z.object({
  couponId,
  fileName: receiveUploadInput.shape.fileName,
  hasCheckCharacters: z.enum(['true', 'false']).transform((value) => value === 'true'),
});

/** `POST /api/desk/uploads/codes`: a CSV file of codes as the body; then how far its check is, and its bad rows. */
export const deskUploads = new Hono<DeskEnv>()
  .post('/codes', fromDeskPage, queryOf(newUpload), async (c) => {
    const { body } = c.req.raw;
    if (!body) throw new Invalid({ file: ['holds no rows'] });
    return c.json(await receiveUpload(c.var.ctx, c.req.valid('query'), body));
  })
  .get('/codes/:id{[1-9][0-9]{0,14}}', queryOf(oneUpload), async (c) => {
    const { couponId } = c.req.valid('query');
    return c.json(await getUpload(c.var.ctx, { couponId, uploadId: Number(c.req.param('id')) }));
  })
  .post('/codes/:id{[1-9][0-9]{0,14}}/bad-rows', fromDeskPage, queryOf(oneUpload), async (c) => {
    const { couponId } = c.req.valid('query');
    return answerCsv(c, await exportBadRows(c.var.ctx, { couponId, uploadId: Number(c.req.param('id')) }));
  });
