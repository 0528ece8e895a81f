import { Hono } from 'hono';
import { getSaleMessages } from '@/lib/domain/sales/deliveries/get-sale-messages';
import { listProviders } from '@/lib/domain/sales/deliveries/list-providers';
import { saleMessagesInput } from '@/lib/domain/sales/deliveries/schemas';
import type { DeskEnv } from '../http/environment';
import { queryOf } from './query';

/**
 * `GET /api/desk/deliveries?saleId=1`: how far a sale's messages are, for the page that waits for them.
 * `GET /api/desk/deliveries/providers`: how the channels fare.
 */
export const deskDeliveries = new Hono<DeskEnv>()
  .get('/', queryOf(saleMessagesInput), async (c) => c.json(await getSaleMessages(c.var.ctx, c.req.valid('query'))))
  .get('/providers', async (c) => c.json(await listProviders(c.var.ctx)));
