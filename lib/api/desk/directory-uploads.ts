import { type Context, Hono } from 'hono';
import { Invalid } from '@/lib/core/errors';
import { checkFile, exportLeftOut, importFile } from '@/lib/domain/coupons/imports/import-file';
import { importFileInput } from '@/lib/domain/coupons/imports/schemas';
import { tvodPriceImport } from '@/lib/domain/coupons/tvod-prices/tvod-price-import';
import { userGroupImport } from '@/lib/domain/coupons/user-groups/user-group-import';
import type { DeskEnv } from '../http/environment';
import { answerCsv } from './answer-csv';
import { fromDeskPage } from './from-desk-page';
import { queryOf } from './query';

/**
 * `POST /api/desk/uploads/user-groups`, with a CSV file as the body: its dry run; `/import` adds what is new in it, and
 * `/left-out` answers with the other rows. The page sends the same file each time. The same for `tvod-prices`.
 */
export const deskDirectoryUploads = new Hono<DeskEnv>()
  .post('/user-groups', fromDeskPage, async (c) => c.json(await checkFile(c.var.ctx, userGroupImport, fileOf(c))))
  .post('/user-groups/import', fromDeskPage, queryOf(importFileInput), async (c) =>
    c.json(await importFile(c.var.ctx, userGroupImport, c.req.valid('query'), fileOf(c))),
  )
  .post('/user-groups/left-out', fromDeskPage, async (c) =>
    answerCsv(c, await exportLeftOut(c.var.ctx, userGroupImport, fileOf(c))),
  )
  .post('/tvod-prices', fromDeskPage, async (c) => c.json(await checkFile(c.var.ctx, tvodPriceImport, fileOf(c))))
  .post('/tvod-prices/import', fromDeskPage, queryOf(importFileInput), async (c) =>
    c.json(await importFile(c.var.ctx, tvodPriceImport, c.req.valid('query'), fileOf(c))),
  )
  .post('/tvod-prices/left-out', fromDeskPage, async (c) =>
    answerCsv(c, await exportLeftOut(c.var.ctx, tvodPriceImport, fileOf(c))),
  );

/** @throws Invalid (`file`) */
function fileOf(c: Context<DeskEnv>): ReadableStream<Uint8Array> {
  const { body } = c.req.raw;
  if (!body) throw new Invalid({ file: ['holds no rows'] });
  return body;
}
