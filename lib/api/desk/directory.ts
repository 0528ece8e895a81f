import { Hono } from 'hono';
import { z } from 'zod';
import { entryInput, listEntriesInput, listUsesInput } from '@/lib/domain/coupons/imports/schemas';
import { listTvodPriceCoupons } from '@/lib/domain/coupons/tvod-prices/list-tvod-price-coupons';
import { listTvodPrices } from '@/lib/domain/coupons/tvod-prices/list-tvod-prices';
import { listUserGroupCoupons } from '@/lib/domain/coupons/user-groups/list-user-group-coupons';
import { listUserGroups } from '@/lib/domain/coupons/user-groups/list-user-groups';
import type { DeskEnv } from '../http/environment';
import { queryOf } from './query';

const { name, state, after } = listEntriesInput.shape;
const listQuery = z.object({ name, state, after });
const usesQuery = z.object({
  id: z.coerce.number().pipe(entryInput.shape.id),
  after: listUsesInput.shape.after,
});

/** `GET /api/desk/user-groups`: a page; `/coupons?id=…`: the coupons that one restricts. */
export const deskUserGroups = new Hono<DeskEnv>()
  .get('/', queryOf(listQuery), async (c) => c.json(await listUserGroups(c.var.ctx, c.req.valid('query'))))
  .get('/coupons', queryOf(usesQuery), async (c) =>
    c.json(await listUserGroupCoupons(c.var.ctx, c.req.valid('query'))),
  );

/** The same for TVOD prices. */
export const deskTvodPrices = new Hono<DeskEnv>()
  .get('/', queryOf(listQuery), async (c) => c.json(await listTvodPrices(c.var.ctx, c.req.valid('query'))))
  .get('/coupons', queryOf(usesQuery), async (c) =>
    c.json(await listTvodPriceCoupons(c.var.ctx, c.req.valid('query'))),
  );
