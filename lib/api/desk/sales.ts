import { Hono } from 'hono';
import { getSale } from '@/lib/sales/get-sale';
import { listSales } from '@/lib/sales/list-sales';
import { listSalesInput } from '@/lib/sales/schemas';
import type { DeskEnv } from '../environment';
import { queryOf } from './query';

/** `GET /api/desk/sales?search=…&state=…&before=…`, newest first; `/api/desk/sales/ID`: one with its timeline. */
export const deskSales = new Hono<DeskEnv>()
  .get('/', queryOf(listSalesInput), async (c) => c.json(await listSales(c.var.ctx, c.req.valid('query'))))
  .get('/:id{[1-9][0-9]{0,14}}', async (c) => c.json(await getSale(c.var.ctx, Number(c.req.param('id')))));
