import { Hono } from 'hono';
import { getOwnIntegrator } from '@/lib/domain/access/integrators/own-integrator';
import { exportOwnCoupons } from '@/lib/domain/coupons/coupons/export-coupons';
import { listOwnCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { listOwnCouponsInput, ownCouponFilter } from '@/lib/domain/coupons/coupons/schemas';
import { browseOwnRedemptions } from '@/lib/domain/redemptions/redemptions/browse-redemptions';
import { exportOwnRedemptions } from '@/lib/domain/redemptions/redemptions/export-redemptions';
import { browseOwnRedemptionsInput, ownRedemptionFilter } from '@/lib/domain/redemptions/redemptions/filter-schemas';
import { listOwnCreditRequests } from '@/lib/domain/sales/credits/credit-requests';
import { exportOwnStatement } from '@/lib/domain/sales/credits/export-statement';
import { listOwnStatement } from '@/lib/domain/sales/credits/list-statement';
import { ownStatementFileInput, ownStatementInput } from '@/lib/domain/sales/credits/schemas';
import { listOwnPrices } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import { exportOwnPurchases } from '@/lib/domain/sales/sales/export-own-purchases';
import { listOwnPurchases } from '@/lib/domain/sales/sales/read-purchases';
import { listOwnPurchasesInput, ownPurchaseFilter } from '@/lib/domain/sales/sales/schemas';
import { exportOwnRequests } from '@/lib/platform/requests/export-requests';
import { getOwnRequest, listOwnRequests } from '@/lib/platform/requests/list-requests';
import { listOwnRequestsInput, ownRequestFilter } from '@/lib/platform/requests/schemas';
import { exportOwnDeliveries, exportOwnEndpoints } from '@/lib/platform/webhooks/export-webhooks';
import {
  getOwnDelivery,
  getOwnEndpoint,
  listOwnDeliveries,
  listOwnEndpoints,
} from '@/lib/platform/webhooks/own-endpoints';
import { listWebhookDeliveriesInput } from '@/lib/platform/webhooks/schemas';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { bodyOf, queryOf } from './query';

/** What a partner reads, all of their own integrator: `GET /api/desk/partner` with credit, keys, requests and prices; its lists. No call names an integrator. */
export const deskPartner = new Hono<DeskEnv>()
  .get('/', async (c) => {
    const { ctx } = c.var;
    const [integrator, requests, prices] = await Promise.all([
      getOwnIntegrator(ctx),
      listOwnCreditRequests(ctx),
      listOwnPrices(ctx),
    ]);
    return c.json({ integrator, requests, prices });
  })
  .get('/statement', queryOf(ownStatementInput), async (c) =>
    c.json(await listOwnStatement(c.var.ctx, c.req.valid('query'))),
  )
  .post('/statement/exports', fromDeskPage, bodyOf(ownStatementFileInput), async (c) =>
    answerTable(c, exportOwnStatement, c.req.valid('json')),
  )
  .get('/sales', queryOf(listOwnPurchasesInput), async (c) =>
    c.json(await listOwnPurchases(c.var.ctx, c.req.valid('query'))),
  )
  .post('/sales/exports', fromDeskPage, bodyOf(ownPurchaseFilter), async (c) =>
    answerTable(c, exportOwnPurchases, c.req.valid('json')),
  )
  .get('/coupons', queryOf(listOwnCouponsInput), async (c) =>
    c.json(await listOwnCoupons(c.var.ctx, c.req.valid('query'))),
  )
  .post('/coupons/exports', fromDeskPage, bodyOf(ownCouponFilter), async (c) =>
    answerTable(c, exportOwnCoupons, c.req.valid('json')),
  )
  .get('/redemptions', queryOf(browseOwnRedemptionsInput), async (c) =>
    c.json(await browseOwnRedemptions(c.var.ctx, c.req.valid('query'))),
  )
  .post('/redemptions/exports', fromDeskPage, bodyOf(ownRedemptionFilter), async (c) =>
    answerTable(c, exportOwnRedemptions, c.req.valid('json')),
  )
  .get('/requests', queryOf(listOwnRequestsInput), async (c) =>
    c.json(await listOwnRequests(c.var.ctx, c.req.valid('query'))),
  )
  .post('/requests/exports', fromDeskPage, bodyOf(ownRequestFilter), async (c) =>
    answerTable(c, exportOwnRequests, c.req.valid('json')),
  )
  .get('/requests/:id{[1-9][0-9]{0,14}}', async (c) =>
    c.json(await getOwnRequest(c.var.ctx, { id: c.req.param('id') })),
  )
  .post('/webhooks/exports', fromDeskPage, bodyOf(exportOwnEndpoints.input), async (c) =>
    answerTable(c, exportOwnEndpoints, {}),
  )
  .post('/webhooks/deliveries/exports', fromDeskPage, bodyOf(exportOwnDeliveries.input), async (c) =>
    answerTable(c, exportOwnDeliveries, c.req.valid('json')),
  )
  .get('/webhooks', async (c) => c.json(await listOwnEndpoints(c.var.ctx)))
  .get('/webhooks/deliveries', queryOf(listWebhookDeliveriesInput), async (c) => {
    const input = c.req.valid('query');
    const [page, endpoint] = await Promise.all([
      listOwnDeliveries(c.var.ctx, input),
      getOwnEndpoint(c.var.ctx, { id: input.endpointId }),
    ]);
    return c.json({ ...page, endpoint });
  })
  .get('/webhooks/deliveries/:id{[1-9][0-9]{0,14}}', async (c) =>
    c.json(await getOwnDelivery(c.var.ctx, { deliveryId: Number(c.req.param('id')) })),
  );
