import { Hono } from 'hono';
import { validator } from 'hono/validator';
import type { z } from 'zod';
import { Invalid } from '@/lib/core/errors';
import { readInput } from '@/lib/core/read-input';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf } from './query';

const maskedInput = exportCodes.input.omit({ clear: true, sheet: true });
type ExportInput = z.input<typeof exportCodes.input>;

/** What is asked for by POST is in clear: without a reason it is refused, and never masked instead. */
const clearBody = validator('json', (sent) => {
  const { value, unknown } = readInput(exportCodes.input, sent);
  if (Object.keys(unknown).length > 0) throw new Invalid(unknown);
  const input = value as Partial<ExportInput> | null;
  return { ...input, clear: input?.clear ?? { reason: '' } } as ExportInput;
});

/** A coupon's codes as CSV or .xlsx, from the desk's own page alone: `/masked`, or in clear with a reason, also as a PDF to print. */
export const deskCodeExports = new Hono<DeskEnv>()
  .post('/masked', fromDeskPage, bodyOf(maskedInput), async (c) => answerTable(c, exportCodes, c.req.valid('json')))
  .post('/', fromDeskPage, clearBody, async (c) => answerTable(c, exportCodes, c.req.valid('json')));
