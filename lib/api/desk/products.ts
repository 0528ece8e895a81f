import { Hono } from 'hono';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { readStockPace } from '@/lib/domain/sales/products/stock-pace';
import { salesArePaused } from '@/lib/domain/sales/sales/pause-sales';
import type { DeskEnv } from '../http/environment';

/** `GET /api/desk/products`: all of them with what is left and sold a day, and whether selling is paused. */
export const deskProducts = new Hono<DeskEnv>().get('/', async (c) => {
  const { ctx } = c.var;
  const [rows, pace, paused] = await Promise.all([listProducts(ctx), readStockPace(ctx), salesArePaused(ctx)]);
  return c.json({ rows, pace, paused });
});
