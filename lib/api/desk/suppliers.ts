import { Hono } from 'hono';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { getSupplier } from '@/lib/domain/sales/supply/get-supplier';
import { listComparisons } from '@/lib/domain/sales/supply/list-comparisons';
import { listRechargeCards } from '@/lib/domain/sales/supply/list-recharge-cards';
import type { DeskEnv } from '../http/environment';

/** `GET /api/desk/suppliers`: how Khalti is doing, and every product with what is left; `/comparisons`: Khalti's books next to ours. */
export const deskSuppliers = new Hono<DeskEnv>()
  .get('/', async (c) => {
    const { ctx } = c.var;
    const [khalti, products, cards] = await Promise.all([getSupplier(ctx), listProducts(ctx), listRechargeCards(ctx)]);
    return c.json({ khalti, products, cards });
  })
  .get('/comparisons', async (c) => c.json(await listComparisons(c.var.ctx)));
