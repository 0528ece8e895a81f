import { Hono } from 'hono';
import { exportProducts } from '@/lib/domain/sales/products/export-products';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { readStockPace } from '@/lib/domain/sales/products/stock-pace';
import { salesArePaused } from '@/lib/domain/sales/sales/pause-sales';
import { noInput } from '@/lib/platform/context/operation';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf } from './query';

/** `GET /api/desk/products`: all of them with what is left and sold a day, and whether selling is paused; `/exports`: the list as a file. */
export const deskProducts = new Hono<DeskEnv>()
  .get('/', async (c) => {
    const { ctx } = c.var;
    const [rows, pace, paused] = await Promise.all([listProducts(ctx), readStockPace(ctx), salesArePaused(ctx)]);
    return c.json({ rows, pace, paused });
  })
  .post('/exports', fromDeskPage, bodyOf(noInput), async (c) => answerTable(c, exportProducts, {}));
