import { Hono } from 'hono';
import { listTvodPriceLinks, listUserGroupLinks } from '@/lib/domain/coupons/coupons/list-links';
import { summarizeLinks } from '@/lib/domain/coupons/coupons/summarize-links';
import type { DeskEnv } from '../http/environment';
import { inputQuery } from './input-query';

/** `GET /api/desk/coupon-links/user-groups?couponId=1&side=linked&name=…`: one side of what a coupon is limited to. */
export const deskCouponLinks = new Hono<DeskEnv>()
  .get('/user-groups', inputQuery(listUserGroupLinks.input), async (c) =>
    c.json(await listUserGroupLinks(c.var.ctx, c.req.valid('query'))),
  )
  .get('/tvod-prices', inputQuery(listTvodPriceLinks.input), async (c) =>
    c.json(await listTvodPriceLinks(c.var.ctx, c.req.valid('query'))),
  )
  .get('/summary', inputQuery(summarizeLinks.input), async (c) =>
    c.json(await summarizeLinks(c.var.ctx, c.req.valid('query'))),
  );
