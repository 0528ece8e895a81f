import { Hono } from 'hono';
import { listDeliveries } from '@/lib/deliveries/list-deliveries';
import { listDeliveriesInput } from '@/lib/deliveries/schemas';
import type { DeskEnv } from '../environment';
import { queryOf } from './query';

/** `GET /api/desk/deliveries?saleId=1`: how far a sale's messages are, for the page that waits for them. */
export const deskDeliveries = new Hono<DeskEnv>().get('/', queryOf(listDeliveriesInput), async (c) =>
  c.json({ rows: await listDeliveries(c.var.ctx, c.req.valid('query').saleId) }),
);
