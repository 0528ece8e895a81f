import { Hono } from 'hono';
import { validator } from 'hono/validator';
import { z } from 'zod';
import { Invalid } from '@/lib/core/errors';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { codeFilter, exportCodesInput } from '@/lib/domain/coupons/codes/schemas';
import type { DeskEnv } from '../http/environment';
import { answerCsv } from './answer-csv';
import { fromDeskPage } from './from-desk-page';
import { queryOf } from './query';

const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));
const status = codeFilter.shape.status;
const batchId = codeFilter.shape.batchId;
const filterFields = { status, from: instant.optional(), until: instant.optional() };

const maskedQuery = z.object({
  couponId: z.coerce.number().pipe(exportCodesInput.shape.couponId),
  batchId: z.coerce.number().pipe(exportCodesInput.shape.couponId).optional(),
  ...filterFields,
});
const clearBody = z.object({
  couponId: exportCodesInput.shape.couponId,
  filter: z.object({ batchId, ...filterFields }),
  clear: exportCodesInput.shape.clear.unwrap(),
});

const body = validator('json', (value) => {
  const input = clearBody.safeParse(value);
  if (!input.success) throw new Invalid(fieldErrorsOf(input.error));
  return input.data;
});

/** A coupon's codes as CSV. Masked over a plain link; in clear only by a POST with a reason, from the desk's own page. */
export const deskCodeExports = new Hono<DeskEnv>()
  .get('/', queryOf(maskedQuery), async (c) => {
    const { couponId, ...filter } = c.req.valid('query');
    return answerCsv(c, await exportCodes(c.var.ctx, { couponId, filter }));
  })
  .post('/', fromDeskPage, body, async (c) => answerCsv(c, await exportCodes(c.var.ctx, c.req.valid('json'))));
