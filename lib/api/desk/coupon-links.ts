import { Hono } from 'hono';
import { exportTvodPriceLinks, exportUserGroupLinks } from '@/lib/domain/coupons/coupons/export-links';
import { listTvodPriceLinks, listUserGroupLinks } from '@/lib/domain/coupons/coupons/list-links';
import { summarizeLinks } from '@/lib/domain/coupons/coupons/summarize-links';
import type { DeskEnv } from '../http/environment';
import { answerTable } from './answer-table';
import { fromDeskPage } from './from-desk-page';
import { inputQuery } from './input-query';
import { bodyOf } from './query';

/** `GET /api/desk/coupon-links/user-groups?couponId=1&side=linked&name=…`: one side of what a coupon is limited to; `…/exports`: what is linked as a file. */
export const deskCouponLinks = new Hono<DeskEnv>()
  .get('/user-groups', inputQuery(listUserGroupLinks.input), async (c) =>
    c.json(await listUserGroupLinks(c.var.ctx, c.req.valid('query'))),
  )
  .get('/tvod-prices', inputQuery(listTvodPriceLinks.input), async (c) =>
    c.json(await listTvodPriceLinks(c.var.ctx, c.req.valid('query'))),
  )
  .post('/user-groups/exports', fromDeskPage, bodyOf(exportUserGroupLinks.input), async (c) =>
    answerTable(c, exportUserGroupLinks, c.req.valid('json')),
  )
  .post('/tvod-prices/exports', fromDeskPage, bodyOf(exportTvodPriceLinks.input), async (c) =>
    answerTable(c, exportTvodPriceLinks, c.req.valid('json')),
  )
  .get('/summary', inputQuery(summarizeLinks.input), async (c) =>
    c.json(await summarizeLinks(c.var.ctx, c.req.valid('query'))),
  );
