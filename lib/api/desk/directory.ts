import { Hono } from 'hono';
import { listTvodPriceCoupons } from '@/lib/domain/coupons/tvod-prices/list-tvod-price-coupons';
import { listTvodPrices } from '@/lib/domain/coupons/tvod-prices/list-tvod-prices';
import { listUserGroupCoupons } from '@/lib/domain/coupons/user-groups/list-user-group-coupons';
import { listUserGroups } from '@/lib/domain/coupons/user-groups/list-user-groups';
import type { DeskEnv } from '../http/environment';
import { inputQuery } from './input-query';

/** `GET /api/desk/user-groups`: a page; `/coupons?id=…`: the coupons that one restricts. */
export const deskUserGroups = new Hono<DeskEnv>()
  .get('/', inputQuery(listUserGroups.input), async (c) =>
    c.json(await listUserGroups(c.var.ctx, c.req.valid('query'))),
  )
  .get('/coupons', inputQuery(listUserGroupCoupons.input), async (c) =>
    c.json(await listUserGroupCoupons(c.var.ctx, c.req.valid('query'))),
  );

/** The same for TVOD prices. */
export const deskTvodPrices = new Hono<DeskEnv>()
  .get('/', inputQuery(listTvodPrices.input), async (c) =>
    c.json(await listTvodPrices(c.var.ctx, c.req.valid('query'))),
  )
  .get('/coupons', inputQuery(listTvodPriceCoupons.input), async (c) =>
    c.json(await listTvodPriceCoupons(c.var.ctx, c.req.valid('query'))),
  );
