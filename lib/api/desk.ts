import { Hono } from 'hono';
import { deskSession } from './authenticate';
import { deskActivity } from './desk/activity';
import { deskCodeBatches } from './desk/code-batches';
import { deskCodeExports } from './desk/code-exports';
import { deskCodes } from './desk/codes';
import { deskCouponLinks } from './desk/coupon-links';
import { deskCoupons } from './desk/coupons';
import { deskDeliveries } from './desk/deliveries';
import { deskTvodPrices, deskUserGroups } from './desk/directory';
import { deskDirectoryUploads } from './desk/directory-uploads';
import { deskIntegrators } from './desk/integrators';
import { deskProducts } from './desk/products';
import { deskRedemptions } from './desk/redemptions';
import { deskSales } from './desk/sales';
import { deskStatistics } from './desk/statistics';
import { deskSuppliers } from './desk/suppliers';
import { deskTeam } from './desk/team';
import { deskToday } from './desk/today';
import { deskUploads } from './desk/uploads';
import { deskWebhooks } from './desk/webhooks';
import type { ApiEnv } from './environment';
import { problemJson } from './problem';

/** The reads of the desk's own pages. One router a feature, chained so that the client is typed end to end. */
export const desk = new Hono<ApiEnv>()
  .onError(problemJson)
  .use(deskSession)
  .route('/activity', deskActivity)
  .route('/deliveries', deskDeliveries)
  .route('/coupons', deskCoupons)
  .route('/coupon-links', deskCouponLinks)
  .route('/codes', deskCodes)
  .route('/code-batches', deskCodeBatches)
  .route('/code-exports', deskCodeExports)
  .route('/integrators', deskIntegrators)
  .route('/products', deskProducts)
  .route('/redemptions', deskRedemptions)
  .route('/sales', deskSales)
  .route('/statistics', deskStatistics)
  .route('/suppliers', deskSuppliers)
  .route('/team', deskTeam)
  .route('/today', deskToday)
  .route('/tvod-prices', deskTvodPrices)
  .route('/uploads', deskUploads)
  .route('/uploads', deskDirectoryUploads)
  .route('/user-groups', deskUserGroups)
  .route('/webhooks', deskWebhooks);

export type DeskApp = typeof desk;
