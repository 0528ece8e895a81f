import { Hono } from 'hono';
import { exportReport } from '@/lib/domain/sales/reports/export-report';
import { reportSales } from '@/lib/domain/sales/reports/report-sales';
import { reportSalesInput } from '@/lib/domain/sales/reports/schemas';
import { exportSales } from '@/lib/domain/sales/sales/export-sales';
import { findOwnSale, getSale } from '@/lib/domain/sales/sales/get-sale';
import { getSellCatalogue } from '@/lib/domain/sales/sales/get-sell-catalogue';
import { listOpenOwnSales } from '@/lib/domain/sales/sales/list-open-own-sales';
import { listSaleChoices } from '@/lib/domain/sales/sales/list-sale-choices';
import { listSales } from '@/lib/domain/sales/sales/list-sales';
import { findOwnSaleInput, listSalesInput, saleFilter } from '@/lib/domain/sales/sales/schemas';
import { sumSales } from '@/lib/domain/sales/sales/sum-sales';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

/**
 * `GET /api/desk/sales?search=…&state=…&after=…` and the totals of the same filter; `/ID`: one with its timeline;
 * `/report?by=seller&days=30`: what was sold in groups; `/own?reference=…`: what the person sold under it, a read that never sells. The
 * export is a POST from the desk's own page, for it is written down.
 */
export const deskSales = new Hono<DeskEnv>()
  .get('/', queryOf(listSalesInput), async (c) => c.json(await listSales(c.var.ctx, c.req.valid('query'))))
  .get('/totals', queryOf(saleFilter), async (c) => c.json(await sumSales(c.var.ctx, c.req.valid('query'))))
  .get('/choices', async (c) => c.json(await listSaleChoices(c.var.ctx)))
  .get('/own', queryOf(findOwnSaleInput), async (c) =>
    c.json({ sale: await findOwnSale(c.var.ctx, c.req.valid('query')) }),
  )
  .get('/open-own', async (c) => c.json({ rows: await listOpenOwnSales(c.var.ctx) }))
  .get('/catalogue', async (c) => c.json(await getSellCatalogue(c.var.ctx)))
  .post('/exports', fromDeskPage, bodyOf(saleFilter), async (c) => answerTable(c, exportSales, c.req.valid('json')))
  .get('/report', queryOf(reportSalesInput), async (c) => c.json(await reportSales(c.var.ctx, c.req.valid('query'))))
  .post('/report/exports', fromDeskPage, bodyOf(reportSalesInput), async (c) =>
    answerTable(c, exportReport, c.req.valid('json')),
  )
  .get('/:id{[1-9][0-9]{0,14}}', async (c) => c.json(await getSale(c.var.ctx, { saleId: Number(c.req.param('id')) })));
