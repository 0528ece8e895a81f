import { Hono } from 'hono';
import { deskSession } from '@/lib/api/http/authenticate';
import type { ApiEnv } from '@/lib/api/http/environment';
import { limitBody, mebibyte } from '@/lib/api/http/limit-body';
import { problemJson } from '@/lib/api/http/problem';
import { deskActivity } from './activity';
import { deskApprovals } from './approvals';
import { deskCodeBatches } from './code-batches';
import { deskCodeExports } from './code-exports';
import { deskCodes } from './codes';
import { deskCouponLinks } from './coupon-links';
import { deskCoupons } from './coupons';
import { deskCustomers } from './customers';
import { deskDeliveries } from './deliveries';
import { deskDirectories } from './directory';
import { deskExports } from './exports';
import { deskFind } from './find';
import { deskImports } from './imports';
import { deskIntegrators } from './integrators';
import { deskPartner } from './partner';
import { deskProducts } from './products';
import { deskRedemptions } from './redemptions';
import { deskRequests } from './requests';
import { deskSales } from './sales';
import { deskSecurity } from './security';
import { deskShifts } from './shifts';
import { deskStatistics } from './statistics';
import { deskSuppliers } from './suppliers';
import { deskTeam } from './team';
import { deskToday } from './today';
import { deskUploads } from './uploads';
import { deskWebhooks } from './webhooks';

const json = limitBody(mebibyte);

/** The reads of the desk's own pages. One router a feature, chained so that the client is typed end to end. */
export const desk = new Hono<ApiEnv>()
  .onError(problemJson)
  .use(deskSession)
  // The server bounds an upload, which is read as it arrives.
  .use((c, next) => (c.req.path.startsWith('/api/desk/uploads/') ? next() : json(c, next)))
  .route('/activity', deskActivity)
  .route('/approvals', deskApprovals)
  .route('/customers', deskCustomers)
  .route('/deliveries', deskDeliveries)
  .route('/coupons', deskCoupons)
  .route('/coupon-links', deskCouponLinks)
  .route('/codes', deskCodes)
  .route('/code-batches', deskCodeBatches)
  .route('/code-exports', deskCodeExports)
  .route('/exports', deskExports)
  .route('/find', deskFind)
  .route('/integrators', deskIntegrators)
  .route('/partner', deskPartner)
  .route('/products', deskProducts)
  .route('/redemptions', deskRedemptions)
  .route('/requests', deskRequests)
  .route('/sales', deskSales)
  .route('/security', deskSecurity)
  .route('/shifts', deskShifts)
  .route('/statistics', deskStatistics)
  .route('/suppliers', deskSuppliers)
  .route('/team', deskTeam)
  .route('/today', deskToday)
  .route('/uploads', deskUploads)
  .route('/uploads', deskImports)
  .route('/webhooks', deskWebhooks)
  .route('/', deskDirectories);

export type DeskApp = typeof desk;
