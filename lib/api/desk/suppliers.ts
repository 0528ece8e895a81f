import { Hono } from 'hono';
import { listProducts } from '@/lib/domain/sales/products/list-products';
import { exportComparisons, exportDifferences } from '@/lib/domain/sales/supply/export-comparisons';
import { getSupplier } from '@/lib/domain/sales/supply/get-supplier';
import { listComparisons } from '@/lib/domain/sales/supply/list-comparisons';
import { listRechargeCards } from '@/lib/domain/sales/supply/list-recharge-cards';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf } from './query';

/** `GET /api/desk/suppliers`: how Khalti is doing, and every product with what is left; `/comparisons`: Khalti's books next to ours; `/comparisons/exports` and `/differences/exports`: as a file. */
export const deskSuppliers = new Hono<DeskEnv>()
  .get('/', async (c) => {
    const { ctx } = c.var;
    const [khalti, products, cards] = await Promise.all([getSupplier(ctx), listProducts(ctx), listRechargeCards(ctx)]);
    return c.json({ khalti, products, cards });
  })
  .get('/comparisons', async (c) => c.json(await listComparisons(c.var.ctx)))
  .post('/comparisons/exports', fromDeskPage, bodyOf(exportComparisons.input), async (c) =>
    answerTable(c, exportComparisons, {}),
  )
  .post('/differences/exports', fromDeskPage, bodyOf(exportDifferences.input), async (c) =>
    answerTable(c, exportDifferences, {}),
  );
