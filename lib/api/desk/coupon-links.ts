import { Hono } from 'hono';
import { z } from 'zod';
import { listTvodPriceLinks, listUserGroupLinks } from '@/lib/domain/coupons/coupons/list-links';
import { linkFilters, linkKinds, listLinksInput } from '@/lib/domain/coupons/coupons/schemas';
import { summarizeLinks } from '@/lib/domain/coupons/coupons/summarize-links';
import type { DeskEnv } from '../http/environment';
import { queryOf } from './query';

const { side, after } = listLinksInput.shape;
const couponId = z.coerce.number().pipe(linkFilters.couponId);
const { name } = linkFilters;
const sideQuery = z.object({ couponId, name, side, after });
const summaryQuery = z.object({ couponId, name, kind: z.enum(linkKinds) });

/** `GET /api/desk/coupon-links/user-groups?couponId=1&side=linked&name=…`: one side of what a coupon is limited to. */
export const deskCouponLinks = new Hono<DeskEnv>()
  .get('/user-groups', queryOf(sideQuery), async (c) =>
    c.json(await listUserGroupLinks(c.var.ctx, c.req.valid('query'))),
  )
  .get('/tvod-prices', queryOf(sideQuery), async (c) =>
    c.json(await listTvodPriceLinks(c.var.ctx, c.req.valid('query'))),
  )
  .get('/summary', queryOf(summaryQuery), async (c) => {
    const { kind, ...filters } = c.req.valid('query');
    return c.json(await summarizeLinks(c.var.ctx, kind, filters));
  });
