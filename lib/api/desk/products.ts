import { Hono } from 'hono';
import { listProducts } from '@/lib/products/list-products';
import { salesArePaused } from '@/lib/sales/pause-sales';
import type { DeskEnv } from '../environment';

/** `GET /api/desk/products`: all of them with what is left, and whether selling is paused. */
export const deskProducts = new Hono<DeskEnv>().get('/', async (c) => {
  const [rows, paused] = await Promise.all([listProducts(c.var.ctx), salesArePaused(c.var.ctx)]);
  return c.json({ rows, paused });
});
