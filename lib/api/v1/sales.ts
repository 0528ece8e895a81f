import { OpenAPIHono } from '@hono/zod-openapi';
import { voidPurchase } from '@/lib/domain/sales/sales/void-sale';
import type { KeyEnv } from '../http/environment';
import { addRoute } from './add-route';
import { serializeVoided, voidRoute } from './sale-routes';

export const sales = new OpenAPIHono<KeyEnv>({ strict: false });

addRoute(sales, voidRoute, async (c, { params, body }) =>
  c.json(serializeVoided(await voidPurchase(c.var.ctx, { ...params, ...body }))),
);
