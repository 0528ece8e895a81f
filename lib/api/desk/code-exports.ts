import { Hono } from 'hono';
import { validator } from 'hono/validator';
import { z } from 'zod';
import { Invalid } from '@/lib/core/errors';
import { fileFormats } from '@/lib/core/table-file';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { codeFilter } from '@/lib/domain/coupons/codes/schemas';
import type { DeskEnv } from '../http/environment';
import { readInput } from '../http/read-input';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { inputQuery } from './input-query';

const maskedQuery = codeFilter.extend({
  couponId: exportCodes.input.shape.couponId,
  as: z.enum(fileFormats).optional(),
});

type ExportInput = z.input<typeof exportCodes.input>;

/** What is asked for by POST is in clear: without a reason it is refused, and never masked instead. */
const clearBody = validator('json', (sent) => {
  const { value, unknown } = readInput(exportCodes.input, sent);
  if (Object.keys(unknown).length > 0) throw new Invalid(unknown);
  const input = value as Partial<ExportInput> | null;
  return { ...input, clear: input?.clear ?? { reason: '' } } as ExportInput;
});

/** A coupon's codes as CSV or .xlsx. Masked over a plain link; in clear only by a POST with a reason, from the desk's own page. */
export const deskCodeExports = new Hono<DeskEnv>()
  .get('/', inputQuery(maskedQuery), async (c) => {
    const { couponId, as: _, ...filter } = c.req.valid('query');
    return answerTable(c, () => exportCodes(c.var.ctx, { couponId, filter }));
  })
  .post('/', fromDeskPage, clearBody, async (c) => answerTable(c, () => exportCodes(c.var.ctx, c.req.valid('json'))));
