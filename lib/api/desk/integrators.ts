import { Hono } from 'hono';
import { z } from 'zod';
import { exportIntegrators } from '@/lib/domain/access/integrators/export-integrators';
import { getIntegrator, listIntegrators } from '@/lib/domain/access/integrators/list-integrators';
import { listOpenCreditRequests } from '@/lib/domain/sales/credits/credit-requests';
import { exportStatement } from '@/lib/domain/sales/credits/export-statement';
import { listStatement } from '@/lib/domain/sales/credits/list-statement';
import { creditStatementInput, statementFileInput } from '@/lib/domain/sales/credits/schemas';
import { listIntegratorPrices } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import { listLastPurchases } from '@/lib/domain/sales/sales/list-last-purchases';
import { listTestKeys } from '@/lib/domain/sales/test-mode/list-test-keys';
import { noInput } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

const idQuery = z.object({ id: z.coerce.number().int().positive() });

/** `GET /api/desk/integrators` and what a page of one shows, and the list as a file; the keys themselves never. */
export const deskIntegrators = new Hono<DeskEnv>()
  .get('/', async (c) => c.json({ rows: await listIntegrators(c.var.ctx) }))
  .post('/exports', fromDeskPage, bodyOf(noInput), async (c) => answerTable(c, exportIntegrators, {}))
  .get('/one', queryOf(idQuery), async (c) => {
    const { id } = c.req.valid('query');
    const { ctx } = c.var;
    const [integrator, purchases, prices, testKeys] = await Promise.all([
      getIntegrator(ctx, { id }),
      listLastPurchases(ctx, { integratorId: id }),
      can(ctx.actor, 'money.read') ? listIntegratorPrices(ctx, { integratorId: id }) : null,
      listTestKeys(ctx, { integratorId: id }),
    ]);
    return c.json({ integrator, purchases, prices, testKeys });
  })
  .get('/credit-requests', async (c) => c.json({ rows: await listOpenCreditRequests(c.var.ctx) }))
  .get('/statement', queryOf(creditStatementInput), async (c) =>
    c.json(await listStatement(c.var.ctx, c.req.valid('query'))),
  )
  .post('/statement/exports', fromDeskPage, bodyOf(statementFileInput), async (c) =>
    answerTable(c, exportStatement, c.req.valid('json')),
  );
