import { Hono } from 'hono';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { getSupplier } from '@/lib/domain/sales/supply/get-supplier';
import { listComparisons } from '@/lib/domain/sales/supply/list-comparisons';
import type { DeskEnv } from '../http/environment';

/** `GET /api/desk/suppliers`: how Khalti is doing, and every product with what is left; `/comparisons`: Khalti's books next to ours. */
export const deskSuppliers = new Hono<DeskEnv>()
  .get('/', async (c) => {
    const [khalti, products] = await Promise.all([getSupplier(c.var.ctx), listProducts(c.var.ctx)]);
    return c.json({ khalti, products });
  })
  .get('/comparisons', async (c) => c.json(await listComparisons(c.var.ctx)));
