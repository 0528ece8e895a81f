import { Hono } from 'hono';
import { validator } from 'hono/validator';
import { z } from 'zod';
import { countCodes, listCodes } from '@/lib/codes/list-codes';
import { listCodesInput } from '@/lib/codes/schemas';
import { Invalid } from '@/lib/errors';
import { fieldErrorsOf } from '@/lib/field-errors';
import type { DeskEnv } from '../environment';

const { status, after } = listCodesInput.shape;
const listQuery = z.object({ couponId: z.coerce.number().pipe(listCodesInput.shape.couponId), status, after });

const query = validator('query', (value) => {
  const input = listQuery.safeParse(value);
  if (!input.success) throw new Invalid(fieldErrorsOf(input.error));
  return input.data;
});

/** `GET /api/desk/codes?couponId=1`: a page of a coupon's codes, masked, and how many there are of each status. */
export const deskCodes = new Hono<DeskEnv>().get('/', query, async (c) => {
  const input = c.req.valid('query');
  const [page, counts] = await Promise.all([listCodes(c.var.ctx, input), countCodes(c.var.ctx, input.couponId)]);
  return c.json({ ...page, counts });
});
