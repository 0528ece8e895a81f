import { OpenAPIHono } from '@hono/zod-openapi';
import { listPrices } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import { listPurchases, readPurchase } from '@/lib/domain/sales/sales/read-purchases';
import { voidPurchase } from '@/lib/domain/sales/sales/void-sale';
import type { KeyEnv } from '../http/environment';
import { addRoute } from './add-route';
import { listPricesRoute, serializePrice } from './price-route';
import { getSaleRoute, listSalesRoute, serializeSale } from './sale-routes';
import { serializeVoided, voidRoute } from './void-route';

export const sales = new OpenAPIHono<KeyEnv>({ strict: false });

addRoute(sales, listSalesRoute, async (c, { query }) => {
  const { rows, next } = await listPurchases(c.var.ctx, query);
  return c.json({ data: rows.map(serializeSale), next });
});

addRoute(sales, listPricesRoute, async (c) => {
  const prices = await listPrices(c.var.ctx);
  return c.json({ data: prices.map(serializePrice) });
});

addRoute(sales, getSaleRoute, async (c, { params }) => {
  const { pin, serial, ...sale } = await readPurchase(c.var.ctx, params);
  return c.json({ ...serializeSale(sale), pin, serial });
});

addRoute(sales, voidRoute, async (c, { params, body }) =>
  c.json(serializeVoided(await voidPurchase(c.var.ctx, { ...params, ...body }))),
);
